import 'server-only'
import { and, eq } from 'drizzle-orm'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'
import { allRates } from '../queries/rates'
import type { HourType } from '../rules/entries'
import { billedUpTo, hoursAmount, isBillableType, rateFor } from '../rules/rates'

export type Price = {
  price: string | null
  rateId: string | null
  /** Null while no rate fits: "price missing". */
  netAmount: string | null
}

/**
 * What hours on a project cost its customer: the most specific rate, the minutes billed up to the project's step, rounded
 * once. Free ('0.00') for what nobody pays: breaks, training, and everything on a project with a fixed price.
 */
export async function priceOnProject(
  read: Read,
  hours: {
    projectId: string
    phaseId: string | null
    memberId: string
    hourType: HourType
    day: DayText
    minutes: number
  },
): Promise<Price> {
  const { organizationId } = read.actor
  const [project] = await read.db
    .select({
      customerId: projects.customerId,
      pricing: projects.pricing,
      roundingMinutes: projects.roundingMinutes,
    })
    .from(projects)
    .where(and(eq(projects.organizationId, organizationId), eq(projects.id, hours.projectId)))
  if (!project || project.pricing === 'fixed' || !isBillableType(hours.hourType))
    return { price: null, rateId: null, netAmount: '0.00' }
  const rate = rateFor(await allRates(read), { ...hours, customerId: project.customerId })
  if (!rate) return { price: null, rateId: null, netAmount: null }
  const minutes = billedUpTo(hours.minutes, project.roundingMinutes)
  return { price: rate.price, rateId: rate.id, netAmount: hoursAmount(minutes, rate.price) }
}

import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { contracts } from '@/db/schema/contracts'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { DayText } from '@/lib/time'
import { allRates } from '../queries/rates'
import type { HourType } from '../rules/entries'
import { type HoursPrice, priceOfHours } from '../rules/rates'

/**
 * The rates stay as they are until the transaction ends: who books waits for who is changing a price, and the other way
 * round, so that no hour keeps a price that was just replaced. Many book at once ('shared'), one changes ('alone').
 */
export async function lockRates({ actor, db }: Read, how: 'shared' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${`rates ${actor.organizationId}`}, 0)`
  await db.execute(
    how === 'shared' ? sql`select pg_advisory_xact_lock_shared(${key})` : sql`select pg_advisory_xact_lock(${key})`,
  )
}

/** What a phase, its project and the contract that one is done under say about the price of hours. */
export const pricedColumns = {
  customerId: projects.customerId,
  pricing: projects.pricing,
  roundingMinutes: projects.roundingMinutes,
  phasePrice: projectPhases.fixedPrice,
  contract: { id: contracts.id, startsOn: contracts.startsOn, endsOn: contracts.endsOn },
}
export const ofItsContract = and(
  eq(contracts.organizationId, projects.organizationId),
  eq(contracts.id, projects.contractId),
)

/**
 * What hours on a project cost its customer now (priceOfHours), to be kept with the hours in the same transaction.
 * Refused: common.not_found for a project, or a phase of it, that is not there.
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
    surcharge?: string
  },
): Promise<HoursPrice> {
  const { organizationId } = read.actor
  await lockRates(read, 'shared')
  const [[project], rates] = await Promise.all([
    read.db
      .select({ ...pricedColumns, phaseId: projectPhases.id })
      .from(projects)
      .leftJoin(
        projectPhases,
        and(
          eq(projectPhases.organizationId, projects.organizationId),
          eq(projectPhases.projectId, projects.id),
          hours.phaseId ? eq(projectPhases.id, hours.phaseId) : sql`false`,
        ),
      )
      .leftJoin(contracts, ofItsContract)
      .where(and(eq(projects.organizationId, organizationId), eq(projects.id, hours.projectId))),
    allRates(read),
  ])
  if (!project || project.phaseId !== hours.phaseId) throw new Refused('common.not_found')
  return priceOfHours(rates, project, hours)
}

import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visits } from '@/db/schema/visits'
import type { Actor, Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { Temporal } from '@/lib/time'
import { appointmentOf } from '@/lib/visits/queries/appointment'
import { recipientsOf } from '@/lib/visits/queries/recipient'
import { sameInstant } from '@/lib/visits/rules'
import { arrivalOf } from '@/lib/visits/rules/arrival'
import { allowedDeeds } from '../rules/deeds'
import { offeredSlots, slotFacts } from './slots'

export type AppointmentPage = NonNullable<Awaited<ReturnType<typeof appointmentPage>>>

/** Everything the customer's page shows: the appointment as it stands now, what may be done with it, and what free moments follow from. */
export async function appointmentPage(read: Read, visitId: string, now: Temporal.Instant) {
  const [organization, [visit]] = await Promise.all([
    organizationOf(read),
    read.db
      .select({
        orderId: visits.orderId,
        status: visits.status,
        startAt: visits.startAt,
        customerAnswer: visits.customerAnswer,
        customerWords: visits.customerWords,
        customerParts: visits.customerParts,
        expectedStartAt: visits.expectedStartAt,
      })
      .from(visits)
      .where(and(eq(visits.organizationId, read.actor.organizationId), eq(visits.id, visitId))),
  ])
  if (!visit) return null
  const allowed = allowedDeeds({ ...visit, settings: organization.settings }, now)
  const [facts, recipients, free] = await Promise.all([
    appointmentOf(read, visitId, organization),
    recipientsOf(read, [visit.orderId]),
    allowed.pick === 'yes' ? slotFacts(read, visitId, organization, now) : null,
  ])
  return {
    organization,
    visit,
    facts,
    allowed,
    free,
    locale: recipients.get(visit.orderId)?.locale ?? organization.locale,
  }
}

/** The free moments that the page offers, and when somebody arrives then. It may ask for travel times: call it outside a transaction. */
export async function slotsOf(actor: Actor, { organization, visit, facts, free }: AppointmentPage) {
  if (!free || !facts) return []
  const { timeZone, settings } = organization
  return (await offeredSlots(actor, free))
    .filter(({ startAt }) => !sameInstant(startAt, visit.startAt))
    .map(({ startAt }) => ({ startAt, arrival: arrivalOf(startAt, { timeZone, settings, type: facts.type }) }))
}

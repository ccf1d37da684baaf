import { type AppointmentDeed, appointmentDeeds } from '@/lib/auth/rules'
import { instantOf, type Temporal } from '@/lib/time'
import { isToCome, type VisitStatus } from '@/lib/visits/rules'

/** yes, no, or late: the company wants to hear of it by telephone so shortly before. */
export type Allowed = Record<AppointmentDeed, 'yes' | 'no' | 'late'>

export type DeedFacts = {
  status: VisitStatus
  startAt: string | null
  settings: { appointmentDeeds: readonly AppointmentDeed[]; appointmentNoticeHours: number }
}

/** Deeds that change the plan: only so many hours before. */
const withNotice: readonly AppointmentDeed[] = ['pick', 'cancel']

/** What the customer may do by the link now. Nothing with a visit that began, is over, has no time, or that is cancelled. */
export function allowedDeeds({ status, startAt, settings }: DeedFacts, now: Temporal.Instant): Allowed {
  const isOpen = status === 'planned' && isToCome(startAt, now)
  const of = (deed: AppointmentDeed) => {
    if (!isOpen || !settings.appointmentDeeds.includes(deed)) return 'no'
    return withNotice.includes(deed) && !isInTime(startAt, settings.appointmentNoticeHours, now) ? 'late' : 'yes'
  }
  return Object.fromEntries(appointmentDeeds.map((deed) => [deed, of(deed)])) as Allowed
}

function isInTime(startAt: string | null, hours: number, now: Temporal.Instant): boolean {
  return startAt !== null && instantOf(startAt).since(now).total('hours') >= hours
}

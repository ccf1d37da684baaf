import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { ClockRules } from '../rules/clocked'
import { holidayRulesOf } from '../rules/holidays'
import { type HourMoment, isSameTime, momentOfHours, type TimedHours } from '../rules/moments'

/** How the company counts hours now: when they switch, what that adds to their price, and how the clock is rounded. */
export type HourRules = ClockRules & { surchargeOf: (moment: HourMoment) => string }

export async function hourRulesOf(read: Read): Promise<HourRules> {
  const organization = await organizationOf(read)
  const { timeZone, settings } = organization
  return {
    moments: {
      timeZone,
      moments: settings.hourMoments,
      eveningFrom: settings.eveningFrom,
      eveningTo: settings.eveningTo,
      holidays: holidayRulesOf(organization),
    },
    surchargeOf: (moment) => (moment === 'normal' ? '0' : (settings.surcharges[moment] ?? '0')),
    rounding: { step: settings.clockStep, way: settings.clockWay },
  }
}

export type HourKind = { moment: HourMoment; surcharge: string }

/**
 * What hours these are by when they were worked, and what comes on top of their price, as the company has it now. Hours that
 * were so before stay what they were, also when the company counts otherwise since.
 */
export async function kindOf(read: Read, hours: TimedHours, before: (TimedHours & HourKind) | null): Promise<HourKind> {
  if (before && isSameTime(before, hours)) return { moment: before.moment, surcharge: before.surcharge }
  const rules = await hourRulesOf(read)
  const moment = momentOfHours(hours, rules.moments)
  return { moment, surcharge: rules.surchargeOf(moment) }
}

import { addDays, type DayText, Temporal } from '@/lib/time'

export const intervalUnits = ['week', 'month', 'year'] as const
export type IntervalUnit = (typeof intervalUnits)[number]

/** due: to be planned; planned: has its order; done: that order was executed; cancelled: left out this time. */
export const occurrenceStatuses = ['due', 'planned', 'done', 'cancelled'] as const
export type OccurrenceStatus = (typeof occurrenceStatuses)[number]

export type Interval = { intervalCount: number; intervalUnit: IntervalUnit }

/**
 * The n-th due day of a plan, counted from its first day in calendar time: 31 January, monthly, gives 28 February and
 * then 31 March again. Days, so that daylight saving can't shift them.
 */
export function dueDay(anchorOn: DayText, interval: Interval, n: number): DayText {
  const step = interval.intervalCount * n
  const anchor = Temporal.PlainDate.from(anchorOn)
  const duration = { week: { weeks: step }, month: { months: step }, year: { years: step } }[interval.intervalUnit]
  return anchor.add(duration).toString()
}

/** The first due day of a plan after a day. */
export function nextDueDay(anchorOn: DayText, interval: Interval, after: DayText): DayText {
  const unit = `${interval.intervalUnit}s` as const
  const passed = Temporal.PlainDate.from(anchorOn).until(after, { largestUnit: unit })[unit]
  let n = Math.max(0, Math.floor(passed / interval.intervalCount) - 1)
  while (dueDay(anchorOn, interval, n) <= after) n++
  return dueDay(anchorOn, interval, n)
}

/** Whether the customer is to be told now: from `daysBefore` days ahead up to the due day itself, once. */
export function mustRemind(
  occurrence: { dueOn: DayText; status: OccurrenceStatus; remindedAt: string | null },
  today: DayText,
  daysBefore: number,
): boolean {
  if (occurrence.status !== 'due' || occurrence.remindedAt !== null) return false
  return occurrence.dueOn >= today && addDays(occurrence.dueOn, -daysBefore) <= today
}

/** Placeholders of the reminder's text that a company writes itself: {customer}, {name}, {asset}, {address}, {date}. */
export const reminderPlaceholders = ['customer', 'name', 'asset', 'address', 'date'] as const
export type ReminderFacts = Record<(typeof reminderPlaceholders)[number], string>

export function fillReminder(text: string, facts: ReminderFacts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name as keyof ReminderFacts] ?? whole)
}

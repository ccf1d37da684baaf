import { decimal, round2 } from '@/lib/money'
import { addDays, dayIn, instantAt, Temporal } from '@/lib/time'

export const hourTypes = ['work', 'travel', 'break', 'waiting', 'training'] as const
export type HourType = (typeof hourTypes)[number]

/** Kinds of hours that need no order or project: the company's own time. */
export function isOwnTime(hourType: HourType): boolean {
  return hourType === 'training' || hourType === 'break'
}

/** What has a receipt; a distance has none, and its amount follows from the rate. */
export const receiptKinds = ['parking', 'toll', 'meal', 'material', 'other'] as const
export type ReceiptKind = (typeof receiptKinds)[number]
export const expenseKinds = [...receiptKinds, 'kilometres'] as const
export type ExpenseKind = (typeof expenseKinds)[number]

/** Euro per kilometre while the company has not set its own. */
export const defaultKilometreRate = '0.43'

/** What a distance costs, rounded once: '12.5' at '0.43' → '5.38'. */
export function kilometreAmount(kilometres: string, rate: string): string {
  return round2(decimal(kilometres).times(rate))
}

/** What the phone's clock can run for. */
export const clockTypes = ['travel', 'work', 'break'] as const
export type ClockType = (typeof clockTypes)[number]

/** A tap that starts one kind of hours, or stops them all. */
export type Tap = { starts: ClockType | null; at: string }

// Of instants as they are stored; many times as quick as Temporal, and a phone asks it of every tap.
const epoch = (at: string) => Date.parse(at)

/** A span in parts that each lie on one local day; they touch, and together are the span. */
export function cutAtMidnight<Part extends EntryWindow>(span: Part, timeZone: string): Part[] {
  const parts: Part[] = []
  let startAt = span.startAt
  for (;;) {
    const midnight = instantAt(timeZone, addDays(dayIn(timeZone, startAt), 1))
    if (epoch(midnight) >= epoch(span.endAt)) return [...parts, { ...span, startAt }]
    parts.push({ ...span, startAt, endAt: midnight })
    startAt = midnight
  }
}

/**
 * Whole minutes of an entry: the difference of its ends, each cut to the minute. So the minutes of entries that touch add up
 * to the minutes from the first start to the last end, whatever the seconds.
 */
export function entryMinutes(startAt: string, endAt: string): number {
  return Math.floor(epoch(endAt) / 60_000) - Math.floor(epoch(startAt) / 60_000)
}

export const longestEntryMinutes = 24 * 60

export type EntryWindow = { startAt: string; endAt: string }

/** Why hours can't be these, as the code of a refusal; null when they can. `others` are the person's other entries. */
export function entryRefusal(entry: EntryWindow, others: readonly EntryWindow[], now: string): string | null {
  if (epoch(entry.endAt) <= epoch(entry.startAt)) return 'hours.window'
  if (epoch(entry.endAt) - epoch(entry.startAt) > longestEntryMinutes * 60_000) return 'hours.too_long'
  if (epoch(entry.endAt) > epoch(now) + 60_000) return 'hours.future'
  const overlaps = (other: EntryWindow) =>
    epoch(other.startAt) < epoch(entry.endAt) && epoch(entry.startAt) < epoch(other.endAt)
  return others.some(overlaps) ? 'hours.overlap' : null
}

/**
 * What of a span of the clock can be booked: no time that is booked already, and no more minutes than the day has left. Of
 * what is free the longest part, the first of equals, cut at its end. Nothing free: no minutes, at its start. What the clock
 * said stays beside it, so that nothing is lost.
 */
export function bookableSpan(span: EntryWindow, others: readonly EntryWindow[], leftMinutes: number): EntryWindow {
  let [start, end] = [epoch(span.startAt), epoch(span.startAt)]
  let free = start
  const keep = (until: number) => {
    if (until - free > end - start) [start, end] = [free, until]
  }
  for (const other of [...others].sort((a, b) => epoch(a.startAt) - epoch(b.startAt))) {
    if (epoch(other.endAt) <= free) continue
    keep(Math.min(epoch(other.startAt), epoch(span.endAt)))
    free = epoch(other.endAt)
  }
  keep(epoch(span.endAt))
  const full = Math.floor(start / 60_000) * 60_000 + Math.max(0, leftMinutes) * 60_000
  const isCut = entryMinutes(instant(start), instant(end)) > leftMinutes
  const until = isCut ? Math.max(start, full) : end
  return {
    startAt: start === epoch(span.startAt) ? span.startAt : instant(start),
    endAt: until === epoch(span.endAt) ? span.endAt : instant(until),
  }
}

const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString()

/** Minutes as hours with three decimals, as order lines have them: 105 → '1.750'. */
export function hoursText(minutes: number): string {
  return decimal(minutes).dividedBy(60).toFixed(3)
}

/** What was paid less its VAT, rounded once: '12.10' at 21 % → '10.00'. */
export function expenseNet(grossAmount: string, vatRate: string): string {
  return round2(decimal(grossAmount).dividedBy(decimal(vatRate).dividedBy(100).plus(1)))
}

/**
 * How many minutes of each entry are billed as the job itself, when part of the worked time is billed apart as extra work:
 * the extra time goes off the last entries first. The sum is what was worked less the extra, never below zero.
 */
export function billedMinutes<Entry extends { id: string; minutes: number }>(
  entries: readonly Entry[],
  extraMinutes: number,
): Map<string, number> {
  const billed = new Map<string, number>()
  let apart = extraMinutes
  for (const entry of [...entries].reverse()) {
    const off = Math.min(apart, entry.minutes)
    apart -= off
    billed.set(entry.id, entry.minutes - off)
  }
  return billed
}

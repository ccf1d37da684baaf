import { type DayText, dayIn } from '@/lib/time'
import type { Stretch } from './clock'
import { bookableSpan, type EntryWindow, entryMinutes } from './entries'
import { cutByMoment, type HourMoment, type MomentRules } from './moments'
import { type ClockRounding, roundedParts } from './rounding'
import { dayLength } from './week'

/** How a company's clock becomes hours: when they switch, and how they are rounded. */
export type ClockRules = { moments: MomentRules; rounding: ClockRounding }

/** Hours that stand beside those of the clock; without times they were typed as minutes. */
type Beside = { day: DayText; startAt: string | null; endAt: string | null; minutes: number }

/** What one part of a stretch of the clock becomes: `window` is what of it can be booked, `minutes` as they count. */
export type ClockedPart = { part: Stretch & { moment: HourMoment }; window: EntryWindow; minutes: number }

/**
 * The hours that the stretches of one member's clock on a visit become, cut by midnight and by what hours they are: what each
 * can book beside other hours, rounded by stretch. Breaks are not. `isKept`: of the part that begins there other hours stand,
 * which the clock no longer moves.
 */
export function clockedParts(
  stretches: readonly Stretch[],
  { moments, rounding }: ClockRules,
  { beside, isKept }: { beside: readonly Beside[]; isKept: (startAt: string) => boolean },
): ClockedPart[] {
  const room = roomBeside(beside, moments.timeZone)
  return stretches.flatMap((stretch) => {
    const rules = stretch.hourType === 'break' ? { ...moments, moments: [] } : moments
    const parts: (ClockedPart & { isKept: boolean })[] = []
    for (const part of cutByMoment(stretch, rules)) {
      const kept = isKept(part.startAt)
      const window = kept ? part : room.windowOf(part, parts)
      parts.push({ part, window, isKept: kept, minutes: entryMinutes(window.startAt, window.endAt) })
    }
    const moved = parts.filter((one) => !one.isKept)
    const minutes = moved.map((one) => one.minutes)
    const rounded = stretch.hourType === 'break' ? minutes : roundedParts(minutes, rounding)
    for (const [index, one] of moved.entries()) one.minutes = room.count(one.part, rounded[index] ?? one.minutes)
    return parts
  })
}

/** What can still be booked beside other hours; `count` takes minutes of a part's day, no more than it has left. */
type Room = {
  windowOf: (part: EntryWindow, before: readonly (ClockedPart & { isKept: boolean })[]) => EntryWindow
  count: (part: EntryWindow, minutes: number) => number
}

function roomBeside(beside: readonly Beside[], timeZone: string): Room {
  const dayOf = (part: EntryWindow) => dayIn(timeZone, part.startAt)
  const windows = beside.flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : []))
  const booked = new Map<string, number>()
  const add = (day: string, minutes: number) => booked.set(day, (booked.get(day) ?? 0) + minutes)
  for (const { day, minutes } of beside) add(day, minutes)
  const left = (day: string) => Math.max(0, dayLength(timeZone, day) - (booked.get(day) ?? 0))
  return {
    windowOf: (part, before) => {
      const taken = before.reduce(
        (sum, one) => sum + (one.isKept || dayOf(one.part) !== dayOf(part) ? 0 : one.minutes),
        0,
      )
      return bookableSpan(part, windows, Math.max(0, left(dayOf(part)) - taken))
    },
    count: (part, minutes) => {
      const day = dayOf(part)
      const most = Math.min(minutes, left(day))
      add(day, most)
      return most
    },
  }
}

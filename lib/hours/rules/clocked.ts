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

type Cut = EntryWindow & { moment: HourMoment; day: DayText }

/** What one part of a stretch of the clock becomes: `window` is what of it can be booked, `minutes` as they count. */
export type ClockedPart = { part: Stretch & Cut; window: EntryWindow; minutes: number }

// A phone that was without reception for days asks the same of every tap since; what is asked follows from the rules alone.
const known = new WeakMap<ClockRules, Map<string, unknown>>()

function once<Found>(rules: ClockRules, question: string, find: () => Found): Found {
  const answers = known.get(rules) ?? new Map<string, unknown>()
  known.set(rules, answers)
  if (!answers.has(question)) answers.set(question, find())
  return answers.get(question) as Found
}

/** A stretch of the clock cut by midnight and by what hours it is; a break only by midnight. */
export function cutStretch({ startAt, endAt, hourType }: Stretch, rules: ClockRules): readonly Cut[] {
  const isBreak = hourType === 'break'
  return once(rules, `cut ${startAt} ${endAt} ${isBreak}`, () =>
    cutByMoment({ startAt, endAt }, isBreak ? { ...rules.moments, moments: [] } : rules.moments).map((part) => ({
      ...part,
      day: dayOf(part.startAt, rules),
    })),
  )
}

/** The local day of an instant. */
export function dayOf(at: string, rules: ClockRules): DayText {
  return once(rules, `day ${at}`, () => dayIn(rules.moments.timeZone, at))
}

/**
 * The hours that the stretches of one member's clock on a visit become, cut by midnight and by what hours they are: what each
 * can book beside other hours, rounded by stretch. Breaks are not. `isKept`: of the part that begins there other hours stand,
 * which the clock no longer moves.
 */
export function clockedParts(
  stretches: readonly Stretch[],
  rules: ClockRules,
  { beside, isKept }: { beside: readonly Beside[]; isKept: (startAt: string) => boolean },
): ClockedPart[] {
  const room = roomBeside(beside, rules)
  return stretches.flatMap((stretch) => {
    const parts: (ClockedPart & { isKept: boolean })[] = []
    for (const cut of cutStretch(stretch, rules)) {
      const part = { ...stretch, ...cut }
      const kept = isKept(part.startAt)
      const window = kept ? part : room.windowOf(part, parts)
      parts.push({ part, window, isKept: kept, minutes: entryMinutes(window.startAt, window.endAt) })
    }
    const moved = parts.filter((one) => !one.isKept)
    const minutes = moved.map((one) => one.minutes)
    const rounded = stretch.hourType === 'break' ? minutes : roundedParts(minutes, rules.rounding)
    for (const [index, one] of moved.entries()) one.minutes = room.count(one.part, rounded[index] ?? one.minutes)
    return parts
  })
}

/** What can still be booked beside other hours; `count` takes minutes of a part's day, no more than it has left. */
type Room = {
  windowOf: (part: Cut, before: readonly (ClockedPart & { isKept: boolean })[]) => EntryWindow
  count: (part: Cut, minutes: number) => number
}

function roomBeside(beside: readonly Beside[], rules: ClockRules): Room {
  const windows = beside.flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : []))
  const booked = new Map<string, number>()
  const add = (day: string, minutes: number) => booked.set(day, (booked.get(day) ?? 0) + minutes)
  for (const { day, minutes } of beside) add(day, minutes)
  const lengthOf = (day: string) => once(rules, `length ${day}`, () => dayLength(rules.moments.timeZone, day))
  const left = (day: string) => Math.max(0, lengthOf(day) - (booked.get(day) ?? 0))
  return {
    windowOf: (part, before) => {
      const taken = before.reduce((sum, one) => sum + (one.isKept || one.part.day !== part.day ? 0 : one.minutes), 0)
      return bookableSpan(part, windows, Math.max(0, left(part.day) - taken))
    },
    count: ({ day }, minutes) => {
      const most = Math.min(minutes, left(day))
      add(day, most)
      return most
    },
  }
}

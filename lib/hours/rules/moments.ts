import { type SwitchedMoment, switchedMoments } from '@/lib/auth/rules'
import { addDays, type DayText, dayIn, instantAt, Temporal } from '@/lib/time'
import { cutAtMidnight, type EntryWindow, entryMinutes, type HourType } from './entries'
import { type HolidayRules, holidaysBetween } from './holidays'

/** What hours are by when they were worked. */
export const hourMoments = ['normal', ...switchedMoments] as const
export type HourMoment = (typeof hourMoments)[number]

/** When a company's hours switch. Local times; an evening that ends before it begins lasts into the next morning. */
export type MomentRules = {
  timeZone: string
  /** Only these switch. */
  moments: readonly SwitchedMoment[]
  eveningFrom: string
  eveningTo: string
  holidays: HolidayRules
}

/** A window in parts that each lie on one local day and in one moment; they touch, and together are the window. */
export function cutByMoment<Part extends EntryWindow>(
  window: Part,
  rules: MomentRules,
): (Part & { moment: HourMoment })[] {
  return cutAtMidnight(window, rules.timeZone).flatMap((part) => {
    const [start, end] = [epoch(part.startAt), epoch(part.endAt)]
    return piecesOf(dayIn(rules.timeZone, part.startAt), rules).flatMap(({ from, to, moment }) => {
      const [first, last] = [Math.max(start, from), Math.min(end, to)]
      if (first >= last) return []
      const startAt = first === start ? part.startAt : instant(first)
      return [{ ...part, startAt, endAt: last === end ? part.endAt : instant(last), moment }]
    })
  })
}

/** The moment of hours without a time: only what a whole day is. */
export function momentOfDay(day: DayText, rules: MomentRules): HourMoment {
  const is: Record<Exclude<SwitchedMoment, 'evening'>, () => boolean> = {
    holiday: () => holidaysBetween(rules.holidays, day, day).size > 0,
    sunday: () => Temporal.PlainDate.from(day).dayOfWeek === 7,
    saturday: () => Temporal.PlainDate.from(day).dayOfWeek === 6,
  }
  const found = switchedMoments.find((moment) => moment !== 'evening' && rules.moments.includes(moment) && is[moment]())
  return found ?? 'normal'
}

/** Hours on a day, with a time or without. */
export type TimedHours = { day: DayText; hourType: HourType; startAt: string | null; endAt: string | null }

/** Whether hours are of the same kind at the same time. */
export function isSameTime(before: TimedHours, after: TimedHours): boolean {
  const isSame = (one: string | null, other: string | null) =>
    one === null || other === null ? one === other : epoch(one) === epoch(other)
  return (
    before.day === after.day &&
    before.hourType === after.hourType &&
    isSame(before.startAt, after.startAt) &&
    isSame(before.endAt, after.endAt)
  )
}

/** The one moment of hours that somebody typed: that of the longest part, the first of equals. Breaks are always normal. */
export function momentOfHours(hours: TimedHours, rules: MomentRules): HourMoment {
  if (hours.hourType === 'break') return 'normal'
  if (!hours.startAt || !hours.endAt) return momentOfDay(hours.day, rules)
  const minutes = new Map<HourMoment, number>()
  for (const { moment, startAt, endAt } of cutByMoment({ startAt: hours.startAt, endAt: hours.endAt }, rules))
    minutes.set(moment, (minutes.get(moment) ?? 0) + entryMinutes(startAt, endAt))
  let longest: HourMoment | null = null
  for (const moment of minutes.keys())
    if (longest === null || (minutes.get(moment) ?? 0) > (minutes.get(longest) ?? 0)) longest = moment
  return longest ?? 'normal'
}

type Piece = { from: number; to: number; moment: HourMoment }

/** A local day, from midnight to midnight, by moment. */
function piecesOf(day: DayText, rules: MomentRules): Piece[] {
  const at = (time: string, on = day) => epoch(instantAt(rules.timeZone, on, time))
  const [begin, end] = [at('00:00'), at('00:00', addDays(day, 1))]
  const whole = momentOfDay(day, rules)
  if (whole !== 'normal' || !rules.moments.includes('evening')) return [{ from: begin, to: end, moment: whole }]
  const [from, to] = [at(rules.eveningFrom), at(rules.eveningTo)]
  const pieces: Piece[] =
    rules.eveningFrom < rules.eveningTo
      ? [
          { from: begin, to: from, moment: 'normal' },
          { from, to, moment: 'evening' },
          { from: to, to: end, moment: 'normal' },
        ]
      : [
          { from: begin, to, moment: 'evening' },
          { from: to, to: from, moment: 'normal' },
          { from, to: end, moment: 'evening' },
        ]
  return pieces.filter((piece) => piece.from < piece.to)
}

const epoch = (at: string) => Temporal.Instant.from(at).epochMilliseconds
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString()

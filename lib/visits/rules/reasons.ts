import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import { type DayText, dayIn, instantAt, instantOf, minutesBetween, weekStart } from '@/lib/time'
import { sameInstant } from '../rules'

/**
 * What speaks against somebody doing work somewhere, yet may be if the planner says why: it lies outside the working hours,
 * a skill or certificate is missing, the customer wants nobody before a later day, the week becomes longer than theirs.
 */
export const reasonKinds = ['outside', 'skill', 'early', 'week'] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** What an action is refused with that needs a reason and has none; which of them is asked for is in lib/visits/input. */
export const reasonCodes = {
  outside: 'visits.outside_hours',
  skill: 'visits.skill_missing',
  early: 'visits.too_early',
  week: 'visits.over_week',
} as const satisfies Record<ReasonKind, string>
/** Everything one refusal is about, the first being the refusal itself. */
export type NeededReason = { code: string; params: Record<string, string | number> }

export const isReasonCode = (code: string) => (Object.values(reasonCodes) as string[]).includes(code)

type Window = { startAt: string | null; endAt: string | null }
export type Placing = Window & {
  timeZone: string
  member: { skills: readonly string[]; weekMinutes: number; schedule: readonly number[] }
  /** When this member works, on the local clock. */
  workDay: { dayStart: string; dayEnd: string }
  /** What the work asks of who does it. */
  skills: readonly string[]
  /** The customer wants nobody before this day. */
  earliestOn: DayText | null
  /** Minutes of this member in that whole week (from Monday), with this visit. */
  weekPlanned: number
  /** How the visit stood, and whether this member was on it; null when it is new. */
  was: (Window & { isOwn: boolean }) | null
}

/** What a reason is needed for, of one member of a team. What was chosen before is not asked again. */
export function reasonsFor(placing: Placing): ReasonKind[] {
  const { startAt, endAt, timeZone, member, was, earliestOn } = placing
  const found: ReasonKind[] = []
  if (startAt && endAt && isOutside(placing) && !isWithin(placing)) found.push('outside')
  if (!was?.isOwn && missingSkills(member.skills, placing.skills).length > 0) found.push('skill')
  if (!startAt || !endAt) return found
  const day = dayIn(timeZone, startAt)
  const dayWas = was?.startAt ? dayIn(timeZone, was.startAt) : null
  if (earliestOn && day < earliestOn && day !== dayWas) found.push('early')
  const isSameWeek = dayWas !== null && weekStart(dayWas) === weekStart(day)
  const isNoLonger = was?.isOwn && isSameWeek && minutesOf(placing) <= minutesOf(was)
  if (member.weekMinutes > 0 && placing.weekPlanned > member.weekMinutes && !isNoLonger) found.push('week')
  return found
}

/** Outside the hours of the day it begins on, or on a day that is not worked. */
function isOutside({ startAt, endAt, timeZone, workDay, member }: Placing): boolean {
  if (!startAt || !endAt) return false
  const day = dayIn(timeZone, startAt)
  if (scheduledMinutes(member, weekdayOf(day)) === 0) return true
  const at = (clock: string) => instantOf(instantAt(timeZone, day, clock)).epochMilliseconds
  return (
    instantOf(startAt).epochMilliseconds < at(workDay.dayStart) ||
    instantOf(endAt).epochMilliseconds > at(workDay.dayEnd)
  )
}

/** This member stands there already, for at least as long. */
function isWithin({ startAt, was, ...now }: Placing): boolean {
  return was?.isOwn === true && sameInstant(startAt, was.startAt) && minutesOf({ startAt, ...now }) <= minutesOf(was)
}

function minutesOf({ startAt, endAt }: Window): number {
  return startAt && endAt ? minutesBetween(startAt, endAt) : 0
}

/** Skills are typed by people: Gas is gas. */
export function missingSkills(skills: readonly string[], wanted: readonly string[]): string[] {
  const plain = (skill: string) => skill.trim().toLocaleLowerCase()
  const has = new Set(skills.map(plain))
  return wanted.filter((skill) => !has.has(plain(skill)))
}

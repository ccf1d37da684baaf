import { hoursOf, scheduledMinutes, type WorkHours, weekdayOf } from '@/lib/auth/rules/schedule'
import type { Position } from '@/lib/geo/rules/road'
import { type DayText, weekStart } from '@/lib/time'
import { type BoardLeave, type BoardMember, type BoardVisit, dayOfWall, type Obstacle } from '../rules'
import { clockShift, endOf } from './clock'
import { dropProblems, isHard, type Problem, untimedProblems, weekPlanned } from './drop'
import { tightWay } from './travel'

/** Work that is to be put somewhere: with whom, when (wall minutes, or null without a time), and what it asks. */
export type Asked = {
  start: number | null
  minutes: number
  memberIds: readonly string[]
  type: string
  dueOn: DayText | null
  earliestOn?: DayText | null
  place?: Position
}

/** What a board knows that decides whether something speaks against a place. */
export type Judged = {
  members: readonly BoardMember[]
  visits: ReadonlyMap<string, BoardVisit>
  leaves: readonly BoardLeave[]
  typeSkills: Readonly<Record<string, readonly string[]>>
  period: { from: DayText; to: DayText }
  timeZone: string
  /** Minutes by member in the rest of the week of which one day is shown. */
  weekRest: ReadonlyMap<string, number>
}
type Days = { holidays: ReadonlyMap<DayText, string>; workDay: WorkHours }
export type Obstacles = ReadonlyMap<string, readonly (Obstacle & { id: string; place?: Position })[]>

/** What speaks against putting work somewhere, for each of the team; `moving` are the visits that leave their places for it. */
export function problemsOf(
  board: Judged,
  obstacles: Obstacles,
  { holidays, workDay }: Days,
  asked: Asked,
  was: BoardVisit | null,
  moving: ReadonlySet<string>,
): Problem[] {
  const { start, minutes } = asked
  return asked.memberIds.flatMap((id) => {
    const member = board.members.find((person) => person.id === id)
    if (!member) return []
    const isOwn = was?.memberIds.includes(id) ?? false
    // Who does it already was chosen before: the question is asked once.
    const skills = isOwn ? [] : (board.typeSkills[asked.type] ?? [])
    if (start === null) return untimedProblems(member, skills)
    const isThere = isOwn && start === was?.start && minutes <= was.minutes
    const isSameWeek =
      was !== null && was.start !== null && weekStart(dayOfWall(was.start)) === weekStart(dayOfWall(start))
    const isNoLonger = isOwn && isSameWeek && minutes <= was.minutes
    const at = { start, end: start + minutes + clockShift(board.timeZone, start, minutes) }
    const things = (obstacles.get(id) ?? []).filter((thing) => !moving.has(thing.id))
    return dropProblems({
      at,
      minutes,
      member,
      isWorkingDay: scheduledMinutes(member, weekdayOf(dayOfWall(start))) > 0,
      workDay: hoursOf(member.hours, workDay),
      obstacles: things,
      tightWay: tightWay(at, asked.place, things),
      skills,
      dueOn: asked.dueOn,
      earliestOn: asked.earliestOn,
      weekPlanned: weekPlanned(board.visits.values(), id, start, moving) + elsewhereInWeek(board, id, start),
      holiday: holidays.get(dayOfWall(start)) ?? null,
    }).filter(({ kind }) => !(kind === 'week' && isNoLonger) && !(kind === 'outside' && isThere))
  })
}

/** Minutes of somebody in the week of a wall time that the board does not hold: it shows one day of it. */
function elsewhereInWeek({ weekRest, period }: Judged, memberId: string, wall: number): number {
  return weekStart(dayOfWall(wall)) === weekStart(period.from) ? (weekRest.get(memberId) ?? 0) : 0
}

/** Each kind once, what will be refused first. */
export function worstOf(problems: readonly Problem[]): Problem[] {
  const kinds = problems.map(({ kind }) => kind)
  return problems
    .filter(({ kind }, index) => kinds.indexOf(kind) === index)
    .sort((a, b) => Number(isHard(b)) - Number(isHard(a)))
}

/** What stands in each row, by member; leave by its word. */
export function obstaclesOf(board: Judged, leaveWord: (kind: BoardLeave['kind']) => string): Obstacles {
  const rows = new Map<string, (Obstacle & { id: string; place?: Position })[]>()
  const add = (memberId: string, thing: Obstacle & { id: string; place?: Position }) => {
    const row = rows.get(memberId)
    if (row) row.push(thing)
    else rows.set(memberId, [thing])
  }
  for (const { id, memberId, start, end, kind } of board.leaves)
    add(memberId, { id, start, end, kind: 'leave', what: leaveWord(kind) })
  for (const { id, start, memberIds, customer, place, ...long } of board.visits.values()) {
    if (start === null) continue
    const end = endOf({ start, ...long })
    for (const memberId of memberIds) add(memberId, { id, start, end, kind: 'visit', what: customer, place })
  }
  return rows
}

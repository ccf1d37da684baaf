import { hoursOf, scheduledMinutes, type WorkHours, weekdayOf } from '@/lib/auth/rules/schedule'
import type { Position } from '@/lib/geo/rules/road'
import type { DayText } from '@/lib/time'
import {
  type BoardLeave,
  type BoardMember,
  type BoardVisit,
  dayOfWall,
  type Obstacle,
  wallOf,
  weekOfWall,
} from '../rules'
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
type Thing = Obstacle & { id: string; place?: Position }
/** A technician with what stands in the row. A move asks for those of one or two, and must not go through the whole board. */
type Row = { member: BoardMember; things: Thing[]; visits: BoardVisit[] }
export type RowOf = (memberId: string) => Row | undefined

/** What speaks against putting work somewhere, for each of the team; `moving` are the visits that leave their places for it. */
export function problemsOf(
  board: Judged,
  rowOf: RowOf,
  { holidays, workDay }: Days,
  asked: Asked,
  was: BoardVisit | null,
  moving: ReadonlySet<string>,
): Problem[] {
  const { start, minutes } = asked
  return asked.memberIds.flatMap((id) => {
    const row = rowOf(id)
    if (!row) return []
    const { member } = row
    const isOwn = was?.memberIds.includes(id) ?? false
    // Who does it already was chosen before: the question is asked once.
    const skills = isOwn ? [] : (board.typeSkills[asked.type] ?? [])
    if (start === null) return untimedProblems(member, skills)
    const isThere = isOwn && start === was?.start && minutes <= was.minutes
    const isSameWeek = was !== null && was.start !== null && weekOfWall(was.start) === weekOfWall(start)
    const isNoLonger = isOwn && isSameWeek && minutes <= was.minutes
    const at = { start, end: start + minutes + clockShift(board.timeZone, start, minutes, was?.later) }
    const things = row.things.filter((thing) => !moving.has(thing.id))
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
      weekPlanned: weekPlanned(row.visits, id, start, moving) + elsewhereInWeek(board, id, start),
      holiday: holidays.get(dayOfWall(start)) ?? null,
    }).filter(({ kind }) => !(kind === 'week' && isNoLonger) && !(kind === 'outside' && isThere))
  })
}

/** Minutes of somebody in the week of a wall time that the board does not hold: it shows one day of it. */
function elsewhereInWeek({ weekRest, period }: Judged, memberId: string, wall: number): number {
  return weekOfWall(wall) === weekOfWall(wallOf(period.from)) ? (weekRest.get(memberId) ?? 0) : 0
}

/** Each kind once, what will be refused first. */
export function worstOf(problems: readonly Problem[]): Problem[] {
  const kinds = problems.map(({ kind }) => kind)
  return problems
    .filter(({ kind }, index) => kinds.indexOf(kind) === index)
    .sort((a, b) => Number(isHard(b)) - Number(isHard(a)))
}

/** What stands in each row; leave by its word. Put together when somebody first asks: a board that only changes does not wait for it. */
export function rowsOf(board: Judged, leaveWord: (kind: BoardLeave['kind']) => string): RowOf {
  let made: Map<string, Row> | undefined
  return (memberId) => {
    made ??= allRows(board, leaveWord)
    return made.get(memberId)
  }
}

function allRows(board: Judged, leaveWord: (kind: BoardLeave['kind']) => string): Map<string, Row> {
  const rows = new Map(board.members.map((member): [string, Row] => [member.id, { member, things: [], visits: [] }]))
  for (const { id, memberId, start, end, kind } of board.leaves)
    rows.get(memberId)?.things.push({ id, start, end, kind: 'leave', what: leaveWord(kind) })
  for (const visit of board.visits.values()) {
    const { id, start, memberIds, customer, place } = visit
    if (start === null) continue
    const end = endOf({ ...visit, start })
    for (const memberId of memberIds) {
      const row = rows.get(memberId)
      row?.visits.push(visit)
      row?.things.push({ id, start, end, kind: 'visit', what: customer, place })
    }
  }
  return rows
}

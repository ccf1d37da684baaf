import type { DayText } from '@/lib/time'
import { missingSkills, type ReasonKind, reasonKinds } from '@/lib/visits/rules/reasons'
import { type BoardMember, type BoardVisit, dayOfWall, dropProblem, type Obstacle, weekOfWall } from '../rules'

/**
 * What speaks against putting work somewhere. `visit` and `leave` the database refuses without a reason; for `outside`,
 * `skill`, `early` and `week` the server wants one too, and the board asks it beforehand; `travel`, `holiday` and `due` it
 * only says.
 */
export type ProblemKind = 'visit' | 'leave' | ReasonKind | 'travel' | 'holiday' | 'due'
/** `what` is the customer, the kind of leave, the skills, the minutes on the way, the holiday: what the words name. */
export type Problem = { kind: ProblemKind; what: string }

const hard: readonly ProblemKind[] = ['visit', 'leave']
const soft: readonly ProblemKind[] = reasonKinds
export const isHard = (problem: Problem) => hard.includes(problem.kind)
export const isSoft = (problem: Problem) => soft.includes(problem.kind)

export type DropFacts = {
  at: { start: number; end: number }
  /** Real minutes; on the nights when clocks change not what lies between start and end. */
  minutes: number
  member: Pick<BoardMember, 'skills' | 'weekMinutes'>
  /** Whether this member works on that day of the week. */
  isWorkingDay: boolean
  workDay: { dayStart: string; dayEnd: string }
  /** What stands in the row, without what is being moved. */
  obstacles: readonly Obstacle[]
  /** What the work asks of who does it. */
  skills: readonly string[]
  /** The customer wants nobody before this day. */
  earliestOn?: DayText | null
  /** The last day it should be done. */
  dueOn: DayText | null
  /** Minutes that stand in this member's week already, without what is being moved. */
  weekPlanned: number
  /** Minutes of the way from or to the visit beside it, where there is no time for that way. */
  tightWay: number | null
  /** Name of the public holiday of that day. */
  holiday: string | null
}

/** Everything that speaks against putting work there, the worst first; nothing when all is well. */
export function dropProblems(facts: DropFacts): Problem[] {
  const { at, member, dueOn, holiday } = facts
  const day = dayOfWall(at.start)
  const found: Problem[] = []
  const first = dropProblem(at, facts.obstacles, facts.workDay)
  if (first && isHard(first)) found.push(first)
  if (!facts.isWorkingDay || dropProblem(at, [], facts.workDay)) found.push({ kind: 'outside', what: '' })
  found.push(...untimedProblems(member, facts.skills))
  if (facts.earliestOn && day < facts.earliestOn) found.push({ kind: 'early', what: facts.earliestOn })
  if (member.weekMinutes > 0 && facts.weekPlanned + facts.minutes > member.weekMinutes)
    found.push({ kind: 'week', what: '' })
  if (facts.tightWay !== null) found.push({ kind: 'travel', what: `${facts.tightWay}` })
  if (holiday) found.push({ kind: 'holiday', what: holiday })
  if (dueOn && day > dueOn) found.push({ kind: 'due', what: dueOn })
  return found
}

/** What speaks against giving somebody work that has no time yet. */
export function untimedProblems(member: Pick<BoardMember, 'skills'>, skills: readonly string[]): Problem[] {
  const missing = missingSkills(member.skills, skills)
  return missing.length > 0 ? [{ kind: 'skill', what: missing.join(', ') }] : []
}

/** Minutes planned for one member in the week (from Monday) of a wall time, without the visits named. */
export function weekPlanned(
  visits: Iterable<Pick<BoardVisit, 'id' | 'start' | 'minutes' | 'memberIds'>>,
  memberId: string,
  wall: number,
  except: ReadonlySet<string>,
): number {
  const week = weekOfWall(wall)
  let minutes = 0
  for (const visit of visits) {
    if (visit.start === null || except.has(visit.id) || !visit.memberIds.includes(memberId)) continue
    if (weekOfWall(visit.start) === week) minutes += visit.minutes
  }
  return minutes
}

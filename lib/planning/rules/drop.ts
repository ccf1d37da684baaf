import type { DayText } from '@/lib/time'
import { type BoardMember, type BoardVisit, dayOfWall, dropProblem, type Obstacle, weekOfWall } from '../rules'

/**
 * What speaks against putting work somewhere. `visit` and `leave` the database refuses without a reason; `outside`, `skill`
 * and `week` the board asks a reason for; `travel`, `holiday` and `due` it only says.
 */
export const problemKinds = ['visit', 'leave', 'outside', 'skill', 'week', 'travel', 'holiday', 'due'] as const
export type ProblemKind = (typeof problemKinds)[number]
/** `what` is the customer, the kind of leave, the skills, the minutes on the way, the holiday: what the words name. */
export type Problem = { kind: ProblemKind; what: string }

const hard: readonly ProblemKind[] = ['visit', 'leave']
const soft: readonly ProblemKind[] = ['outside', 'skill', 'week']
export const isHard = (problem: Problem) => hard.includes(problem.kind)
export const isSoft = (problem: Problem) => soft.includes(problem.kind)

export type DropFacts = {
  at: { start: number; end: number }
  member: Pick<BoardMember, 'skills' | 'weekMinutes'>
  /** Whether this member works on that day of the week. */
  isWorkingDay: boolean
  workDay: { dayStart: string; dayEnd: string }
  /** What stands in the row, without what is being moved. */
  obstacles: readonly Obstacle[]
  /** What the work asks of who does it. */
  skills: readonly string[]
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
  if (first) found.push(first)
  else if (!facts.isWorkingDay && !holiday) found.push({ kind: 'outside', what: '' })
  const missing = facts.skills.filter((skill) => !hasSkill(member.skills, skill))
  if (missing.length > 0) found.push({ kind: 'skill', what: missing.join(', ') })
  if (member.weekMinutes > 0 && facts.weekPlanned + at.end - at.start > member.weekMinutes)
    found.push({ kind: 'week', what: '' })
  if (facts.tightWay !== null) found.push({ kind: 'travel', what: `${facts.tightWay}` })
  if (holiday) found.push({ kind: 'holiday', what: holiday })
  if (dueOn && day > dueOn) found.push({ kind: 'due', what: dueOn })
  return found
}

/** Skills are typed by people: Gas is gas. */
function hasSkill(skills: readonly string[], wanted: string): boolean {
  return skills.some((skill) => skill.trim().toLocaleLowerCase() === wanted.trim().toLocaleLowerCase())
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

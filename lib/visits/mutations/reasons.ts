import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { DayText } from '@/lib/time'
import { type PlacedMember, placingsOf } from '../queries/placings'
import { whenText } from '../rules'
import {
  missingSkills,
  type NeededReason,
  type ReasonKind,
  reasonCodes,
  reasonKinds,
  reasonsFor,
} from '../rules/reasons'
import type { Placed } from './move'

/** A visit that was put somewhere, and where it stood before; null or nothing when it is new. */
type Put = { id: string; was?: Placed | null }
type Asked = { despite?: string; changes?: readonly { visitId: string; to: { overlapWas?: string } | null }[] }

/**
 * Does what a planner asks, and takes it back unless it can stand as it is or a reason was given (`despite`), which is then
 * in the history. It is judged by what stands afterwards, while everybody on it is locked. What goes back to where it stood
 * was judged when it came there; what a customer picks by the link or a seed tells is not judged here.
 * Refused, besides what `work` refuses: visits.outside_hours, visits.skill_missing, visits.too_early, visits.over_week, with
 * the visitId and, as `current`, all of them.
 */
export function withReason<Input extends Asked, Done extends Put | { visits: readonly Put[] }>(
  work: (write: Write, input: Input) => Promise<Done>,
): (write: Write, input: Input) => Promise<Done> {
  return async (write, input) => {
    const done = await work(write, input)
    if (input.despite?.trim()) return done
    const back = new Set(input.changes?.flatMap(({ visitId, to }) => (to?.overlapWas === undefined ? [] : [visitId])))
    const put: readonly Put[] = isSeveral(done) ? done.visits : [done]
    await refuseUnreasoned(
      write,
      put.filter(({ id }) => !back.has(id)),
    )
    return done
  }
}

/**
 * Refuses visits as they stand now for want of a reason, or only for some kinds: the engine may have been allowed overtime.
 * Refused: see withReason.
 */
export async function refuseUnreasoned(
  write: Write,
  put: readonly Put[],
  kinds: readonly ReasonKind[] = reasonKinds,
): Promise<void> {
  if (put.length === 0) return
  const wasOf = new Map(put.map(({ id, was }) => [id, was ?? null]))
  const placings = await placingsOf(
    write,
    put.map(({ id }) => id),
  )
  const needed = placings.flatMap((placing) => {
    const before = wasOf.get(placing.visitId)
    const was = before && { ...before, isOwn: before.memberIds.includes(placing.memberId) }
    const found = reasonsFor({ ...placing, was: was ?? null }).filter((kind) => kinds.includes(kind))
    return found.map((kind) => ({ kind, ...wordsOf(kind, placing) }))
  })
  const sorted = needed.toSorted((a, b) => reasonKinds.indexOf(a.kind) - reasonKinds.indexOf(b.kind)).map(plain)
  const [first] = sorted
  if (!first) return
  const once = new Map(sorted.map((one) => [JSON.stringify(one), one]))
  throw new Refused(first.code, { params: first.params, current: [...once.values()].slice(0, mostTold) })
}

/** More nobody reads. */
const mostTold = 8

const plain = ({ code, params }: NeededReason): NeededReason => ({ code, params })

/** `24/11/2026`: the same in every language, as whenText. */
const dateText = (day: DayText) => day.split('-').map(Number).reverse().join('/')

const isSeveral = (done: Put | { visits: readonly Put[] }): done is { visits: readonly Put[] } => 'visits' in done

/** What words need: who, and what it is about; hours with one decimal. */
function wordsOf(kind: ReasonKind, placing: PlacedMember): NeededReason {
  const { visitId, name: who, timeZone, startAt, endAt, member, skills, weekPlanned, earliestOn } = placing
  const hours = (minutes: number) => Math.round(minutes / 6) / 10
  const params: Record<ReasonKind, NeededReason['params']> = {
    outside: { who, when: whenText(timeZone, startAt, endAt) },
    skill: { who, what: missingSkills(member.skills, skills).join(', ') },
    // The same for the whole team.
    early: { day: earliestOn ? dateText(earliestOn) : '' },
    week: { who, planned: hours(weekPlanned), most: hours(member.weekMinutes) },
  }
  return { code: reasonCodes[kind], params: { visitId, ...params[kind] } }
}

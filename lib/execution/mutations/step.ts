import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitEvents } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { lockMyOpenVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { endTimerAt, timerAt } from '@/lib/hours/mutations/timers'
import {
  bookLedVisit,
  bookVisit,
  endElsewhere,
  lockHoursOf,
  ownRunning,
  visitToEnd,
} from '@/lib/hours/mutations/visit-clock'
import { lockWork, workOf } from '@/lib/hours/mutations/work'
import type { VisitEventKind } from '@/lib/hours/rules/clock'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { notAfter } from '@/lib/time'
import { lockMany } from '@/lib/visits/mutations/lock'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import type { VisitStatus } from '@/lib/visits/rules'
import type { TakeStep } from '../input'
import { fieldSteps, ownStepRefusal } from '../rules'

/**
 * One tap of the clock: kept with the phone's time, hours follow. What ran elsewhere, on another visit or a timer, ends at
 * that moment. The leader's tap moves the visit; anybody else's only the own hours. The same id twice is one tap.
 * Refused: common.not_found, hours.closed, visits.not_this_step {status}.
 */
export async function takeStep(write: Write, input: TakeStep): Promise<{ status: VisitStatus }> {
  const elsewhere = await holdElsewhere(write, input)
  const mine = await lockMyOpenVisit(write, input.visitId)
  const { visit } = mine
  if (await isTaken(write, input.id, visit.id)) return { status: visit.status }
  const step = fieldSteps[input.step]
  const tap = { id: input.id, kind: input.step, at: input.at }
  if (mine.isLate) {
    await follow(write, mine, tap, elsewhere)
    await bookVisit(write, mine)
    return { status: visit.status }
  }
  if (mine.isLeader) {
    await moveVisitStatus(write, visit.id, step.visitStep)
    await follow(write, mine, tap, elsewhere)
    return { status: await bookLedVisit(write, mine) }
  }
  const refusal = ownStepRefusal(await ownRunning(write, visit.id), input.step)
  if (refusal) throw new Refused(refusal, { params: { status: visit.status } })
  await follow(write, mine, tap, elsewhere)
  await bookVisit(write, mine)
  await announce(write, 'visit', visit.id, visit.version)
  return { status: visit.status }
}

type Elsewhere = { at: string; visitId: string | null; hasTimer: boolean }

/** What may run elsewhere when this is tapped, held together with this visit: orders by id, visits, the people, their hours. */
async function holdElsewhere(write: Write, { visitId, at: tapped }: TakeStep): Promise<Elsewhere> {
  const at = notAfter(tapped, write.now.toString())
  const [other, timer] = [await visitToEnd(write, at, visitId), await timerAt(write, at)]
  if (!other && !timer) return { at, visitId: null, hasTimer: false }
  const visitIds = [visitId, ...(other ? [other.visitId] : [])]
  await lockMany(write, { visitIds, orderIds: timer?.orderId ? [timer.orderId] : [], memberIds: [] })
  if (timer) await lockWork(write, [workOf(timer)])
  await lockHoursOf(write, visitIds)
  return { at, visitId: other?.visitId ?? null, hasTimer: timer !== null }
}

/** Keeps the tap, and ends what ran elsewhere; the hours of this visit come after that, so that there is room for them. */
async function follow(
  write: Write,
  mine: MyVisit,
  tap: { id: string; kind: VisitEventKind; at: string },
  elsewhere: Elsewhere,
): Promise<void> {
  await addEvent(write, mine, tap)
  if (elsewhere.visitId) await endElsewhere(write, elsewhere.visitId)
  if (elsewhere.hasTimer) await endTimerAt(write, elsewhere.at)
}

/** Keeps a tap with the phone's time; a phone whose clock is ahead taps now. */
export async function addEvent(
  write: Write,
  { visit }: MyVisit,
  event: { id: string; kind: VisitEventKind; at: string; note?: string },
): Promise<void> {
  await write.db.insert(visitEvents).values({
    organizationId: write.actor.organizationId,
    id: event.id,
    createdAt: write.now.toString(),
    visitId: visit.id,
    memberId: write.actor.id,
    kind: event.kind,
    at: notAfter(event.at, write.now.toString()),
    note: event.note ?? '',
  })
}

/** Whether this tap is known; a tap of another visit with its id is nobody's. */
export async function isTaken(write: Write, eventId: string, visitId: string): Promise<boolean> {
  const [known] = await write.db
    .select({ visitId: visitEvents.visitId })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, write.actor.organizationId), eq(visitEvents.id, eventId)))
  if (known && known.visitId !== visitId) throw new Refused('common.not_found')
  return known !== undefined
}

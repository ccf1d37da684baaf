import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { timers } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn, instantOf, Temporal } from '@/lib/time'
import type { StartTimer, StopTimer } from '../input'
import { cutAtMidnight, entryMinutes } from '../rules/entries'
import { putEntry } from './bookings'
import { lockHours, noonOf, refuseHandedIn, refuseTime } from './member'
import { lockWork, refuseWork, workOf } from './work'

type Timer = typeof timers.$inferSelect

/**
 * Starts one's own clock on an order, a project or own time; what ran stops at that moment: of the tap, which a phone without
 * reception tells later. The same id again is once.
 * Refused: as stopTimer for what ran, and as saveBooking for what is started.
 */
export async function startTimer(write: Write, input: StartTimer): Promise<{ id: string; startAt: string }> {
  const work = workOf(input)
  const running = await runningTimer(write)
  const locked = await lockWork(write, [work, ...(running ? [workOf(running)] : [])])
  await lockHours(write, write.actor.id)
  const [known] = await write.db
    .select()
    .from(timers)
    .where(and(eq(timers.organizationId, write.actor.organizationId), eq(timers.id, input.id)))
  if (known && known.memberId !== write.actor.id) throw new Refused('common.not_found')
  if (known) return { id: known.id, startAt: known.startAt }
  const { timeZone } = await organizationOf(write)
  const startAt = tappedAt(write, input.at)
  const day = dayIn(timeZone, startAt)
  refuseWork(locked, work, day)
  await refuseHandedIn(write, write.actor.id, day)
  const last = await runningTimer(write)
  if (last) await finish(write, last, { timeZone, tapAt: startAt })
  await write.db.insert(timers).values({
    organizationId: write.actor.organizationId,
    id: input.id,
    createdAt: write.now.toString(),
    memberId: write.actor.id,
    ...work,
    hourType: input.hourType,
    notes: input.notes,
    startAt,
  })
  await announce(write, 'hours', write.actor.id)
  return { id: input.id, startAt }
}

/**
 * Stops one's own clock; what ran becomes hours, cut at local midnight, nothing when it is less than a minute. One that
 * ran over night asks when it really ended. `isDropped`: it becomes nothing. Stopped already: nothing happens.
 * Refused: common.not_found, hours.overnight {day}, hours.window, hours.future, hours.overlap, hours.day_full,
 * hours.order_invoiced, orders.cancelled, projects.closed, projects.ended.
 */
export async function stopTimer(write: Write, input: StopTimer): Promise<{ minutes: number; ids: string[] }> {
  const mine = and(
    eq(timers.organizationId, write.actor.organizationId),
    eq(timers.id, input.id),
    eq(timers.memberId, write.actor.id),
  )
  const [known] = await write.db.select().from(timers).where(mine)
  if (!known) throw new Refused('common.not_found')
  await lockWork(write, [workOf(known)])
  await lockHours(write, write.actor.id)
  const [timer] = await write.db.select().from(timers).where(mine).for('update')
  if (!timer || timer.endAt) return { minutes: 0, ids: [] }
  const { timeZone } = await organizationOf(write)
  const done = await finish(write, timer, {
    timeZone,
    tapAt: tappedAt(write, input.at),
    endAt: input.endAt ?? undefined,
    isDropped: input.isDropped,
  })
  await announce(write, 'hours', write.actor.id)
  return done
}

/** The work and the member's hours are locked. */
async function finish(
  write: Write,
  timer: Timer,
  { timeZone, tapAt, endAt, isDropped }: { timeZone: string; tapAt: string; endAt?: string; isDropped?: boolean },
): Promise<{ minutes: number; ids: string[] }> {
  // A tap that a phone tells late can't lie before the start.
  const tap = Date.parse(tapAt) < Date.parse(timer.startAt) ? timer.startAt : tapAt
  const end = instantOf(endAt ?? tap)
  const startedOn = dayIn(timeZone, timer.startAt)
  if (!endAt && !isDropped && startedOn < dayIn(timeZone, tap))
    throw new Refused('hours.overnight', { params: { day: startedOn } })
  if (endAt && Temporal.Instant.compare(end, instantOf(timer.startAt)) <= 0)
    throw new Refused('hours.window', { fields: { endAt: 'hours.window' } })
  if (Temporal.Instant.compare(end, write.now) > 0)
    throw new Refused('hours.future', { fields: { endAt: 'hours.future' } })
  const work = workOf(timer)
  const ids: string[] = []
  let minutes = 0
  const parts = isDropped ? [] : cutAtMidnight({ startAt: timer.startAt, endAt: end.toString() }, timeZone)
  const locked = parts.length > 0 ? await lockWork(write, [work]) : null
  for (const window of parts) {
    const own = { window, day: dayIn(timeZone, window.startAt), minutes: entryMinutes(window.startAt, window.endAt) }
    if (own.minutes === 0 || !locked) continue
    const id = newId()
    refuseWork(locked, work, own.day)
    await refuseHandedIn(write, timer.memberId, own.day)
    await refuseTime(write, timeZone, { memberId: timer.memberId, exceptId: id, ...own })
    await putEntry(write, {
      id,
      memberId: timer.memberId,
      ...work,
      day: own.day,
      hourType: timer.hourType,
      minutes: own.minutes,
      notes: timer.notes,
      ...window,
      version: 1,
      before: null,
      isClocked: true,
    })
    await record(write, {
      subject: ['time_entry', id],
      orderId: work.orderId,
      action: 'hours.clocked',
      params: { minutes: own.minutes, hourType: timer.hourType, day: noonOf(own.day) },
    })
    ids.push(id)
    minutes += own.minutes
  }
  await write.db
    .update(timers)
    .set({ endAt: end.toString() })
    .where(and(eq(timers.organizationId, write.actor.organizationId), eq(timers.id, timer.id)))
  return { minutes, ids }
}

/** When it was tapped; a phone whose clock is ahead taps now. */
function tappedAt(write: Write, at: string | null | undefined): string {
  const now = write.now.toString()
  return at && Temporal.Instant.compare(instantOf(at), write.now) < 0 ? instantOf(at).toString() : now
}

async function runningTimer(write: Write): Promise<Timer | undefined> {
  const [timer] = await write.db
    .select()
    .from(timers)
    .where(
      and(
        eq(timers.organizationId, write.actor.organizationId),
        eq(timers.memberId, write.actor.id),
        isNull(timers.endAt),
      ),
    )
  return timer
}

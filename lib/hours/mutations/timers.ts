import 'server-only'
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { visitEvents } from '@/db/schema/execution'
import { timeEntries, timers } from '@/db/schema/hours'
import type { Read, Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn, instantOf, notAfter, Temporal } from '@/lib/time'
import { lockMany } from '@/lib/visits/mutations/lock'
import type { StartTimer, StopTimer } from '../input'
import { hourRulesOf } from '../queries/moments'
import { entryMinutes } from '../rules/entries'
import { cutByMoment } from '../rules/moments'
import { roundedParts } from '../rules/rounding'
import { putEntry, takeAway } from './bookings'
import { lockHours, noonOf, refuseHandedIn, refuseLocked, refuseTime } from './member'
import { endElsewhere, lockHoursOf, visitToEnd } from './visit-clock'
import { lockWork, refuseWork, workOf } from './work'

type Timer = typeof timers.$inferSelect

/**
 * Starts one's own clock on an order, a project or own time; what ran stops at that moment, also on a visit: of the tap,
 * which a phone without reception tells later. What was started after it is known already ends it. The same id again is once.
 * Refused: as stopTimer for what ran, and as saveBooking for what is started.
 */
export async function startTimer(write: Write, input: StartTimer): Promise<{ id: string; startAt: string }> {
  const work = workOf(input)
  const [running, other] = [await runningTimer(write), await visitToEnd(write, tappedAt(write, input.at), null)]
  const locked = await lockWork(write, [work, ...(running ? [workOf(running)] : []), ...(other ? [workOf(other)] : [])])
  if (other) await lockMany(write, { visitIds: [other.visitId], memberIds: [] })
  await lockHoursOf(write, other ? [other.visitId] : [])
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
  if (other) await endElsewhere(write, other.visitId)
  const next = await nextStart(write, startAt)
  if (next) await endTimerAt(write, next)
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

/** One's own timer that ran at a moment, also one that was stopped later: a start at that moment ends it. */
export async function timerAt(read: Read, at: string): Promise<Timer | null> {
  const [timer] = await read.db
    .select()
    .from(timers)
    .where(
      and(
        eq(timers.organizationId, read.actor.organizationId),
        eq(timers.memberId, read.actor.id),
        lt(timers.startAt, at),
        or(isNull(timers.endAt), gt(timers.endAt, at)),
      ),
    )
    .orderBy(desc(timers.startAt))
    .limit(1)
  return timer ?? null
}

/**
 * Ends one's own timer at the start of something else, as if it had been stopped then; hours that were made of it already
 * are cut. What can't be booked so (it ran over night, its week was handed in) stays and is asked: nobody is kept from
 * starting. Work and hours are locked.
 */
export async function endTimerAt(write: Write, at: string): Promise<void> {
  const timer = await timerAt(write, at)
  if (!timer) return
  const { timeZone } = await organizationOf(write)
  try {
    await write.db.transaction(async (db) => {
      const inside = { ...write, db }
      if (timer.endAt) await cutTimer(inside, { ...timer, endAt: timer.endAt }, at)
      else await finish(inside, timer, { timeZone, tapAt: at })
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

/** Of a timer that was stopped later than something else began: its hours go no further than that. */
async function cutTimer(write: Write, timer: Timer & { endAt: string }, at: string): Promise<void> {
  const { organizationId } = write.actor
  const entries = await write.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, organizationId),
        eq(timeEntries.memberId, timer.memberId),
        isNull(timeEntries.visitId),
        isNull(timeEntries.removedAt),
        eq(timeEntries.origin, 'clock'),
        eq(timeEntries.hourType, timer.hourType),
        gte(timeEntries.clockedStartAt, timer.startAt),
        lte(timeEntries.clockedEndAt, timer.endAt),
        gt(timeEntries.endAt, at),
      ),
    )
    .orderBy(asc(timeEntries.id))
    .for('update')
  for (const entry of entries) {
    await refuseLocked(write, entry)
    if (!entry.startAt || Date.parse(entry.startAt) >= Date.parse(at)) {
      await takeAway(write, entry)
      continue
    }
    const minutes = entryMinutes(entry.startAt, at)
    const { id, memberId, day, hourType, notes, version } = entry
    await putEntry(write, {
      ...{ id, memberId, day, hourType, notes, minutes, version: version + 1, before: entry, isClocked: true },
      ...{ ...workOf(entry), startAt: entry.startAt, endAt: at },
    })
    await record(write, {
      subject: ['time_entry', id],
      orderId: entry.orderId,
      action: 'hours.book_edit',
      params: { minutes, hourType, day: noonOf(day) },
      changes: changesBetween({ minutes: entry.minutes, endAt: entry.endAt }, { minutes, endAt: at }),
    })
  }
  await write.db
    .update(timers)
    .set({ endAt: at })
    .where(and(eq(timers.organizationId, organizationId), eq(timers.id, timer.id)))
}

/** What was tapped first after a moment on a visit, for a timer that a phone told of late. */
async function nextStart({ actor, db }: Write, after: string): Promise<string | null> {
  const [next] = await db
    .select({ at: visitEvents.at })
    .from(visitEvents)
    .where(
      and(
        eq(visitEvents.organizationId, actor.organizationId),
        eq(visitEvents.memberId, actor.id),
        inArray(visitEvents.kind, ['travel', 'arrive', 'pause', 'resume']),
        gt(visitEvents.at, after),
      ),
    )
    .orderBy(asc(visitEvents.at))
    .limit(1)
  return next?.at ?? null
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
  const rules = await hourRulesOf(write)
  const moments = timer.hourType === 'break' ? { ...rules.moments, moments: [] } : rules.moments
  const parts = isDropped ? [] : cutByMoment({ startAt: timer.startAt, endAt: end.toString() }, moments)
  const clocked = parts.map((part) => entryMinutes(part.startAt, part.endAt))
  const counted = timer.hourType === 'break' ? clocked : roundedParts(clocked, rules.rounding)
  const locked = parts.length > 0 ? await lockWork(write, [work]) : null
  for (const [index, { moment: _, ...window }] of parts.entries()) {
    const own = { window, day: dayIn(timeZone, window.startAt), minutes: counted[index] ?? 0 }
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

/** When it was tapped, or now. */
function tappedAt({ now }: Write, at: string | null | undefined): string {
  return notAfter(at ?? now.toString(), now.toString())
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

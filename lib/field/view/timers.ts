import type { SaveBooking, StartTimer, StopTimer } from '@/lib/hours/input'
import { entryMinutes, entryRefusal } from '@/lib/hours/rules/entries'
import { cutByMoment } from '@/lib/hours/rules/moments'
import { roundedParts } from '@/lib/hours/rules/rounding'
import { addDays, dayIn, instantAt, instantOf, notAfter } from '@/lib/time'
import { bookedAndPaused, visitToEnd } from './clock'
import { type OwnEntry, ownHours, type Timer, type World } from './world'

/** A clock on an order, a project or own time; what ran ends, also on a visit. What was started after it ends it. */
export function startTimer(world: World, { id, hourType, orderId, at }: StartTimer): World {
  if (world.timers.some((timer) => timer.id === id)) return world
  const { who } = world
  const startAt = notAfter(at ?? who.now, who.now)
  const running = world.timers.find(({ endAt }) => endAt === null)
  const ended = running ? finished(world, running, { tapAt: startAt }) : world
  if (!ended) return world
  const other = visitToEnd(world, startAt, null)
  const timer = { id, memberId: who.memberId, orderId: orderId ?? null, hourType, startAt, endAt: null }
  const started = { ...ended, timers: [...ended.timers, timer] }
  const followed = other ? bookedAndPaused(started, other, world) : started
  const next = nextStart(world, startAt)
  return next ? endTimerAt(followed, next) : followed
}

export function stopTimer(world: World, { id, at, endAt, isDropped }: StopTimer): World {
  const timer = world.timers.find((one) => one.id === id)
  if (!timer || timer.endAt !== null) return world
  const tapAt = notAfter(at ?? world.who.now, world.who.now)
  return finished(world, timer, { tapAt, endAt: endAt ?? undefined, isDropped }) ?? world
}

/** Ends the own timer at the start of something else; one that can't be booked so runs on, and is asked. */
export function endTimerAt(world: World, at: string): World {
  const time = Date.parse(at)
  const [timer] = world.timers
    .filter(({ startAt, endAt }) => Date.parse(startAt) < time && (endAt === null || Date.parse(endAt) > time))
    .sort((a, b) => Date.parse(b.startAt) - Date.parse(a.startAt))
  if (!timer) return world
  return timer.endAt === null ? (finished(world, timer, { tapAt: at }) ?? world) : cut(world, timer, at)
}

/** Own hours that were typed; without a version they are new, and new once. */
export function saveBooking(world: World, input: SaveBooking): World {
  const { id, day, hourType, from, to, orderId, version } = input
  const { memberId } = world.who
  if (input.memberId && input.memberId !== memberId) return world
  const standing = world.entries.find((entry) => entry.id === id)
  if (standing ? standing.version !== version : version) return world
  const { timeZone } = world.rules.moments
  const untilMidnight = to === '00:00' ? addDays(day, 1) : day
  const window =
    from && to ? { startAt: instantAt(timeZone, day, from), endAt: instantAt(timeZone, untilMidnight, to) } : null
  const others = world.entries.filter((entry) => entry.id !== id)
  if (window && entryRefusal(window, timed({ ...world, entries: others }), world.who.now)) return world
  const entry: OwnEntry = {
    ...{ id, orderId: orderId ?? null, visitId: null, hourType, day, version: (version ?? 0) + 1 },
    ...{ startAt: window?.startAt ?? null, endAt: window?.endAt ?? null },
    minutes: window ? entryMinutes(window.startAt, window.endAt) : (input.minutes ?? 0),
    ...{ origin: 'manual', clockedStartAt: null, clockedEndAt: null },
  }
  return { ...world, entries: [...others, entry] }
}

export function removeBooking(world: World, { id, version }: { id: string; version: number }): World {
  return { ...world, entries: world.entries.filter((entry) => entry.id !== id || entry.version !== version) }
}

type End = { tapAt: string; endAt?: string; isDropped?: boolean }

/** What ran becomes hours; null when the server would refuse that, as of one that ran over night. */
function finished(world: World, timer: Timer, { tapAt, endAt, isDropped }: End): World | null {
  const { rules, who } = world
  const { timeZone } = rules.moments
  const tap = Date.parse(tapAt) < Date.parse(timer.startAt) ? timer.startAt : tapAt
  const end = instantOf(endAt ?? tap).toString()
  if (!endAt && !isDropped && dayIn(timeZone, timer.startAt) < dayIn(timeZone, tap)) return null
  if (endAt && Date.parse(end) <= Date.parse(timer.startAt)) return null
  if (Date.parse(end) > Date.parse(who.now)) return null
  const isBreak = timer.hourType === 'break'
  const moments = isBreak ? { ...rules.moments, moments: [] } : rules.moments
  const parts = isDropped ? [] : cutByMoment({ startAt: timer.startAt, endAt: end }, moments)
  const clocked = parts.map((part) => entryMinutes(part.startAt, part.endAt))
  const counted = isBreak ? clocked : roundedParts(clocked, rules.rounding)
  const hours = parts
    .map(({ startAt, endAt: until }, index): OwnEntry => {
      const stands = { id: `timer ${timer.id} ${startAt}`, orderId: timer.orderId, visitId: null, version: 1 }
      const minutes = counted[index] ?? 0
      const window = { startAt, endAt: until, clockedStartAt: startAt, clockedEndAt: until, origin: 'clock' as const }
      return { ...stands, ...window, hourType: timer.hourType, day: dayIn(timeZone, startAt), minutes }
    })
    .filter(({ minutes }) => minutes > 0)
  const others = timed(world)
  const isRefused = hours.some(
    (entry) =>
      entry.startAt && entry.endAt && entryRefusal({ startAt: entry.startAt, endAt: entry.endAt }, others, who.now),
  )
  if (isRefused) return null
  const timers = world.timers.map((one) => (one.id === timer.id ? { ...one, endAt: end } : one))
  return { ...world, timers, entries: [...world.entries, ...hours] }
}

/** Of a timer that was stopped later than something else began: its hours go no further than that. */
function cut(world: World, timer: Timer, at: string): World {
  const time = Date.parse(at)
  const isOf = (entry: OwnEntry) =>
    entry.origin === 'clock' &&
    entry.visitId === null &&
    entry.hourType === timer.hourType &&
    Date.parse(entry.clockedStartAt ?? '') >= Date.parse(timer.startAt) &&
    Date.parse(entry.clockedEndAt ?? '') <= Date.parse(timer.endAt ?? '') &&
    Date.parse(entry.endAt ?? '') > time
  const entries = world.entries.flatMap((entry) => {
    if (!isOf(entry) || !entry.startAt) return [entry]
    if (Date.parse(entry.startAt) >= time) return []
    return [{ ...entry, endAt: at, minutes: entryMinutes(entry.startAt, at), version: entry.version + 1 }]
  })
  const timers = world.timers.map((one) => (one.id === timer.id ? { ...one, endAt: at } : one))
  return { ...world, timers, entries }
}

/** What was started first on a visit after a moment. */
function nextStart({ visits, who }: World, after: string): string | null {
  const starts = ['travel', 'arrive', 'pause', 'resume']
  const isAfter = (at: string) => Date.parse(at) > Date.parse(after)
  const times = [...visits.values()]
    .flatMap(({ events }) => events)
    .filter(({ memberId, kind, at }) => memberId === who.memberId && starts.includes(kind) && isAfter(at))
    .map(({ at }) => at)
  return times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

function timed(world: World): { startAt: string; endAt: string }[] {
  return ownHours(world).flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : []))
}

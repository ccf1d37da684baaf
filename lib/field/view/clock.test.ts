import { expect, test } from 'vitest'
import { withSaid } from '@/lib/field/view/said'
import { newId } from '@/lib/ids'
import { instantAt, Temporal } from '@/lib/time'
import { carriedBy } from '@/scripts/test/phone'
import { technicianWithVisits } from '@/scripts/test/technician'
import { closingView } from './closing'
import type { Done } from './data'
import { visitView, worldNow } from './visit'

const zone = 'Europe/Brussels'
const day = Temporal.Now.plainDateISO(zone).subtract({ days: 1 }).toString()
/** Yesterday: all of it lies behind, and no midnight between. */
const at = (time: string) => instantAt(zone, day, time)

/** A technician without reception: what is tapped stays on the phone's list. */
async function offline() {
  const world = await technicianWithVisits()
  const [first, second] = world.visitIds
  const carried = await carriedBy(world.technician)
  const operations: Done[] = []
  const did = (name: string, visitId: string | null, input: Record<string, unknown>) =>
    operations.push(...withSaid([{ ...world.phone.tap(name, visitId, input), state: 'waiting' as const }]))
  const tap = (visitId: string, step: string, time: string) =>
    did('execution.takeStep', visitId, { id: newId(), visitId, step, at: at(time) })
  const since = { operations, files: [] }
  const whoAt = (time: string) => ({ memberId: world.technician.id, timeZone: zone, locale: 'nl', now: at(time) })
  const shown = (visitId: string, time: string) =>
    visitView(carried.visits.find(({ id }) => id === visitId)!, carried, since, whoAt(time))
  const dayAt = (time: string, now = at(time)) => {
    const who = { ...whoAt(time), now }
    return closingView(worldNow(carried, since, who), carried, since)
  }
  return { ...world, first, second, did, tap, shown, dayAt }
}
const tomorrow = Temporal.Instant.from(at('08:00')).add({ hours: 24 }).toString()

const windows = (
  visit: { hours: readonly { memberId: string; hourType: string; startAt: string; endAt: string }[] },
  id: string,
) =>
  visit.hours
    .filter(({ memberId }) => memberId === id)
    .map(({ hourType, startAt, endAt }) => [hourType, startAt, endAt])

test('without reception, starting at the next customer ends the clock at the one before, which waits to be gone on with', async () => {
  const one = await offline()
  one.tap(one.first, 'arrive', '09:00')
  expect(one.shown(one.first, '09:05')).toMatchObject({ status: 'working', running: { hourType: 'work' } })
  one.tap(one.second, 'travel', '10:30')
  expect(one.shown(one.first, '10:31')).toMatchObject({ status: 'paused', running: null })
  expect(windows(one.shown(one.first, '10:31'), one.technician.id)).toEqual([['work', at('09:00'), at('10:30')]])
  expect(one.shown(one.second, '10:31')).toMatchObject({ status: 'travelling', running: { hourType: 'travel' } })
  one.tap(one.first, 'resume', '11:00')
  expect(one.shown(one.second, '11:01')).toMatchObject({ status: 'travelling', running: null })
  expect(one.shown(one.first, '11:01')).toMatchObject({ status: 'working', running: { startAt: at('11:00') } })
})

test('without reception, a clock that ran on over night asks when it ended, and what is told is an edit', async () => {
  const one = await offline()
  one.tap(one.first, 'arrive', '09:00')
  const [asked] = one.dayAt('08:00', tomorrow).forgotten
  expect(asked).toMatchObject({ visitId: one.first, startAt: at('09:00'), endAt: null, suggestedAt: at('10:00') })
  const reason = 'Vergeten te stoppen'
  one.did('execution.tellStop', one.first, {
    ...{ id: newId(), visitId: one.first, at: tomorrow, endAt: at('10:00'), reason },
  })
  expect(one.dayAt('08:00', tomorrow).forgotten).toEqual([])
  const told = one.shown(one.first, '12:00')
  expect(told).toMatchObject({ status: 'paused', running: null })
  expect(told.hours.filter(({ memberId }) => memberId === one.technician.id)).toMatchObject([
    { origin: 'edited', reason, startAt: at('09:00'), endAt: at('10:00'), clockedEndAt: at('10:00') },
  ])
})

test('without reception, the end of the day says what runs, is open or missing, and each is gone when it is mended', async () => {
  const one = await offline()
  one.tap(one.first, 'arrive', '08:00')
  const close = (visitId: string, time: string) =>
    one.did('execution.close', visitId, { visitId, eventId: newId(), at: at(time), outcome: 'completed' })
  close(one.first, '12:00')
  one.tap(one.second, 'arrive', '13:00')
  expect(one.dayAt('17:30').problems).toMatchObject([
    { kind: 'running', hourType: 'work' },
    { kind: 'open', visitId: one.second },
  ])
  close(one.second, '17:00')
  expect(one.dayAt('17:30').problems).toMatchObject([
    { kind: 'gap', startAt: at('12:00'), endAt: at('13:00') },
    { kind: 'pause', worked: 480 },
  ])
  const booking = { id: newId(), day, hourType: 'break', from: '12:00', to: '13:00' }
  one.did('hours.saveBooking', null, booking)
  const { problems, homeFromOrderId, isOver } = one.dayAt('17:30')
  expect({ problems, isOver }).toEqual({ problems: [], isOver: true })
  const journey = newId()
  one.did('hours.startTimer', null, { id: journey, orderId: homeFromOrderId, hourType: 'travel', at: at('17:00') })
  expect(one.dayAt('17:30')).toMatchObject({ goingHome: { id: journey }, problems: [{ kind: 'running' }] })
  one.did('hours.stopTimer', null, { id: journey, at: at('17:30') })
  expect(one.dayAt('17:31')).toMatchObject({ goingHome: null, homeFromOrderId: null, problems: [] })
  expect(one.dayAt('17:31').hours.at(-1)).toMatchObject({ travel: 'home', minutes: 30 })
})

import { expect, it } from 'vitest'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { unplanVisit } from '@/lib/visits/mutations/cancel'
import { addLeave } from '@/lib/visits/mutations/leave'
import { moveVisit } from '@/lib/visits/mutations/move'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { boardData } from './queries'
import { backlogData } from './queries/backlog'
import { boardOf, clockOf, dayOfWall } from './rules'

const zone = 'Europe/Brussels'
const now = Temporal.Instant.from('2031-10-20T08:00:00Z')
const week = { from: '2031-10-20', to: '2031-10-26' }

async function board(planner: Actor, query: Parameters<typeof boardData>[2] = week) {
  return boardOf(await reading(planner, (read) => boardData(read, zone, query)))
}

it('shows visits on the wall clock, also on the Sunday when autumn comes, and leave', async () => {
  const { actors } = await makeCompany()
  const { planner, technician } = actors
  const order = await makeOrder(planner, { tellCustomer: true })
  const plan = (startAt: string, endAt: string) =>
    writing(
      planner,
      (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id], startAt, endAt }),
      now,
    )
  const friday = await plan('2031-10-24T07:00:00Z', '2031-10-24T08:30:00Z')
  const sunday = await plan('2031-10-26T07:00:00Z', '2031-10-26T08:00:00Z')
  await writing(planner, (write) =>
    addLeave(write, {
      memberId: technician.id,
      kind: 'holiday',
      startAt: '2031-10-20T06:00:00Z',
      endAt: '2031-10-21T15:00:00Z',
    }),
  )
  const { visits, leaves, members } = await board(planner)
  const drawn = visits.map((visit) => [
    visit.id,
    dayOfWall(visit.start ?? 0),
    clockOf(visit.start ?? 0),
    visit.minutes,
    visit.told,
  ])
  expect(drawn).toEqual([
    [friday.id, '2031-10-24', '09:00', 90, 'told'],
    [sunday.id, '2031-10-26', '08:00', 60, 'told'],
  ])
  expect(leaves).toMatchObject([{ memberId: technician.id, kind: 'holiday' }])
  expect(clockOf(leaves[0]?.start ?? 0)).toBe('08:00')
  expect(members.map((member) => member.id)).toEqual([technician.id])
})

it('says of the two hours that autumn shows alike in which one a visit begins', async () => {
  const { actors } = await makeCompany()
  const { planner, technician } = actors
  const order = await makeOrder(planner)
  for (const [startAt, endAt] of [
    ['2031-10-26T00:15:00Z', '2031-10-26T00:45:00Z'],
    ['2031-10-26T01:15:00Z', '2031-10-26T01:45:00Z'],
    ['2031-10-26T02:15:00Z', '2031-10-26T02:45:00Z'],
  ] as const)
    await writing(planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds: [technician.id], startAt, endAt }),
    )
  const { visits } = await board(planner)
  expect(visits.map(({ start, later }) => [clockOf(start ?? 0), later]).toSorted()).toEqual([
    ['02:15', undefined],
    ['02:15', true],
    ['03:15', undefined],
  ])
})

it('answers for the ids that changed: what left the days is not in it', async () => {
  const { actors } = await makeCompany()
  const { planner, technician } = actors
  const order = await makeOrder(planner)
  const { id } = await writing(planner, (write) =>
    assignOrder(write, {
      orderId: order.id,
      memberIds: [technician.id],
      startAt: '2031-10-22T07:00:00Z',
      endAt: '2031-10-22T08:00:00Z',
    }),
  )
  expect((await board(planner, { ...week, ids: [id] })).visits).toHaveLength(1)
  expect((await board(planner, { ...week, members: [planner.id] })).visits).toHaveLength(0)
  const moved = { memberIds: [technician.id], startAt: '2031-11-05T08:00:00Z', endAt: '2031-11-05T09:00:00Z' }
  await writing(planner, (write) => moveVisit(write, { visitId: id, version: 1, ...moved }))
  expect((await board(planner, { ...week, ids: [id] })).visits).toHaveLength(0)
  await writing(planner, (write) => moveVisit(write, { visitId: id, version: 2, ...moved, startAt: null, endAt: null }))
  expect((await board(planner)).visits).toMatchObject([{ id, start: null, minutes: 60 }])
})

it('keeps in the backlog what needs a visit, by search and filter, and lets it come back', async () => {
  const { actors } = await makeCompany()
  const { planner, technician } = actors
  const pump = await makeOrder(planner, { title: 'Pomp vervangen' })
  const boiler = await makeOrder(planner, { title: 'Ketel nakijken' })
  const numbers = async (query: Partial<Parameters<typeof backlogData>[1]> = {}) =>
    (await reading(planner, (read) => backlogData(read, { sort: 'due', ...query }))).orders.map(([, number]) => number)
  expect(await numbers()).toEqual([pump.number, boiler.number])
  expect(await numbers({ sort: 'newest' })).toEqual([boiler.number, pump.number])
  expect(await numbers({ q: 'pomp' })).toEqual([pump.number])
  expect(await numbers({ type: boiler.orderTypeId })).toEqual([boiler.number])
  expect(await numbers({ priority: 'urgent' })).toEqual([])
  const { id } = await writing(planner, (write) => assignOrder(write, { orderId: pump.id, memberIds: [technician.id] }))
  expect(await numbers()).toEqual([boiler.number])
  expect(await numbers({ order: pump.id })).toEqual([pump.number])
  await writing(planner, (write) => unplanVisit(write, { visitId: id, version: 1 }))
  expect(await numbers()).toEqual([pump.number, boiler.number])
})

it('shows nothing of another company', async () => {
  const one = await makeCompany()
  const other = await makeCompany()
  const order = await makeOrder(one.actors.planner)
  const { id } = await writing(one.actors.planner, (write) =>
    assignOrder(write, { orderId: order.id, memberIds: [one.actors.technician.id] }),
  )
  const theirs = await board(other.actors.planner, { ...week, ids: [id] })
  expect(theirs.visits).toEqual([])
  expect(
    (await reading(other.actors.planner, (read) => backlogData(read, { sort: 'due', order: order.id }))).orders,
  ).toEqual([])
})

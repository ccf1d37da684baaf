import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { mapData } from './queries/map'
import { type BoardMember, type BoardVisit, dayMinutes } from './rules'
import { type Place, placeless, placesOf, routesOn, spotsOf } from './rules/map'

const map = (actor: Actor, date: string) => reading(actor, (read) => mapData(read, 'Europe/Brussels', { date }))

it('tells where the visits of a day are, by the clock of the company, and the orders that wait', async () => {
  const { actors } = await makeCompany()
  const { planner, technician } = actors
  const plan = async (startAt: string, endAt: string) => {
    const order = await makeOrder(planner)
    const visit = { orderId: order.id, memberIds: [technician.id], startAt, endAt }
    return { order, ...(await writing(planner, (write) => assignOrder(write, visit))) }
  }
  // The Sunday on which autumn begins has 25 hours.
  const late = await plan('2031-10-26T22:30:00Z', '2031-10-26T23:30:00Z')
  const gone = await plan('2031-10-26T12:00:00Z', '2031-10-26T13:00:00Z')
  const waiting = await makeOrder(planner)
  await writing(planner, (write) => cancelVisit(write, { visitId: gone.id, version: 1, reason: 'ziek', tell: false }))
  const over = await plan('2031-10-24T10:00:00Z', '2031-10-26T11:00:00Z')
  const { visits, orders } = await map(planner, '2031-10-26')
  expect(visits.map(([id]) => id)).toEqual([over.id, late.id])
  expect(orders.map(([id]) => id).sort()).toEqual([gone.order.id, waiting.id].sort())
  expect((await map(planner, '2031-10-25')).visits.map(([id]) => id)).toEqual([over.id])
  expect(visits[0]?.slice(4)).toEqual([null, null])

  const other = await makeCompany()
  expect(await map(other.actors.planner, '2031-10-26')).toEqual({ visits: [], orders: [], homes: [] })
})

it('has a place only with both coordinates', () => {
  const places = placesOf([
    ['a', 'site', 'customer', 'Kerkstraat 1, Leuven', 50.88, 4.7],
    ['b', 'other', 'customer', 'Kerkstraat 2, Leuven', 50.88, null],
    ['c', 'other', 'customer', 'Kerkstraat 2, Leuven', null, null],
  ])
  expect(places.get('a')?.position).toEqual([4.7, 50.88])
  expect(placeless(['a', 'b', 'c', 'unknown'].map((id) => places.get(id)))).toEqual([places.get('b')])
})

const noHours = { dayStart: '', dayEnd: '', breakStart: '', breakEnd: '' }
const members = ['jan', 'an', 'tom'].map(
  (id): BoardMember => ({
    id,
    name: id,
    colour: '',
    weekMinutes: 0,
    schedule: [],
    skills: [],
    active: true,
    team: '',
    region: '',
    hours: noHours,
  }),
)
const aVisit = fc.record({
  start: fc.option(fc.integer({ min: -dayMinutes, max: 2 * dayMinutes })),
  minutes: fc.integer({ min: 15, max: 3 * dayMinutes }),
  memberIds: fc.subarray(['jan', 'an', 'tom'], { minLength: 1 }),
  // A few spots, so that stops share them.
  spot: fc.option(fc.integer({ min: 0, max: 3 })),
})
type Drawn = { start: number | null; minutes: number; memberIds: string[]; spot: number | null }

function boardOf(drawn: readonly Drawn[]) {
  const visits = drawn.map(
    ({ start, minutes, memberIds }, at): BoardVisit => ({
      ...{ id: `v${at}`, version: 1, status: 'planned', start, minutes, memberIds, told: 'untold', overlap: false },
      ...{ type: '', number: '', customer: '', city: '' },
    }),
  )
  const places = new Map(
    drawn.map(({ spot }, at): [string, Place] => [
      `v${at}`,
      { siteId: `s${spot}`, customerId: '', address: '', position: spot === null ? null : [4 + spot / 10, 51] },
    ]),
  )
  return { visits, places }
}

it('puts each visit of the day once on the route of each of its people, in order, and draws every stop that has a place', () => {
  fc.assert(
    fc.property(fc.array(aVisit, { maxLength: 12 }), fc.boolean(), (drawn, isHomeKnown) => {
      const { visits, places } = boardOf(drawn)
      const homes = new Map(isHomeKnown ? [['jan', [3, 50] as const]] : [])
      const routes = routesOn(0, members, visits, places, homes)
      const touches = ({ start, minutes }: BoardVisit) => start !== null && start < dayMinutes && start + minutes > 0
      for (const { id } of members) {
        const stops = routes.find(({ member }) => member.id === id)?.stops ?? []
        const own = visits.filter((visit) => touches(visit) && visit.memberIds.includes(id))
        expect(stops.map(({ visit }) => visit.id).sort()).toEqual(own.map((visit) => visit.id).sort())
        expect(stops.map(({ number }) => number)).toEqual(stops.map((_, at) => at + 1))
        const starts = stops.map(({ visit }) => visit.start ?? 0)
        expect(starts).toEqual([...starts].sort((a, b) => a - b))
      }
      for (const { member, stops, line } of routes) {
        const home = homes.get(member.id)
        expect(line).toEqual([
          ...(home ? [home] : []),
          ...stops.flatMap(({ place }) => (place?.position ? [place.position] : [])),
        ])
      }
      const spots = spotsOf(routes)
      const key = (stop: { visit: BoardVisit; number: number }) => `${stop.visit.id} ${stop.number}`
      const placed = routes.flatMap(({ stops }) => stops.filter(({ place }) => place?.position))
      expect(spots.flatMap(({ stops }) => stops.map(key)).sort()).toEqual(placed.map(key).sort())
      expect(new Set(spots.map(({ position }) => position.join())).size).toBe(spots.length)
    }),
  )
})

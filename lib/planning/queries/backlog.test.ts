import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { cancelAppointment } from '@/lib/appointments/mutations/answer'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { addDays, dayIn, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit, unplanVisit } from '@/lib/visits/mutations/cancel'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { backlogQuery } from '../input'
import { boardData } from '../queries'
import { boardOf } from '../rules'
import { backlogCounts, backlogData } from './backlog'

const zone = 'Europe/Brussels'

type Facts = Partial<typeof orders.$inferInsert> & { site?: Partial<typeof sites.$inferInsert> }

/** An order of the backlog with these facts. */
async function put(planner: Actor, { site, ...facts }: Facts) {
  const order = await makeOrder(planner)
  const mine = eq(orders.organizationId, planner.organizationId)
  await writing(planner, async ({ db }) => {
    if (Object.keys(facts).length > 0)
      await db
        .update(orders)
        .set(facts)
        .where(and(mine, eq(orders.id, order.id)))
    if (site) await db.update(sites).set(site).where(eq(sites.id, order.siteId))
  })
  return order
}

const ask = (planner: Actor, query: Record<string, string> = {}) =>
  reading(planner, (read) => backlogData(read, backlogQuery.parse(query)))
const numbers = async (planner: Actor, query: Record<string, string> = {}) =>
  (await ask(planner, query)).orders.map(([, number]) => number)

it('filters by postcode, due date and hold, and counts what each choice would leave', async () => {
  const { planner } = (await makeCompany()).actors
  const today = dayIn(zone, Temporal.Now.instant())
  const late = await put(planner, {
    dueOn: addDays(today, -2),
    priority: 'urgent',
    site: { postalCode: '9000', city: 'Gent' },
  })
  const soon = await put(planner, { dueOn: addDays(today, 5), site: { postalCode: '9050', city: 'Gent' } })
  const held = await put(planner, { holdReason: 'wacht op onderdeel', site: { postalCode: '3000' } })
  expect(await numbers(planner)).toEqual([late.number, soon.number, held.number])
  expect(await numbers(planner, { postcode: '90' })).toEqual([late.number, soon.number])
  expect(await numbers(planner, { due: 'late' })).toEqual([late.number])
  expect(await numbers(planner, { due: 'week' })).toEqual([late.number, soon.number])
  expect(await numbers(planner, { hold: 'yes' })).toEqual([held.number])
  expect(await numbers(planner, { hold: 'no', postcode: '90', due: 'late' })).toEqual([late.number])

  const counts = (query: Record<string, string>) =>
    reading(planner, (read) => backlogCounts(read, backlogQuery.parse(query)))
  const all = await counts({})
  expect(all.priorities).toEqual(
    expect.arrayContaining([
      ['urgent', 1],
      ['normal', 2],
    ]),
  )
  expect(all.postcodes).toEqual([
    ['30', 'Leuven', 1],
    ['90', 'Gent', 2],
  ])
  expect(all.dues).toEqual([
    ['late', 1],
    ['today', 1],
    ['week', 2],
    ['month', 2],
  ])
  // Each choice with the other filters as they are, but not with its own.
  const filtered = await counts({ postcode: '90', due: 'late' })
  expect(filtered.postcodes).toEqual([['90', 'Gent', 1]])
  expect(filtered.dues).toEqual(expect.arrayContaining([['week', 2]]))
  expect(filtered.holds).toEqual([
    ['no', 1],
    ['yes', 0],
  ])
  expect(filtered.types.map(([id, count]) => [id, count])).toEqual([[late.orderTypeId, 1]])
})

it('sorts by what is nearest to a visit, or to the day of a technician, and by postcode where no place is known', async () => {
  const { planner, technician } = (await makeCompany()).actors
  const place = (longitude: number, latitude: number, postalCode = '') => ({ longitude, latitude, postalCode })
  const ghent = await put(planner, { site: place(3.7174, 51.0543, '9000') })
  const nowhere = await put(planner, { site: { postalCode: '1000' } })
  const village = await put(planner, { site: { postalCode: '3010' } })
  const mechelen = await put(planner, { site: place(4.4777, 51.0259, '2800') })
  const visited = await put(planner, { site: place(4.7005, 50.8798, '3000') })
  const { id: near } = await writing(planner, (write) =>
    assignOrder(write, {
      orderId: visited.id,
      memberIds: [technician.id],
      startAt: '2031-10-22T07:00:00Z',
      endAt: '2031-10-22T08:00:00Z',
    }),
  )
  const nearest = [village.number, mechelen.number, ghent.number, nowhere.number]
  expect(await numbers(planner, { sort: 'nearest', near })).toEqual(nearest)
  const ofDay = { sort: 'nearest', near: technician.id, nearOn: '2031-10-22' }
  expect((await ask(planner, ofDay)).orders.map((row) => [row[1], row[11]])).toEqual([
    [village.number, null],
    [mechelen.number, 22.5],
    [ghent.number, 71.5],
    [nowhere.number, null],
  ])
  const byDue = [ghent.number, nowhere.number, village.number, mechelen.number]
  expect(await numbers(planner, { ...ofDay, nearOn: '2031-10-23' })).toEqual(byDue)
  expect(await numbers(planner, { sort: 'nearest' })).toEqual(byDue)
  const [visit] = boardOf(
    await reading(planner, (read) => boardData(read, zone, { from: '2031-10-20', to: '2031-10-26' })),
  ).visits
  expect(visit?.place).toEqual([4.7005, 50.8798])

  // A visit of another company is no place to measure from.
  const other = (await makeCompany()).actors.planner
  const theirs = await put(other, { site: place(4.7, 50.88) })
  expect((await ask(other, { sort: 'nearest', near })).orders.map((row) => [row[1], row[11]])).toEqual([
    [theirs.number, null],
  ])
})

it('says why the last visit of an order was called off, and in whose words', async () => {
  const { organizationId, actors } = await makeCompany()
  const { planner } = actors
  const an = await addTechnician(organizationId, 'An')
  const [byCustomer, byOffice, takenBack] = [await put(planner, {}), await put(planner, {}), await put(planner, {})]
  const plan = (orderId: string, day: number) =>
    writing(planner, (write) =>
      assignOrder(write, {
        ...{ orderId, memberIds: [an.id], leaderId: an.id, tell: false },
        ...{ startAt: `2031-11-${day}T08:00:00Z`, endAt: `2031-11-${day}T09:00:00Z` },
      }),
    )
  const cancelled = await plan(byCustomer.id, 24)
  await writing(planner, (write) => cancelAppointment(write, cancelled.id, { words: 'Ketel doet het weer' }))
  const { id: visitId, version } = await plan(byOffice.id, 25)
  await writing(planner, (write) => cancelVisit(write, { visitId, version, reason: 'Onderdeel niet geleverd' }))
  const loose = await plan(takenBack.id, 26)
  await writing(planner, (write) => unplanVisit(write, { visitId: loose.id, version: loose.version }))
  const reasons = async () => Object.fromEntries((await ask(planner)).orders.map((row) => [row[1], row[14]]))
  expect(await reasons()).toEqual({
    [byCustomer.number]: ['Ketel doet het weer', true],
    [byOffice.number]: ['Onderdeel niet geleverd', false],
    [takenBack.number]: null,
  })
  // Planned again and taken back without a reason: what was said then is past.
  const again = await plan(byOffice.id, 27)
  await writing(planner, (write) => unplanVisit(write, { visitId: again.id, version: again.version }))
  expect((await reasons())[byOffice.number]).toBeNull()
})

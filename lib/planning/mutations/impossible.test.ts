import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { members } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { reading, writing } from '@/lib/auth/actor'
import { deactivateMember } from '@/lib/auth/mutations/members'
import { workDaysIn } from '@/lib/hours/rules/work-days'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addLeave } from '@/lib/visits/mutations/leave'
import { makeCompany } from '@/scripts/test/company'
import { jsonServer } from '@/scripts/test/json-server'
import { makeOrder } from '@/scripts/test/order'
import { proposalOf } from '../proposing'
import { factsOf } from '../queries/facts'
import { bestSlots } from '../queries/slots'

const day = '2031-11-25'
const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
const asked = { from: day, to: day, overtimeMinutes: 0, now, workDays: workDaysIn({ country: 'BE', extra: [] }) }

async function company() {
  const { actors } = await makeCompany()
  const { planner, technician, admin } = actors
  const by = <T>(work: Parameters<typeof writing<T>>[1], actor = planner) => writing(actor, work, now)
  const order = async (values: Partial<typeof orders.$inferInsert> = {}, skills: string[] = []) => {
    const made = await makeOrder(planner)
    await by(async ({ db }) => {
      if (Object.keys(values).length > 0) await db.update(orders).set(values).where(eq(orders.id, made.id))
      await db.update(orderTypes).set({ skills }).where(eq(orderTypes.id, made.orderTypeId))
      await db.update(sites).set({ latitude: 50.88, longitude: 4.7 }).where(eq(sites.id, made.siteId))
    })
    return made
  }
  const propose = async () => {
    const known = await reading(planner, (read) => factsOf(read, { ...asked, orders: {} }))
    const { steps, leftovers } = await proposalOf(
      planner,
      { kind: 'backlog', seconds: 0.1, movesTold: false },
      known,
      {},
    )
    return { steps, left: new Map(leftovers.map(({ orderId, reason }) => [orderId, reason])) }
  }
  return { planner, technician, admin, by, order, propose }
}

test('of a backlog that nobody can do nothing is planned, and each order says why', async () => {
  const { order, propose } = await company()
  const made = {
    skills: await order({}, ['kerncentrales']),
    hold: await order({ holdReason: 'wacht op onderdeel' }),
    long: await order({ durationMinutes: 1500 }),
    time: await order({ earliestOn: '2031-12-24' }),
  }
  const { steps, left } = await propose()
  expect(steps).toEqual([])
  expect(Object.fromEntries(Object.entries(made).map(([why, { id }]) => [why, left.get(id)]))).toEqual({
    skills: 'skills',
    hold: 'hold',
    long: 'long',
    time: 'time',
  })
})

test('with nobody at work, or nobody left, every order is left with a reason', async () => {
  const { technician, admin, by, order, propose } = await company()
  const made = [await order(), await order()]
  const leave = {
    memberId: technician.id,
    kind: 'sick' as const,
    startAt: `${day}T05:00:00Z`,
    endAt: `${day}T20:00:00Z`,
  }
  await by((write) => addLeave(write, leave))
  const away = await propose()
  expect([away.steps, made.map(({ id }) => away.left.get(id))]).toEqual([[], ['nobody', 'nobody']])
  await by((write) => deactivateMember(write, { memberId: technician.id }), admin)
  const gone = await propose()
  expect(gone.steps).toEqual([])
  expect(made.every(({ id }) => gone.left.has(id))).toBe(true)
  const [left] = await by(({ db }) => db.select().from(members).where(eq(members.id, technician.id)))
  expect(left?.active).toBe(false)
})

test('the best moments come without the server for travel times, in time, and say that ways are estimated', async () => {
  const { planner, technician, by, order } = await company()
  const [first, elsewhere] = [await order(), await order()]
  await by(async (write) => {
    await write.db.update(sites).set({ latitude: 50.85, longitude: 4.35 }).where(eq(sites.id, elsewhere.siteId))
    const window = { startAt: `${day}T09:00:00Z`, endAt: `${day}T10:00:00Z` }
    await assignOrder(write, { orderId: elsewhere.id, memberIds: [technician.id], ...window })
  })
  const slots = async () =>
    bestSlots(planner, await reading(planner, (read) => factsOf(read, { ...asked, orders: { order: first.id } })))
  expect(await slots()).toMatchObject({
    fellBack: false,
    slots: expect.arrayContaining([expect.objectContaining({ memberId: technician.id })]),
  })
  const server = await jsonServer(() => 'never')
  vi.stubEnv('TRAVEL_KIND', 'osrm')
  vi.stubEnv('TRAVEL_URL', server.url)
  const began = performance.now()
  const found = await slots()
  expect(found).toMatchObject({
    fellBack: true,
    slots: expect.arrayContaining([expect.objectContaining({ memberId: technician.id })]),
  })
  expect(performance.now() - began).toBeLessThan(3_000)
})

import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { members } from '@/db/schema/auth'
import { orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { Reply } from '@/lib/reply'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import * as actions from '../actions'
import { addLeave } from './leave'

// Who asks is what a cookie says in a browser; everything after that is the action as it runs.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({ currentSession: async () => ({ actor: asking.actor }) }))

/** A day of the week of Monday 24 November 2031, on the clock of Brussels. */
const on = (day: number, clock: string, until: string) => ({
  startAt: `2031-11-${day}T${clock}:00+01:00`,
  endAt: `2031-11-${day}T${until}:00+01:00`,
})
const reason = 'klant kan enkel dan'

let planner: Actor
let technician: Actor
let second: Actor

beforeEach(async () => {
  const { organizationId, actors } = await makeCompany()
  ;({ planner, technician } = actors)
  second = await addTechnician(organizationId, 'Bram')
  asking.actor = planner
})

const set = (work: Parameters<typeof writing<unknown>>[1]) => writing(planner, work)
const visitsOf = () => reading(planner, (read) => read.db.select().from(visits).orderBy(visits.id))
const reasonsOf = (visitId: string, action: string) =>
  reading(planner, async (read) => {
    const rows = await read.db
      .select({ reason: history.reason })
      .from(history)
      .where(and(eq(history.subjectId, visitId), eq(history.action, action)))
    return rows.map((row) => row.reason)
  })

function value<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(`${reply.code} ${JSON.stringify(reply.params)}`)
  return reply.value
}

async function plan(window: { startAt?: string; endAt?: string }, more: object = {}) {
  const order = await makeOrder(planner)
  const made = value(await actions.assign({ orderId: order.id, memberIds: [technician.id], ...window, ...more }))
  return { ...made, order }
}

/** Refused without the reason, naming it, and nothing changed; done with it, and the history says why. */
async function asksFor(
  code: string,
  params: object,
  deed: (reasons: { despite?: string }) => Promise<Reply<{ id: string } | { visits: readonly { id: string }[] }>>,
  action: string,
) {
  const before = await visitsOf()
  expect(await deed({})).toMatchObject({ ok: false, code, params })
  expect(await deed({ despite: '  ' })).toMatchObject({ ok: false, code })
  expect(await visitsOf()).toEqual(before)
  const done = value(await deed({ despite: reason }))
  for (const { id } of 'visits' in done ? done.visits : [done]) expect(await reasonsOf(id, action)).toContain(reason)
}

describe('outside working hours', () => {
  it('is asked a reason for by each deed of a planner', async () => {
    const { id, version, order } = await plan(on(25, '09:00', '10:00'))
    const memberIds = [technician.id]
    const early = { ...on(25, '05:00', '06:00'), memberIds }
    const outside = 'visits.outside_hours'
    const who = { who: 'Test technician', when: '25/11 05:00–06:00' }
    const first = { orderId: order.id, ...early, id: newId() }
    await asksFor(outside, who, (reasons) => actions.assign({ ...first, ...reasons }), 'visits.planned')
    const sunday = { visitId: id, version, memberIds, ...on(30, '10:00', '11:00') }
    await asksFor(outside, { visitId: id }, (reasons) => actions.move({ ...sunday, ...reasons }), 'visits.moved')
    const late = { visitId: id, version: version + 1, ...on(30, '10:00', '12:00') }
    await asksFor(outside, { visitId: id }, (reasons) => actions.resize({ ...late, ...reasons }), 'visits.resized')
    const copied = { id: newId(), visitId: id, memberIds, ...on(26, '17:30', '18:30') }
    await asksFor(outside, {}, (reasons) => actions.copy({ ...copied, ...reasons }), 'visits.planned')
    const parts = [26, 29].map((day) => ({ id: newId(), ...on(day, '13:00', '14:00') }))
    const long = { from: { orderId: order.id }, memberIds, parts }
    await asksFor(
      outside,
      { visitId: parts[1]?.id },
      (reasons) => actions.split({ ...long, ...reasons }),
      'visits.planned',
    )
    const back = { visitId: id, version: version + 2, to: { memberIds, ...on(28, '19:00', '20:00') } }
    await asksFor(
      outside,
      { visitId: id },
      (reasons) => actions.moveVisits({ changes: [back], ...reasons }),
      'visits.moved',
    )
  })

  it('follows the own hours of a technician, and the hour that the clock shows after it changed', async () => {
    await set(({ db }) =>
      db.update(members).set({ dayStart: '06:00', dayEnd: '14:00' }).where(eq(members.id, technician.id)),
    )
    const { id, version } = await plan(on(25, '06:00', '07:00'))
    const at = { visitId: id, version, memberIds: [technician.id] }
    expect(await actions.move({ ...at, ...on(25, '13:30', '14:30') })).toMatchObject({ code: 'visits.outside_hours' })
    // In summer Brussels is two hours ahead: 04:00Z is six o'clock.
    expect(await actions.move({ ...at, startAt: '2031-07-01T04:00:00Z', endAt: '2031-07-01T05:00:00Z' })).toMatchObject(
      { ok: true },
    )
  })

  it('was judged when it came there: undone, or with other instructions, it is not asked again', async () => {
    const { id, version } = await plan(on(25, '20:00', '21:00'), { despite: reason })
    const memberIds = [technician.id]
    const same = { visitId: id, version, memberIds, ...on(25, '20:00', '21:00'), instructions: 'Achterdeur' }
    expect(await actions.move(same)).toMatchObject({ ok: true })
    const away = value(
      await actions.moveVisits({
        changes: [{ visitId: id, version: version + 1, to: { memberIds, ...on(26, '09:00', '10:00') } }],
      }),
    )
    const changes = away.visits.map(({ id: visitId, version: seen, was }) => ({ visitId, version: seen, to: was }))
    expect(await actions.moveVisits({ changes })).toMatchObject({ ok: true })
  })
})

it('a missing skill is asked a reason for, with a time or without, of each of the team but who went already', async () => {
  const order = await makeOrder(planner)
  await set(({ db }) =>
    db
      .update(orderTypes)
      .set({ skills: ['Gas', 'hoogte'] })
      .where(eq(orderTypes.id, order.orderTypeId)),
  )
  await set(({ db }) =>
    db
      .update(members)
      .set({ skills: ['GAS ', 'Hoogte'] })
      .where(eq(members.id, technician.id)),
  )
  const both = { orderId: order.id, memberIds: [technician.id, second.id] }
  const lacks = { who: 'Bram', what: 'Gas, hoogte' }
  const untimed = { ...both, id: newId() }
  await asksFor(
    'visits.skill_missing',
    lacks,
    (reasons) => actions.assign({ ...untimed, ...reasons }),
    'visits.assigned',
  )
  const timed = { ...both, ...on(25, '09:00', '10:00'), id: newId() }
  await asksFor('visits.skill_missing', lacks, (reasons) => actions.assign({ ...timed, ...reasons }), 'visits.planned')
  const move = { visitId: timed.id, version: 1, memberIds: both.memberIds, ...on(25, '11:00', '12:00') }
  expect(await actions.move(move)).toMatchObject({ ok: true })
  const able = { orderId: order.id, memberIds: [technician.id], ...on(25, '09:00', '10:00') }
  expect(await actions.assign(able)).toMatchObject({ ok: true })
})

it('a day before the customer wants anybody is asked a reason for', async () => {
  const order = await makeOrder(planner)
  await set(({ db }) => db.update(orders).set({ earliestOn: '2031-11-26' }).where(eq(orders.id, order.id)))
  const early = { orderId: order.id, memberIds: [technician.id], ...on(25, '09:00', '10:00'), id: newId() }
  const day = { day: '26/11/2031' }
  await asksFor('visits.too_early', day, (reasons) => actions.assign({ ...early, ...reasons }), 'visits.planned')
  const moved = { visitId: early.id, version: 1, memberIds: [technician.id] }
  expect(await actions.move({ ...moved, ...on(25, '11:00', '12:00') })).toMatchObject({ ok: true })
  expect(await actions.move({ ...moved, version: 2, ...on(26, '11:00', '12:00') })).toMatchObject({ ok: true })
})

it('more than the week of a technician is asked a reason for, whatever days the visits of that week are on', async () => {
  await set(({ db }) => db.update(members).set({ weekMinutes: 1200 }).where(eq(members.id, technician.id)))
  await plan(on(24, '07:00', '17:00'))
  const { id } = await plan(on(25, '07:00', '16:00'))
  const order = await makeOrder(planner)
  const full = { orderId: order.id, memberIds: [technician.id], ...on(28, '09:00', '10:30'), id: newId() }
  const week = { who: 'Test technician', planned: 20.5, most: 20 }
  await asksFor('visits.over_week', week, (reasons) => actions.assign({ ...full, ...reasons }), 'visits.planned')
  const longer = { visitId: id, version: 1, ...on(25, '07:00', '17:00') }
  await asksFor(
    'visits.over_week',
    { planned: 21.5 },
    (reasons) => actions.resize({ ...longer, ...reasons }),
    'visits.resized',
  )
  // Within a week that is too full already, what becomes no longer asks nothing.
  const within = { visitId: id, version: 2, memberIds: [technician.id], ...on(26, '07:00', '17:00') }
  expect(await actions.move(within)).toMatchObject({ ok: true })
  // 1 December is another week.
  const next = { startAt: '2031-12-01T08:00:00Z', endAt: '2031-12-01T09:00:00Z' }
  expect(await actions.assign({ orderId: order.id, memberIds: [technician.id], ...next })).toMatchObject({ ok: true })
})

it('an overlap with a visit or leave asks a reason of its own, and then the others are asked together', async () => {
  const { order } = await plan(on(25, '16:00', '17:00'))
  await set(({ db }) =>
    db
      .update(orderTypes)
      .set({ skills: ['gas'] })
      .where(eq(orderTypes.id, order.orderTypeId)),
  )
  const late = { orderId: order.id, memberIds: [second.id, technician.id], ...on(25, '16:30', '19:00'), id: newId() }
  expect(await actions.assign({ ...late, despite: reason })).toMatchObject({
    code: 'visits.overlap',
    params: { who: 'Test technician', kind: 'visit' },
  })
  const overlapReason = 'zelfde gebouw'
  const refused = await actions.assign({ ...late, overlapReason })
  expect(refused).toMatchObject({ code: 'visits.outside_hours', params: { who: 'Bram' } })
  expect(refused.ok ? [] : (refused.current as { code: string }[]).map(({ code }) => code)).toEqual([
    'visits.outside_hours',
    'visits.outside_hours',
    'visits.skill_missing',
    'visits.skill_missing',
  ])
  value(await actions.assign({ ...late, overlapReason, despite: reason }))
  expect(await reasonsOf(late.id, 'visits.planned')).toEqual([`${overlapReason} · ${reason}`])

  await set((write) => addLeave(write, { memberId: second.id, kind: 'sick', ...on(26, '07:00', '18:00') }))
  const other = await makeOrder(planner)
  const away = { orderId: other.id, memberIds: [second.id], ...on(26, '09:00', '10:00') }
  expect(await actions.assign({ ...away, despite: reason })).toMatchObject({
    code: 'visits.overlap',
    params: { who: 'Bram', kind: 'sick' },
  })
  const planned = value(await actions.assign({ ...away, overlapReason: 'doet het van thuis' }))
  expect(await reasonsOf(planned.id, 'visits.planned')).toEqual(['doet het van thuis'])
})

it('of several visits moved at once the one that needs a reason is named, and none moves', async () => {
  const [one, two] = [await plan(on(25, '08:00', '09:00')), await plan(on(25, '10:00', '11:00'))]
  const to = (window: object) => ({ memberIds: [technician.id], ...window }) as never
  const changes = [
    { visitId: one.id, version: 1, to: to(on(26, '08:00', '09:00')) },
    { visitId: two.id, version: 1, to: to(on(26, '18:00', '19:00')) },
  ]
  const before = await visitsOf()
  expect(await actions.moveVisits({ changes })).toMatchObject({
    code: 'visits.outside_hours',
    params: { visitId: two.id },
  })
  expect(await visitsOf()).toEqual(before)
})

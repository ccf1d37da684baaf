import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { members } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { mails } from '@/db/schema/mail'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { workDaysIn } from '@/lib/hours/rules/work-days'
import { newId } from '@/lib/ids'
import { addDays, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addLeave } from '@/lib/visits/mutations/leave'
import { moveVisit } from '@/lib/visits/mutations/move'
import { moveVisits } from '@/lib/visits/mutations/move-visits'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import type { AcceptInput } from '../input'
import { proposalOf, propose } from '../proposing'
import { factsOf } from '../queries/facts'
import { bestSlots } from '../queries/slots'
import { proposalFaults } from '../rules/faults'
import type { Proposal } from '../rules/proposal'
import { acceptProposal, type Outcome } from './accept'

// A Tuesday; the day clocks in Brussels are an hour ahead of these.
const day = '2031-11-25'
const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
const at = (time: string) => `${day}T${time}:00Z`
const towns: [number, number][] = [
  [50.88, 4.7],
  [50.85, 4.35],
  [51.05, 3.72],
  [50.93, 5.34],
]

async function company(count: number) {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const second = await addTechnician(organizationId, 'Bram')
  const made: Awaited<ReturnType<typeof makeOrder>>[] = []
  for (let i = 0; i < count; i++) made.push(await makeOrder(planner))
  const by = <T>(work: Parameters<typeof writing<T>>[1]) => writing(planner, work, now)
  await by(async (write) => {
    for (const [i, { siteId }] of made.entries()) {
      const [latitude, longitude] = towns[i % towns.length]!
      await write.db.update(sites).set({ latitude, longitude }).where(eq(sites.id, siteId))
    }
  })
  return { organizationId, planner, technician, second, orders: made, by }
}

/** A visit of one technician, of Brussels clocks minus one hour. */
const planAt = (write: Parameters<typeof assignOrder>[0], orderId: string, who: Actor, from: string, to: string) =>
  assignOrder(write, { orderId, memberIds: [who.id], startAt: at(from), endAt: at(to), tell: false })

const asked = { from: day, to: day, overtimeMinutes: 0, now, workDays: workDaysIn({ country: 'BE', extra: [] }) }
const knownOf = (actor: Actor, which: 'backlog' | 'routes') =>
  reading(actor, (read) => factsOf(read, { ...asked, orders: which === 'backlog' ? {} : null }))
const proposed = async (actor: Actor, kind: 'backlog' | 'routes') =>
  // So few are searched through long before: the same on a busy machine.
  proposalOf(actor, { kind, seconds: 60, movesTold: false }, await knownOf(actor, kind), {})

const allOf = ({ steps }: Pick<Proposal, 'steps'>): AcceptInput['steps'] =>
  steps.map(({ changes }) => ({
    changes: changes.map(({ visitId, orderId, version, memberId, startAt, endAt }) => {
      const place = { id: visitId ?? newId(), version, memberId, startAt, endAt }
      return visitId ? { kind: 'move', ...place } : { kind: 'plan', orderId, ...place }
    }),
  }))
/** What undo sends. */
const backOf = ({ done }: Outcome) => ({
  changes: done.map(({ id, version, was }) => ({ visitId: id, version, to: was })),
})

/** What stands on the board, without the count of edits. */
const board = (actor: Actor) =>
  reading(actor, async ({ db }) => ({
    visits: await db
      .select({
        id: visits.id,
        startAt: visits.startAt,
        endAt: visits.endAt,
        minutes: visits.durationMinutes,
        told: visits.toldAt,
      })
      .from(visits)
      .where(and(eq(visits.organizationId, actor.organizationId), ne(visits.status, 'cancelled')))
      .orderBy(asc(visits.id)),
    agenda: await db
      .select({
        visitId: agendaEntries.visitId,
        memberId: agendaEntries.memberId,
        leader: agendaEntries.leader,
        startAt: agendaEntries.startAt,
        endAt: agendaEntries.endAt,
      })
      .from(agendaEntries)
      .where(eq(agendaEntries.organizationId, actor.organizationId))
      .orderBy(asc(agendaEntries.visitId), asc(agendaEntries.memberId)),
    orders: await db
      .select({ id: orders.id, status: orders.status, visitState: orders.visitState, first: orders.firstVisitAt })
      .from(orders)
      .where(eq(orders.organizationId, actor.organizationId))
      .orderBy(asc(orders.id)),
  }))

test('plans the backlog around leave and what stands, by skill, and takes all of it back in one step', async () => {
  const { planner, technician, second, orders: made, by } = await company(5)
  await by(async (write) => {
    await planAt(write, made[0]!.id, technician, '07:00', '09:00')
    await addLeave(write, { memberId: second.id, kind: 'holiday', startAt: at('11:00'), endAt: at('17:00') })
    await write.db
      .update(members)
      .set({ skills: ['gas'] })
      .where(eq(members.id, second.id))
    await write.db
      .update(orderTypes)
      .set({ skills: ['gas'] })
      .where(eq(orderTypes.id, made[1]!.orderTypeId))
    await write.db
      .update(orderTypes)
      .set({ skills: ['koeling'] })
      .where(eq(orderTypes.id, made[2]!.orderTypeId))
    await write.db
      .update(orders)
      .set({ earliestOn: addDays(day, 1) })
      .where(eq(orders.id, made[3]!.id))
  })
  const before = await board(planner)
  const { facts } = await knownOf(planner, 'backlog')
  const proposal = await proposed(planner, 'backlog')
  expect(proposalFaults(facts, proposal.steps)).toEqual([])
  expect(proposal.leftovers.map(({ orderId, reason }) => [orderId, reason])).toEqual([
    [made[2]!.id, 'skills'],
    [made[3]!.id, 'time'],
  ])
  expect(proposal.steps.find(({ changes }) => changes[0]?.orderId === made[1]!.id)?.changes[0]?.memberId).toBe(
    second.id,
  )
  const outcome = await by((write) => acceptProposal(write, { steps: allOf(proposal), tell: false }))
  expect(outcome).toMatchObject({ refused: [], done: [{ told: 'untold' }, { told: 'untold' }] })
  expect((await board(planner)).visits).toHaveLength(3)
  await by((write) => moveVisits(write, backOf(outcome)))
  expect(await board(planner)).toEqual(before)
})

test('lets visits change places so that less is driven, in one step each way', async () => {
  const { planner, technician, second, orders: made, by } = await company(8)
  // Each goes from town to town, where each could have stayed in two.
  const hours = [
    ['06:00', '07:00'],
    ['08:30', '09:30'],
    ['11:00', '12:00'],
    ['13:00', '13:45'],
  ] as const
  await by(async (write) => {
    for (const [i, [from, to]] of hours.entries()) {
      await planAt(write, made[i]!.id, i % 2 ? second : technician, from, to)
      await planAt(write, made[i + 4]!.id, i % 2 ? technician : second, from, to)
    }
  })
  const before = await board(planner)
  const proposal = await proposed(planner, 'routes')
  const saved = proposal.steps.reduce((sum, { savedSeconds }) => sum + savedSeconds, 0)
  expect(saved).toBeGreaterThan(1800)
  const outcome = await by((write) => acceptProposal(write, { steps: allOf(proposal), tell: false }))
  expect(outcome.refused).toEqual([])
  expect(await board(planner)).not.toEqual(before)
  expect((await proposed(planner, 'routes')).steps).toEqual([])
  await by((write) => moveVisits(write, backOf(outcome)))
  expect(await board(planner)).toEqual(before)
})

test('takes what still stands as it was seen, and says of the rest why not', async () => {
  const { planner, technician, second, orders: made, by } = await company(4)
  const proposal = await proposed(planner, 'backlog')
  expect(proposal.steps).toHaveLength(4)
  const stepOf = (index: number) => proposal.steps.findIndex(({ changes }) => changes[0]?.orderId === made[index]!.id)
  await by(async (write) => {
    await assignOrder(write, { orderId: made[0]!.id, memberIds: [second.id], tell: false })
    await write.db.update(orders).set({ holdReason: 'wacht' }).where(eq(orders.id, made[1]!.id))
    await write.db.update(orders).set({ version: 9 }).where(eq(orders.id, made[2]!.id))
  })
  const steps = allOf(proposal)
  const outcome = await by((write) => acceptProposal(write, { steps, tell: false }))
  const codes = new Map(outcome.refused.map(({ step, code }) => [step, code]))
  expect([0, 1, 2, 3].map((index) => codes.get(stepOf(index)))).toEqual([
    'planning.planned_already',
    'planning.on_hold',
    'common.stale',
    undefined,
  ])
  // Nothing of it is left: a refusal like any other, that knows each.
  await expect(by((write) => acceptProposal(write, { steps, tell: false }))).rejects.toMatchObject({
    current: expect.objectContaining({ length: 4 }),
  })
  // Somebody moved it since: what is there stays.
  const { id, version } = outcome.done[0]!
  await by((write) =>
    write.db
      .update(visits)
      .set({ version: version + 1 })
      .where(eq(visits.id, id)),
  )
  await expect(by((write) => moveVisits(write, backOf(outcome)))).rejects.toMatchObject({ code: 'common.stale' })
  expect(technician.roles).toEqual(['technician'])
})

test('taken back it is but for what somebody changed since, which is named with why it stays', async () => {
  const { planner, technician, second, orders: made, by } = await company(3)
  const standing = await by(async (write) => [
    await planAt(write, made[0]!.id, technician, '08:00', '09:00'),
    await planAt(write, made[1]!.id, technician, '10:00', '11:00'),
    await planAt(write, made[2]!.id, technician, '12:00', '13:00'),
  ])
  const [a, b, c] = standing.map(({ id }) => id) as [string, string, string]
  const to = (id: string, who: Actor, from: string, until: string) => {
    const { version } = standing.find((one) => one.id === id)!
    return { kind: 'move' as const, id, version, memberId: who.id, startAt: at(from), endAt: at(until) }
  }
  const changes = [
    to(a, technician, '14:00', '15:00'),
    to(b, technician, '15:00', '16:00'),
    to(c, second, '09:00', '10:00'),
  ]
  const outcome = await by((write) => acceptProposal(write, { steps: [{ changes }], tell: false }))
  // Somebody puts the second one where the first stood: neither can go back.
  const moved = outcome.done.find(({ id }) => id === b)!
  const onFirst = {
    visitId: b,
    version: moved.version,
    memberIds: [technician.id],
    startAt: at('08:00'),
    endAt: at('09:00'),
  }
  await by((write) => moveVisit(write, onFirst))
  await expect(by((write) => moveVisits(write, backOf(outcome)))).rejects.toMatchObject({ code: 'common.stale' })
  const back = await by((write) => moveVisits(write, { ...backOf(outcome), isPartly: true }))
  expect(back.visits.map(({ id }) => id)).toEqual([c])
  expect(back.stayed.map(({ visitId, code }) => [visitId, code])).toEqual([
    [b, 'common.stale'],
    [a, 'visits.overlap'],
  ])
  const agenda = new Map((await board(planner)).agenda.map(({ visitId, ...one }) => [visitId, one]))
  const place = (who: Actor, from: string, until: string) => ({
    ...{ memberId: who.id, leader: true },
    ...{ startAt: at(from), endAt: at(until) },
  })
  expect([a, b, c].map((id) => agenda.get(id))).toEqual([
    place(technician, '14:00', '15:00'),
    place(technician, '08:00', '09:00'),
    place(technician, '12:00', '13:00'),
  ])
  // What went back can be done again; of what stays nothing is left to take back.
  const again = back.visits.map(({ id, version, was }) => ({ visitId: id, version, to: was }))
  expect((await by((write) => moveVisits(write, { changes: again, isPartly: true }))).stayed).toEqual([])
  await expect(by((write) => moveVisits(write, { ...backOf(outcome), isPartly: true }))).rejects.toMatchObject({
    code: 'common.stale',
    current: expect.objectContaining({ length: 3 }),
  })
})

test('does not plan with somebody who lost the skill since, nor before the day the customer now wants', async () => {
  const { planner, technician, second, orders: made, by } = await company(2)
  await by(async ({ db }) => {
    await db
      .update(orderTypes)
      .set({ skills: ['gas'] })
      .where(eq(orderTypes.id, made[0]!.orderTypeId))
    await db
      .update(members)
      .set({ skills: ['gas'] })
      .where(inArray(members.id, [technician.id, second.id]))
  })
  const proposal = await proposed(planner, 'backlog')
  await by(async ({ db }) => {
    await db
      .update(members)
      .set({ skills: [] })
      .where(inArray(members.id, [technician.id, second.id]))
    await db.update(orders).set({ earliestOn: '2031-12-24' }).where(eq(orders.id, made[1]!.id))
  })
  const refused = by((write) => acceptProposal(write, { steps: allOf(proposal), tell: false }))
  await expect(refused).rejects.toMatchObject({
    current: expect.arrayContaining([
      expect.objectContaining({ code: 'visits.skill_missing' }),
      expect.objectContaining({ code: 'visits.too_early' }),
    ]),
  })
})

test('two planners who accept the same proposal plan each order once, without an overlap', async () => {
  const { planner, by } = await company(6)
  const proposal = await proposed(planner, 'backlog')
  const steps = allOf(proposal)
  const again = allOf({ steps: proposal.steps.toReversed() })
  const outcomes = await Promise.allSettled(
    [steps, again].map((one) => by((write) => acceptProposal(write, { steps: one, tell: false }))),
  )
  const done = outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value.done : []))
  expect(done).toHaveLength(6)
  expect((await board(planner)).agenda).toHaveLength(6)
})

test('tells customers only when asked, and says whom of a move', async () => {
  const { planner, technician, orders: made, by } = await company(2)
  await by((write) => planAt(write, made[0]!.id, technician, '07:00', '08:00'))
  const toCustomer = () =>
    reading(planner, ({ db }) =>
      db
        .select({ kind: mails.kind })
        .from(mails)
        .where(inArray(mails.kind, ['visits.planned', 'visits.moved'])),
    )
  const [visit] = (await board(planner)).visits
  const move = (version: number, from: string, to: string, tell: boolean) =>
    by((write) =>
      acceptProposal(write, {
        steps: [
          {
            changes: [
              { kind: 'move', id: visit!.id, version, memberId: technician.id, startAt: at(from), endAt: at(to) },
            ],
          },
        ],
        tell,
      }),
    )
  const quiet = await move(1, '09:00', '10:00', false)
  expect([quiet.done[0]?.told, (await toCustomer()).length]).toEqual(['untold', 0])
  const told = await move(quiet.done[0]!.version, '10:00', '11:00', true)
  expect([told.done[0]?.told, (await toCustomer()).length]).toEqual(['told', 1])
  const later = await move(told.done[0]!.version, '12:00', '13:00', false)
  expect([later.done[0]?.told, (await toCustomer()).length]).toEqual(['moved', 1])
  // What a customer was told stays put.
  expect((await proposed(planner, 'routes')).steps).toEqual([])
})

test('offers the best moments of an order: near what stands, by who was asked for, and in time', async () => {
  const { planner, technician, second, orders: made, by } = await company(5)
  await by(async (write) => {
    await planAt(write, made[0]!.id, technician, '08:00', '09:00')
    await planAt(write, made[1]!.id, second, '08:00', '09:00')
    await write.db.update(orders).set({ dueOn: day }).where(eq(orders.id, made[4]!.id))
    await write.db.update(sites).set({ latitude: null, longitude: null }).where(eq(sites.id, made[4]!.siteId))
  })
  const slots = async () => {
    const known = await reading(planner, (read) => factsOf(read, { ...asked, orders: { order: made[4]!.id } }))
    return (await bestSlots(planner, known)).slots
  }
  // Its site is guessed from the others of its postcode: beside the first visit would be better known.
  const [guessed] = await slots()
  expect(guessed?.reasons).toContainEqual({ kind: 'in_time' })
  await by((write) =>
    write.db.update(sites).set({ latitude: 50.881, longitude: 4.7 }).where(eq(sites.id, made[4]!.siteId)),
  )
  const [best] = await slots()
  expect(best).toMatchObject({
    memberId: technician.id,
    reasons: [{ kind: 'near', minutes: 0 }, { kind: 'first' }, { kind: 'in_time' }],
  })
  await by((write) => write.db.update(orders).set({ preferredMemberId: second.id }).where(eq(orders.id, made[4]!.id)))
  expect((await slots())[0]).toMatchObject({ memberId: second.id })
})

test('searches once at a time for a company, and stops when told to', async () => {
  const { planner } = await company(2)
  const from = addDays(Temporal.Now.plainDateISO('UTC').toString(), 3)
  const query = {
    kind: 'backlog',
    from,
    to: addDays(from, 6),
    seconds: 30,
    overtimeMinutes: 0,
    movesTold: false,
  } as const
  const stop = new AbortController()
  const first = propose(planner, query, workDaysIn({ country: 'BE', extra: [] }), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  })
  await expect(propose(planner, query, workDaysIn({ country: 'BE', extra: [] }))).rejects.toMatchObject({
    code: 'planning.busy',
  })
  expect((await first).steps).toHaveLength(2)
  expect(
    (await propose(planner, { ...query, seconds: 0.2 }, workDaysIn({ country: 'BE', extra: [] }))).steps,
  ).toHaveLength(2)
})

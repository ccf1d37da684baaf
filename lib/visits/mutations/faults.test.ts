import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { deactivateMember } from '@/lib/auth/mutations/members'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { clashesDuring } from '../queries/clashes'
import { placingsOf } from '../queries/placings'
import { assignOrder } from './assign'
import { cancelVisit, unplanVisit } from './cancel'
import { splitOverDays } from './copy'
import { addLeave } from './leave'
import { moveVisit, resizeVisit } from './move'
import { moveVisits } from './move-visits'

const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
const on = (day: number, from: number, to: number) => ({
  startAt: `2031-11-${day}T${String(from).padStart(2, '0')}:00:00Z`,
  endAt: `2031-11-${day}T${String(to).padStart(2, '0')}:00:00Z`,
})

async function company() {
  const { organizationId, actors } = await makeCompany()
  const second = await addTechnician(organizationId, 'Bram')
  const { planner, technician, admin } = actors
  const by = <T>(work: Parameters<typeof writing<T>>[1], actor: Actor = planner) => writing(actor, work, now)
  const plan = async (who: Actor, window: ReturnType<typeof on>) => {
    const order = await makeOrder(planner)
    return {
      order,
      ...(await by((write) => assignOrder(write, { orderId: order.id, memberIds: [who.id], ...window }))),
    }
  }
  const refusal = async (work: Parameters<typeof writing<unknown>>[1]) => {
    try {
      await by(work)
      return null
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  }
  /** All that stands, to the byte. */
  const standing = () =>
    reading(planner, async ({ db }) => [
      await db.select().from(visits).orderBy(visits.id),
      await db.select().from(agendaEntries).orderBy(agendaEntries.id),
    ])
  return { planner, technician, admin, second, by, plan, refusal, standing }
}

test('whatever is dropped on a visit that was just cancelled is refused, says so, and changes nothing', async () => {
  const { technician, second, by, plan, refusal, standing } = await company()
  const visit = await plan(technician, on(25, 8, 9))
  await by((write) => cancelVisit(write, { visitId: visit.id, version: 1, reason: 'Klant annuleert' }))
  const before = await standing()
  const [which, to] = [
    { visitId: visit.id, version: 1 },
    { memberIds: [second.id], ...on(25, 10, 11) },
  ]
  const parts = [26, 27].map((day) => ({ id: newId(), ...on(day, 8, 12) }))
  const deeds: Parameters<typeof refusal>[0][] = [
    (write) => moveVisit(write, { ...which, ...to }),
    (write) => resizeVisit(write, { ...which, ...on(25, 8, 10) }),
    (write) => moveVisits(write, { changes: [{ ...which, to }] }),
    (write) => moveVisits(write, { changes: [{ ...which, to: null }] }),
    (write) => unplanVisit(write, which),
    (write) => splitOverDays(write, { from: which, memberIds: to.memberIds, parts }),
  ]
  for (const deed of deeds)
    expect(await refusal(deed)).toMatchObject({ code: 'common.stale', current: { status: 'cancelled', version: 2 } })
  // Who has read it since is told as well: a cancelled visit is taken back by undo only.
  expect((await refusal((write) => moveVisit(write, { ...which, version: 2, ...to })))?.code).toBe('visits.started')
  expect(await standing()).toEqual(before)
})

test('nothing is put with a technician who was deactivated, not even by undo, and what stands there can be moved away', async () => {
  const { admin, technician, second, by, plan, refusal } = await company()
  const stays = await plan(technician, on(25, 8, 9))
  const left = await plan(technician, on(25, 10, 11))
  const other = await plan(second, on(25, 8, 9))
  const away = await by((write) =>
    moveVisits(write, {
      changes: [{ visitId: left.id, version: 1, to: { memberIds: [second.id], ...on(25, 10, 11) } }],
    }),
  )
  await by((write) => deactivateMember(write, { memberId: technician.id }), admin)
  const gone = 'visits.not_a_technician'
  const to = { memberIds: [technician.id], ...on(26, 8, 9) }
  const order = await makeOrder(admin)
  expect((await refusal((write) => assignOrder(write, { orderId: order.id, ...to })))?.code).toBe(gone)
  expect((await refusal((write) => moveVisit(write, { visitId: other.id, version: 1, ...to })))?.code).toBe(gone)
  const both = { ...on(25, 8, 9), memberIds: [second.id, technician.id] }
  expect((await refusal((write) => moveVisit(write, { visitId: other.id, version: 1, ...both })))?.code).toBe(gone)
  const undo = away.visits.map(({ id, version, was }) => ({ visitId: id, version, to: was }))
  expect(await refusal((write) => moveVisits(write, { changes: undo }))).toMatchObject({
    code: gone,
    params: { visitId: left.id },
  })
  const moved = { visitId: stays.id, version: 1, memberIds: [second.id], ...on(25, 13, 14) }
  await expect(by((write) => moveVisit(write, moved))).resolves.toMatchObject({ version: 2 })
})

test('leave over planned visits shows which ones clash, only those that somebody still has to do, until each is moved', async () => {
  const { planner, technician, second, by, plan, refusal } = await company()
  const early = await plan(technician, on(25, 7, 9))
  const late = await plan(technician, on(26, 14, 16))
  await plan(technician, on(27, 8, 9))
  await plan(second, on(25, 8, 9))
  const cancelled = await plan(technician, on(25, 12, 13))
  await by((write) => cancelVisit(write, { visitId: cancelled.id, version: 1, reason: 'Klant annuleert' }))
  const away = { member: technician.id, from: on(25, 8, 9).startAt, to: on(26, 15, 16).startAt }
  const clashes = (who = planner) => reading(who, (read) => clashesDuring(read, away))
  const leave = { memberId: technician.id, kind: 'sick' as const, startAt: away.from, endAt: away.to }
  expect((await refusal((write) => addLeave(write, leave)))?.code).toBe('visits.overlap')
  await by((write) => addLeave(write, { ...leave, overlapReason: 'griep' }))
  expect((await clashes()).map(({ id, number }) => [id, number])).toEqual([
    [early.id, early.order.number],
    [late.id, late.order.number],
  ])
  const to = { memberIds: [second.id], ...on(25, 10, 12) }
  await by((write) => moveVisit(write, { visitId: early.id, version: 1, ...to }))
  expect((await clashes()).map(({ id }) => id)).toEqual([late.id])
  await by((write) => unplanVisit(write, { visitId: late.id, version: 1 }))
  expect(await clashes()).toEqual([])
  const stranger = await makeCompany()
  expect(await clashes(stranger.actors.planner)).toEqual([])
})

test('on the nights when clocks change a visit keeps its real length, and what does not overlap in time does not on the clock', async () => {
  const { planner, technician, by, plan, refusal } = await company()
  const utc = (startAt: string, endAt: string) => ({ startAt: `${startAt}:00Z`, endAt: `${endAt}:00Z` })
  // 26 October 2031 has 25 hours: between two and three it is twice the same time.
  const [first, second] = [utc('2031-10-26T00:00', '2031-10-26T01:00'), utc('2031-10-26T01:00', '2031-10-26T02:00')]
  const one = await plan(technician, first)
  await expect(plan(technician, second)).resolves.toMatchObject({ version: 1 })
  const moved = {
    visitId: one.id,
    version: 1,
    memberIds: [technician.id],
    ...utc('2031-10-25T21:00', '2031-10-26T00:30'),
  }
  expect(await by((write) => moveVisit(write, moved))).toMatchObject({ version: 2 })
  const longer = { visitId: one.id, version: 2, ...utc('2031-10-25T21:00', '2031-10-26T01:30') }
  expect((await refusal((write) => resizeVisit(write, longer)))?.code).toBe('visits.overlap')
  // 30 March 2031 has 23 hours: from half past one to half past three is one hour.
  const spring = await plan(technician, utc('2031-03-30T00:30', '2031-03-30T01:30'))
  const rows = await reading(planner, ({ db }) => db.select().from(visits).where(eq(visits.id, spring.id)))
  expect(rows[0]?.durationMinutes).toBe(60)
  // The sum of a week with 25 hours on its Sunday is of hours worked: three and a half, and one.
  const [placing] = await reading(planner, (read) => placingsOf(read, [one.id]))
  expect(placing?.weekPlanned).toBe(270)
})

import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { history } from '@/db/schema/history'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import type { MoveVisitsInput } from '../input'
import { assignOrder } from './assign'
import { copyVisit, splitOverDays } from './copy'
import { moveVisit } from './move'
import { moveVisits, type VisitMoved } from './move-visits'
import { tellAgain } from './tell'

const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
const monday = Temporal.Instant.from('2031-11-24T07:00:00Z')
/** Hours after Monday 8 o'clock. */
const at = (hours: number, minutes = 60) => ({
  startAt: monday.add({ hours }).toString(),
  endAt: monday.add({ hours }).add({ minutes }).toString(),
})

async function company() {
  const { organizationId, actors } = await makeCompany()
  const second = await addTechnician(organizationId, 'Bram')
  const third = await addTechnician(organizationId, 'Els')
  const people = [actors.technician.id, second.id, third.id]
  const { planner } = actors
  const by = <T>(work: Parameters<typeof writing<T>>[1]) => writing(planner, work, now)
  const plan = async (memberIds: string[], hours: number) => {
    const order = await makeOrder(planner)
    const { id, version } = await by((write) => assignOrder(write, { orderId: order.id, memberIds, ...at(hours) }))
    return { id, version, orderId: order.id }
  }
  const group = (changes: MoveVisitsInput['changes'], reasons: Partial<MoveVisitsInput> = {}) =>
    by((write) => moveVisits(write, { changes, ...reasons }))
  return { planner, people, by, plan, group }
}

/** Every visit as it stands, with who goes when, by what the planner sees; versions and ids of rows aside. */
function standing(planner: Actor) {
  return reading(planner, async (read) => {
    const rows = await read.db.select().from(visits)
    const entries = await read.db.select().from(agendaEntries)
    return rows
      .map(({ version, closedAt, ...visit }) => ({
        ...visit,
        isClosed: closedAt !== null,
        team: entries
          .filter((entry) => entry.visitId === visit.id)
          .map(({ id, createdAt, ...entry }) => entry)
          .sort((a, b) => a.memberId.localeCompare(b.memberId)),
      }))
      .sort((a, b) => a.id.localeCompare(b.id))
  })
}

/** What was refused, or null. */
async function refusal(promise: Promise<unknown>): Promise<Refused | null> {
  try {
    await promise
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

const back = (moved: readonly VisitMoved[]) => moved.map(({ id, version, was }) => ({ visitId: id, version, to: was }))

const deed = fc.record({
  which: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('move', 'move', 'move', 'untimed', 'backlog', 'undo', 'undo', 'redo'),
  hours: fc.nat(6),
  minutes: fc.constantFrom(30, 60, 150),
  team: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
  reason: fc.constantFrom(undefined, 'beide adressen liggen naast elkaar'),
})

test('any accepted moves are undone and done again to exactly the rows that stood there, and never overlap unsaid', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 10 }), async (deeds) => {
      const { planner, people, plan, group } = await company()
      const made = [
        await plan([people[0] ?? ''], 0),
        await plan([people[0] ?? ''], 1),
        await plan([people[1] ?? '', people[2] ?? ''], 0),
        await plan([people[2] ?? ''], 3),
      ]
      const version = new Map(made.map((visit) => [visit.id, visit.version]))
      type Step = { moved: VisitMoved[]; before: unknown; after: unknown }
      const undos: Step[] = []
      const redos: Step[] = []
      const send = async (changes: MoveVisitsInput['changes'], reason?: string) => {
        const { visits: moved } = await group(
          changes.map((change) => ({ ...change, version: version.get(change.visitId) ?? 0 })),
          reason ? { overlapReason: reason } : {},
        )
        for (const one of moved) version.set(one.id, one.version)
        return moved
      }
      let before = await standing(planner)
      for (const { which, kind, hours, minutes, team, reason } of deeds) {
        if (kind === 'undo' || kind === 'redo') {
          const [from, to] = kind === 'undo' ? [undos, redos] : [redos, undos]
          const step = from.pop()
          if (!step) continue
          const moved = await send(back(step.moved))
          const after = await standing(planner)
          expect(after).toEqual(step.before)
          to.push({ moved, before: step.after, after })
          before = after
          continue
        }
        const memberIds = team.map((index) => people[index] ?? '')
        const place = {
          memberIds,
          ...(kind === 'untimed' ? { startAt: null, endAt: null, durationMinutes: minutes } : {}),
        }
        const changes = which.map((index, nth) => ({
          visitId: made[index]?.id ?? '',
          version: 0,
          to: kind === 'backlog' ? null : { ...at(hours + nth * 3, minutes), ...place },
        }))
        try {
          const moved = await send(changes, reason)
          const after = await standing(planner)
          undos.push({ moved, before, after })
          redos.length = 0
          before = after
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          // All or nothing.
          expect(await standing(planner)).toEqual(before)
        }
      }
      while (undos.length > 0) {
        const step = undos.pop()
        if (!step) break
        await send(back(step.moved))
        expect(await standing(planner)).toEqual(step.before)
      }
    }),
    { numRuns: 3 },
  )
}, 60_000)

test('a group is moved as one: who stands where another stood is no clash, and one that is refused names itself', async () => {
  const { planner, people, plan, group } = await company()
  const [jan = '', bram = ''] = people
  const [one, two, other] = [await plan([jan], 0), await plan([jan], 1), await plan([bram], 2)]
  const { visits: moved } = await group([
    { visitId: one.id, version: 1, to: { memberIds: [jan], ...at(1) } },
    { visitId: two.id, version: 1, to: { memberIds: [jan], ...at(0) } },
  ])
  expect(moved.map(({ id, version }) => [id, version])).toEqual([
    [one.id, 2],
    [two.id, 2],
  ])
  const before = await standing(planner)
  const refused = await refusal(
    group([
      { visitId: one.id, version: 2, to: { memberIds: [bram], ...at(4) } },
      { visitId: two.id, version: 2, to: { memberIds: [bram], ...at(2) } },
    ]),
  )
  expect(refused).toMatchObject({ code: 'visits.overlap', params: { visitId: two.id, who: 'Bram' } })
  const stale = await refusal(
    group([
      { visitId: one.id, version: 2, to: null },
      { visitId: other.id, version: 7, to: null },
    ]),
  )
  expect(stale).toMatchObject({ code: 'common.stale', params: { visitId: other.id } })
  expect(await standing(planner)).toEqual(before)
})

test('an undo of what somebody changed meanwhile is refused, and one whose place was taken too', async () => {
  const { people, plan, group, by } = await company()
  const [jan = '', bram = ''] = people
  const visit = await plan([jan], 0)
  const { visits: moved } = await group([{ visitId: visit.id, version: 1, to: { memberIds: [bram], ...at(3) } }])
  await by((write) => moveVisit(write, { visitId: visit.id, version: 2, memberIds: [bram], ...at(4) }))
  expect((await refusal(group(back(moved))))?.code).toBe('common.stale')
  await plan([jan], 0)
  const taken = group(back(moved).map((change) => ({ ...change, version: 3 })))
  expect((await refusal(taken))?.code).toBe('visits.overlap')
})

test('groups that cross each other follow each other, and none is lost', async () => {
  const { people, plan, group } = await company()
  const [jan = '', bram = ''] = people
  const made = [await plan([jan], 0), await plan([bram], 0), await plan([jan], 2)]
  const to = (hours: number) => ({ memberIds: [jan, bram], ...at(hours) })
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, nth) =>
      refusal(
        group(
          (nth % 2 ? made : made.toReversed()).map(({ id }, index) => ({
            visitId: id,
            version: 1,
            to: to(4 + nth + index * 2),
          })),
        ),
      ),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
  expect(new Set(outcomes.flatMap((outcome) => outcome?.code ?? []))).toEqual(new Set(['common.stale']))
})

test('a customer who was told is not told by an undo, and the board hears what to ask', async () => {
  const { planner, people, group, by } = await company()
  const memberIds = [people[0] ?? '']
  const order = await makeOrder(planner, { tellCustomer: true })
  const { id, version } = await by((write) => assignOrder(write, { orderId: order.id, memberIds, ...at(0) }))
  const { visits: moved } = await group([{ visitId: id, version, to: { memberIds, ...at(2) } }])
  expect(moved[0]?.toTell).toBe('moved')
  const { visits: undone } = await group(back(moved))
  expect(undone[0]?.toTell).toBeNull()
  const { visits: gone } = await group([{ visitId: id, version: undone[0]?.version ?? 0, to: null }])
  expect(gone[0]?.toTell).toBe('cancelled')
  const told = await by((write) => tellAgain(write, { visitId: id }))
  const { visits: restored } = await group(back(gone).map((change) => ({ ...change, version: told.version })))
  expect(restored[0]?.toTell).toBe('restored')
})

test('a copy is a further visit of the order with its instructions; parts over days are one step', async () => {
  const { planner, people, plan, group, by } = await company()
  const memberIds = [people[0] ?? '']
  const visit = await plan(memberIds, 0)
  await by((write) =>
    moveVisit(write, { visitId: visit.id, version: 1, memberIds, ...at(0), instructions: 'Sleutel bij de buren' }),
  )
  const copyId = newId()
  const input = { id: copyId, visitId: visit.id, memberIds: [people[1] ?? ''], ...at(0) }
  const copy = await by((write) => copyVisit(write, input))
  expect(await by((write) => copyVisit(write, input))).toEqual(copy)
  const rows = await standing(planner)
  expect(rows.find(({ id }) => id === copyId)).toMatchObject({
    orderId: visit.orderId,
    instructions: 'Sleutel bij de buren',
    durationMinutes: 60,
  })
  const parts = [2, 24, 48].map((hours) => ({ id: newId(), ...at(hours, 480) }))
  const { visits: made } = await by((write) =>
    splitOverDays(write, { from: { visitId: visit.id, version: 2 }, memberIds, parts }),
  )
  expect(made.map(({ id }) => id)).toEqual([visit.id, parts[1]?.id, parts[2]?.id])
  expect((await standing(planner)).filter(({ orderId }) => orderId === visit.orderId)).toHaveLength(4)
  await group(made.map(({ id, version, was }) => ({ visitId: id, version, to: was })))
  expect((await standing(planner)).filter(({ status }) => status === 'planned')).toEqual(rows)
})

test('why it was planned though the board warned stays in the history', async () => {
  const { planner, people, plan, group } = await company()
  const visit = await plan([people[0] ?? ''], 0)
  await group([{ visitId: visit.id, version: 1, to: { memberIds: [people[0] ?? ''], ...at(12) } }], {
    despite: 'Klant is enkel ’s avonds thuis',
  })
  const kept = await reading(planner, (read) =>
    read.db.select().from(history).where(eq(history.subjectId, visit.id)).orderBy(history.id),
  )
  expect(kept.map(({ action, reason }) => [action, reason])).toEqual([
    ['visits.planned', ''],
    ['visits.moved', 'Klant is enkel ’s avonds thuis'],
  ])
})

import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visitAnswers, visitNotes } from '@/db/schema/execution'
import { formTemplates } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { orders } from '@/db/schema/orders'
import { syncDevices, syncKept, syncOperations } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import { reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { moveVisit } from '@/lib/visits/mutations/move'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { answerOf, noteOf, openPhone, type Phone } from '@/scripts/test/phone'
import type { Operation } from './input'

type Deed = { phone: 0 | 1; does: 'note' | 'answer' | 'wrong'; visit: 0 | 1; value: string }
/** One thing that happens on the way: an operation of a phone arrives (again, or too early), or the office does something. */
type Event = { kind: 'arrives'; phone: 0 | 1; at: number } | { kind: 'cancels' | 'reassigns'; visit: 0 | 1 }

const deed = fc.record<Deed>({
  phone: fc.constantFrom(0, 1),
  does: fc.constantFrom('note', 'note', 'answer', 'answer', 'wrong'),
  visit: fc.constantFrom(0, 1),
  value: fc.constantFrom('a', 'b', 'c'),
})
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('arrives'), phone: fc.constantFrom(0, 1), at: fc.nat(11) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('cancels', 'reassigns'), visit: fc.constantFrom(0, 1) }) },
)

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const mate = await addTechnician(organizationId, 'Bram')
  const { id: orderId, orderTypeId } = await makeOrder(planner)
  const [templateId, ...visitIds] = [newId(), newId(), newId()] as const
  await writing(planner, async (write) => {
    await write.db.insert(formTemplates).values({
      ...{ organizationId, id: templateId, orderTypeId, kind: 'checklist', number: 1 },
      fields: [{ id: 'cause', type: 'text', label: { nl: 'Oorzaak' }, required: false }],
    })
    await write.db.update(orders).set({ checklistTemplateId: templateId }).where(eq(orders.id, orderId))
    for (const id of visitIds) await assignOrder(write, { id, orderId, memberIds: [technician.id, mate.id] })
  })
  const phones: readonly [Phone, Phone] = [await openPhone(technician), await openPhone(mate)]
  /** What the planner wants is refused when it can no longer be: that is their answer. */
  const office = async (kind: 'cancels' | 'reassigns', visitId: string) => {
    const [found] = await reading(planner, ({ db }) => db.select().from(visits).where(eq(visits.id, visitId)))
    if (found?.status !== 'planned') return
    const { version } = found
    await writing(
      planner,
      (write): Promise<unknown> =>
        kind === 'cancels'
          ? cancelVisit(write, { visitId, version, reason: 'Klant belde af' })
          : moveVisit(write, {
              ...{ visitId, version, memberIds: [mate.id], startAt: null, endAt: null, durationMinutes: 60 },
            }),
    )
  }
  return { planner, visitIds, phones, office }
}

function operationOf(phone: Phone, { does, value }: Deed, visitId: string): Operation {
  if (does === 'note') return phone.tap('execution.saveNote', visitId, noteOf(visitId, value))
  if (does === 'answer') return phone.tap('execution.answer', visitId, answerOf(visitId, value))
  return phone.tap('execution.saveNote', visitId, { visitId, nonsense: value })
}

test('whatever is lost, doubled or out of order, each operation is done once, in order, and nothing said is swallowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 10 }), fc.array(event, { maxLength: 24 }), async (deeds, events) => {
      const { planner, visitIds, phones, office } = await scene()
      const made: [Operation[], Operation[]] = [[], []]
      for (const one of deeds) made[one.phone].push(operationOf(phones[one.phone], one, visitIds[one.visit]))
      const answers = new Map<string, string>()
      const send = async (phone: 0 | 1, operation: Operation) => {
        const reply = await phones[phone].send(operation)
        if (!reply.ok) return expect(reply.code).toBe('sync.gap')
        const text = JSON.stringify(reply.value)
        expect(answers.get(operation.id) ?? text).toBe(text)
        answers.set(operation.id, text)
      }
      for (const one of events) {
        if (one.kind !== 'arrives') await office(one.kind, visitIds[one.visit])
        else {
          const operation = made[one.phone][one.at]
          // Twice at the same moment, as a request that was sent again while the first was still on its way.
          if (operation) await Promise.all([send(one.phone, operation), send(one.phone, operation)])
        }
      }
      // In the end both phones have reception, at the same time.
      await Promise.all(
        ([0, 1] as const).map(async (phone) => {
          for (const operation of made[phone]) await send(phone, operation)
        }),
      )
      const all = made.flat()
      const found = await reading(planner, async ({ db }) => ({
        operations: await db.select().from(syncOperations).orderBy(asc(syncOperations.seq)),
        devices: await db.select().from(syncDevices),
        notes: await db.select().from(visitNotes),
        answers: await db.select().from(visitAnswers),
        kept: await db.select().from(syncKept),
        told: await db.select().from(history).where(eq(history.action, 'execution.answer')),
      }))
      expect(found.operations.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
      for (const phone of [0, 1] as const)
        expect(found.devices.find(({ id }) => id === phones[phone].id)?.lastSeq).toBe(made[phone].length)
      for (const { id, answer } of found.operations) expect(JSON.stringify(answer)).toBe(answers.get(id))
      const ofName = (name: string) => all.filter((one) => one.name === name)
      const wanted = ofName('execution.saveNote').filter(({ input }) => !('nonsense' in (input as object)))
      expect(found.notes.map(({ id }) => id).sort()).toEqual(
        wanted.map(({ input }) => (input as { id: string }).id).sort(),
      )
      // An answer stands, was replaced by the same, or is kept for the office with what stood.
      for (const { id, visitId, input } of ofName('execution.answer')) {
        const { value } = input as { value: string }
        const stood = found.told.some(
          ({ subjectId, changes }) => subjectId === visitId && changes.some(({ to }) => to === value),
        )
        const kept = found.kept.some((one) => one.id === id && (one.input as { value: string }).value === value)
        expect(stood || kept, `${value} of ${id}`).toBe(true)
      }
      expect(found.answers.length).toBeLessThanOrEqual(2)
    }),
    { numRuns: 25 },
  )
}, 60_000)

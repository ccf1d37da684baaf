import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visitAnswers, visitMaterials } from '@/db/schema/execution'
import { formTemplates } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { orders } from '@/db/schema/orders'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { visitOnPhone } from '@/scripts/test/phone'
import { answerInput, materialInput, type SaveMaterial } from '../input'
import { saveAnswer } from './answer'
import { removeMaterial, saveMaterial } from './material'

const now = Temporal.Instant.from('2031-11-25T09:00:00Z')
const at = now.toString()
const fields: FormField[] = [
  { id: 'cause', type: 'text', label: { nl: 'Oorzaak' }, required: true },
  { id: 'co', type: 'measurement', label: { nl: 'CO' }, required: true, unit: 'ppm' },
]

/** A visit of two technicians, with a checklist. */
async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const mate = await addTechnician(organizationId, 'Bram')
  const { id: orderId, orderTypeId } = await makeOrder(planner)
  const [templateId, visitId] = [newId(), newId()]
  await writing(
    planner,
    async (write) => {
      await write.db
        .insert(formTemplates)
        .values({ organizationId, id: templateId, orderTypeId, kind: 'checklist', number: 1, fields })
      await write.db.update(orders).set({ checklistTemplateId: templateId }).where(eq(orders.id, orderId))
      await assignOrder(write, { id: visitId, orderId, memberIds: [technician.id, mate.id] })
    },
    now,
  )
  const answer = (actor: Actor, value: string | null, version?: number, fieldId = 'cause') =>
    writing(actor, (write) => saveAnswer(write, { id: newId(), visitId, fieldId, value, at, version }), now)
  const standing = async () =>
    (await reading(technician, ({ db }) => db.select().from(visitAnswers).where(eq(visitAnswers.visitId, visitId))))[0]
  const gasket: SaveMaterial = {
    id: newId(),
    visitId,
    description: 'Dichting',
    quantity: '5',
    kind: 'material',
    billing: 'included',
  }
  const use = (actor: Actor, change: Partial<SaveMaterial> = {}) =>
    writing(actor, (write) => saveMaterial(write, { ...gasket, ...change }), now)
  const takeBack = (actor: Actor, version: number) =>
    writing(actor, (write) => removeMaterial(write, { id: gasket.id, version }), now)
  const used = async () =>
    (await reading(technician, ({ db }) => db.select().from(visitMaterials).where(eq(visitMaterials.id, gasket.id))))[0]
  return { technician, mate, visitId, answer, standing, gasket, use, takeBack, used }
}

test('an answer over another’s is refused with theirs, who and when, and passes once theirs was seen', async () => {
  const { technician, mate, visitId, answer, standing } = await scene()
  await answer(technician, 'Roest')
  await expect(answer(mate, 'Kalk')).rejects.toMatchObject({
    code: 'common.stale',
    current: { value: 'Roest', by: technician.name, memberId: technician.id, at, version: 1 },
  })
  expect(await standing()).toMatchObject({ value: 'Roest', memberId: technician.id, version: 1 })
  const seen = await visitOnPhone(mate, visitId)
  expect(seen?.answerVersions).toEqual({ cause: 1 })
  expect(await answer(mate, 'Kalk', 1)).toEqual({ version: 2 })
  await expect(answer(technician, null, 1)).rejects.toMatchObject({ current: { value: 'Kalk', by: 'Bram' } })
  expect(await standing()).toMatchObject({ value: 'Kalk', memberId: mate.id, version: 2 })
})

test('the own next answer passes with the version of the one before, and the same answer of two people is one', async () => {
  const { technician, mate, answer, standing } = await scene()
  expect(await answer(technician, '12,5', undefined, 'co')).toEqual({ version: 1 })
  expect(await answer(technician, '13', 1, 'co')).toEqual({ version: 2 })
  expect(await answer(technician, '14', 2, 'co')).toEqual({ version: 3 })
  expect(await answer(mate, '14,0', undefined, 'co')).toEqual({ version: 3 })
  expect(await standing()).toMatchObject({ memberId: technician.id, version: 3 })
})

test('an answer sent again with its key is the same answer, also after another’s stands', async () => {
  const { technician, mate, visitId, answer, standing } = await scene()
  const input = { id: newId(), visitId, fieldId: 'cause', value: 'Roest', at }
  const key = newId()
  const send = () => perform(technician, 'execution.answer', answerInput, saveAnswer, input, key)
  const first = await send()
  expect(first).toEqual({ ok: true, value: { version: 1 } })
  await answer(mate, 'Kalk', 1)
  expect(await send()).toEqual(first)
  expect(await standing()).toMatchObject({ value: 'Kalk', version: 2 })
})

test('whatever two phones do to one question, nobody replaces an answer that was not seen', async () => {
  const tap = fc.record({
    phone: fc.constantFrom(0, 1),
    does: fc.constantFrom('answer', 'look'),
    value: fc.constantFrom('a', 'b', 'c', null),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(tap, { maxLength: 12 }), async (taps) => {
      const { technician, mate, answer, standing } = await scene()
      const phones = [technician, mate].map((actor) => ({ actor, version: 0, value: null as unknown }))
      let stands: { value: unknown; version: number } = { value: null, version: 0 }
      for (const { phone, does, value } of taps) {
        const one = phones[phone]!
        if (does === 'look') Object.assign(one, stands)
        else {
          const reply = await answer(one.actor, value, one.version || undefined).catch((error: unknown) => error)
          const isFree = one.version === stands.version || (stands.version > 0 && stands.value === value)
          if (isFree) {
            const isSame = stands.version > 0 && stands.value === value
            stands = { value, version: isSame ? stands.version : stands.version + 1 }
            expect(reply).toEqual({ version: stands.version })
            Object.assign(one, stands)
          } else expect(reply).toMatchObject({ code: 'common.stale', current: stands })
        }
        const row = await standing()
        expect({ value: row?.value ?? null, version: row?.version ?? 0 }).toEqual(stands)
      }
    }),
    { numRuns: 12 },
  )
}, 60_000)

test('a number over another’s is refused with theirs, also the same one: both may have meant one more', async () => {
  const { technician, mate, use, used } = await scene()
  await use(technician)
  await use(technician, { quantity: '6', version: 1 })
  await expect(use(mate, { quantity: '6', version: 1 })).rejects.toMatchObject({
    code: 'common.stale',
    current: { quantity: '6.000', isRemoved: false, version: 2 },
  })
  expect(await use(mate, { quantity: '7', version: 2 })).toEqual({ version: 3 })
  expect(await used()).toMatchObject({ quantity: '7.000', memberId: technician.id })
})

test('taking material back asks the version too, and so does changing what another took back', async () => {
  const { technician, mate, use, takeBack, used } = await scene()
  await use(technician)
  await use(mate, { quantity: '8', version: 1 })
  await expect(takeBack(technician, 1)).rejects.toMatchObject({
    code: 'common.stale',
    current: { quantity: '8.000', isRemoved: false, version: 2 },
  })
  expect(await takeBack(technician, 2)).toEqual({ version: 3 })
  expect(await takeBack(mate, 2)).toEqual({ version: 3 })
  await expect(use(mate, { quantity: '9', version: 2 })).rejects.toMatchObject({
    code: 'common.stale',
    current: { isRemoved: true, version: 3 },
  })
  expect(await use(mate, { quantity: '9', version: 3 })).toEqual({ version: 4 })
  expect(await used()).toMatchObject({ quantity: '9.000', removedAt: null })
})

test('new material sent twice is once, and the own next changes pass', async () => {
  const { technician, visitId, gasket, use, used } = await scene()
  const key = newId()
  const send = () => perform(technician, 'execution.saveMaterial', materialInput, saveMaterial, gasket, key)
  const first = await send()
  expect(await use(technician)).toEqual({ version: 1 })
  expect(await use(technician, { quantity: '6', version: 1 })).toEqual({ version: 2 })
  expect(await use(technician, { quantity: '7', version: 2 })).toEqual({ version: 3 })
  expect(await send()).toEqual(first)
  expect(await used()).toMatchObject({ quantity: '7.000', version: 3 })
  const told = await reading(technician, ({ db }) =>
    db.select().from(history).where(eq(history.subjectId, visitId)).orderBy(history.id),
  )
  const about = told.filter(({ action }) => action.startsWith('execution.material'))
  expect(about.map(({ params }) => params.quantity)).toEqual(['5', '6', '7'])
})

test('of many changes at once that saw the same number one passes', async () => {
  const { technician, mate, use, used } = await scene()
  await use(technician)
  const tried = await Promise.allSettled(
    [6, 7, 8, 9].map((quantity, index) =>
      use(index % 2 ? mate : technician, { quantity: String(quantity), version: 1 }),
    ),
  )
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await used()).toMatchObject({ version: 2 })
})

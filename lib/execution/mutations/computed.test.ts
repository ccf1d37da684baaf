import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { visitAnswers } from '@/db/schema/execution'
import { reading, writing } from '@/lib/auth/actor'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { giveChecklist } from '@/scripts/test/checklist'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { failedItems } from '../queries/failed'
import { saveAnswer } from './answer'

const now = Temporal.Instant.from('2031-11-25T09:00:00Z')
const at = now.toString()
const fields: FormField[] = [
  { id: 'out', type: 'measurement', label: { nl: 'Vertrek' }, required: true, unit: '°C' },
  { id: 'back', type: 'measurement', label: { nl: 'Retour' }, required: true, unit: '°C' },
  {
    id: 'delta',
    type: 'computed',
    label: { nl: 'Verschil' },
    required: false,
    unit: '°C',
    formula: '[out] - [back]',
    maximum: 25,
  },
]

async function scene() {
  const { planner, technician } = (await makeCompany()).actors
  const order = await makeOrder(planner)
  await giveChecklist(planner, order.id, fields)
  const visitId = newId()
  await writing(planner, (write) => assignOrder(write, { id: visitId, orderId: order.id, memberIds: [technician.id] }))
  const answer = (fieldId: string, value: string | null, version?: number) =>
    writing(technician, (write) => saveAnswer(write, { id: newId(), visitId, fieldId, value, at, version }), now)
  const delta = async () =>
    (
      await reading(technician, ({ db }) =>
        db
          .select()
          .from(visitAnswers)
          .where(and(eq(visitAnswers.visitId, visitId), eq(visitAnswers.fieldId, 'delta'))),
      )
    )[0]
  const failed = async () =>
    (await reading(planner, (read) => failedItems(read, [order.id], 'nl'))).get(order.id)?.map(({ text }) => text)
  return { answer, delta, failed }
}

test('what follows from answers is kept as the server reckons it, follows each change, and fails outside its limits', async () => {
  const { answer, delta, failed } = await scene()
  await answer('out', '70,5')
  expect(await delta()).toBeUndefined()
  await answer('back', '50.1')
  expect(await delta()).toMatchObject({ value: '20.4', version: 1 })
  expect(await failed()).toBeUndefined()
  await answer('back', '40', 1)
  expect(await delta()).toMatchObject({ value: '30.5', version: 2 })
  expect(await failed()).toEqual(['30,5 °C'])
  await answer('back', null, 2)
  expect(await delta()).toMatchObject({ value: null, version: 3 })
  expect(await failed()).toBeUndefined()
})

test('a phone can not say what it comes to', async () => {
  const { answer, delta } = await scene()
  await expect(answer('delta', '1')).rejects.toMatchObject({ code: 'execution.no_question' })
  expect(await delta()).toBeUndefined()
})

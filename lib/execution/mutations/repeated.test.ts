import { expect, test } from 'vitest'
import { reading, writing } from '@/lib/auth/actor'
import type { AnswerValue, FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { giveChecklist } from '@/scripts/test/checklist'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { visitOnPhone } from '@/scripts/test/phone'
import { workOfOrder } from '../queries/work'
import { saveAnswer } from './answer'

const now = Temporal.Instant.from('2031-11-25T09:00:00Z')
const at = now.toString()
const fields: FormField[] = [
  { id: 'unit', type: 'section', label: { nl: 'Toestel' }, required: true, repeats: true },
  { id: 'works', type: 'yes_no', label: { nl: 'Werkt het' }, required: true, failIf: ['no'] },
  { id: 'out', type: 'number', label: { nl: 'Vermogen' }, required: false, unit: 'kW' },
  { id: 'double', type: 'computed', label: { nl: 'Dubbel' }, required: false, unit: 'kW', formula: '[out] * 2' },
]

test('what is asked of each appliance is answered, computed and shown per appliance', async () => {
  const { planner, technician } = (await makeCompany()).actors
  const order = await makeOrder(planner)
  await giveChecklist(planner, order.id, fields)
  const [visitId, first, second] = [newId(), newId(), newId()]
  await writing(planner, (write) => assignOrder(write, { id: visitId, orderId: order.id, memberIds: [technician.id] }))
  const answer = (fieldId: string, value: AnswerValue, version?: number) =>
    writing(technician, (write) => saveAnswer(write, { id: newId(), visitId, fieldId, value, at, version }), now)

  await answer('unit', [first, second])
  await answer(`works.${first}`, 'yes')
  await answer(`works.${second}`, 'no')
  await answer(`works.${second}.remark`, 'Draait niet')
  await answer(`out.${second}`, '2,5')
  await expect(answer('unit', 'twee', 1)).rejects.toMatchObject({ code: 'forms.invalid' })
  await expect(answer('works.gone', 'yes')).rejects.toMatchObject({ code: 'execution.no_question' })
  await expect(answer(`works.${first}`, 'na', 1)).rejects.toMatchObject({ code: 'forms.yes_no' })

  const shown = async () =>
    (await reading(planner, (read) => workOfOrder(read, order.id, 'nl')))[0]?.answers.map(
      ({ section, label, text, remark }) => [section, label, text, ...(remark ? [remark] : [])],
    )
  expect(await shown()).toEqual([
    ['Toestel 1', 'Werkt het', 'yes'],
    ['Toestel 2', 'Werkt het', 'no', 'Draait niet'],
    ['Toestel 2', 'Vermogen', '2,5 kW'],
    ['Toestel 2', 'Dubbel', '5 kW'],
  ])
  const carried = await visitOnPhone(technician, visitId)
  expect(carried?.answers).toMatchObject({ unit: [first, second], [`double.${second}`]: '5' })

  await answer('unit', [first], 1)
  expect(await shown()).toEqual([['Toestel 1', 'Werkt het', 'yes']])
  await answer('unit', [first, second], 2)
  expect(await shown()).toHaveLength(4)
})

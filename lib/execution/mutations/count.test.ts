import { expect, test } from 'vitest'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { recordFile } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'
import { addDocument, setDocumentPurpose } from '@/lib/orders/mutations/documents'
import { editOrder } from '@/lib/orders/mutations/edit'
import { Refused } from '@/lib/refused'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { visitOnPhone } from '@/scripts/test/phone'
import { countInput } from '../input'
import { workOfOrder } from '../queries/work'
import { removeCount, saveCount } from './count'

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const order = await makeOrder(planner)
  const mate = await addTechnician(organizationId)
  const visit = await writing(planner, (write) =>
    assignOrder(write, { orderId: order.id, memberIds: [technician.id, mate.id], tell: false }),
  )
  return { ...actors, mate, order, visitId: visit.id }
}

const countOf = (visitId: string, fields: object = {}) =>
  countInput.parse({ id: newId(), visitId, kind: 'delivered', description: 'Pallets', count: '4', ...fields })
const save = (actor: Actor, input: ReturnType<typeof countOf>) => writing(actor, (write) => saveCount(write, input))
const countsOf = async (actor: Actor, visitId: string) => (await visitOnPhone(actor, visitId))?.counts

async function refusal(promise: Promise<unknown>): Promise<Refused | null> {
  return promise.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refused) return error
      throw error
    },
  )
}

test('a count is kept once, changed by who saw it, taken back and restored', async () => {
  const { technician, mate, planner, order, visitId } = await scene()
  const count = countOf(visitId, { weightKg: '320.5', remark: 'Eén was nat' })
  expect(await save(technician, count)).toEqual({ version: 1 })
  expect(await save(technician, count)).toEqual({ version: 1 })
  expect(await save(mate, { ...count, count: '5', version: 1 })).toEqual({ version: 2 })
  const stale = await refusal(save(technician, { ...count, count: '3', version: 1 }))
  expect(stale).toMatchObject({ code: 'common.stale', current: { count: '5.000', isRemoved: false, version: 2 } })
  expect(await countsOf(technician, visitId)).toMatchObject([
    { id: count.id, kind: 'delivered', count: '5.000', weightKg: '320.500', remark: 'Eén was nat', version: 2 },
  ])
  const [work] = await reading(planner, (read) => workOfOrder(read, order.id, 'nl'))
  expect(work?.counts).toMatchObject([{ description: 'Pallets', count: '5.000' }])
  const remove = () => writing(technician, (write) => removeCount(write, { id: count.id, version: 2 }))
  expect([await remove(), await remove()]).toEqual([{ version: 3 }, { version: 3 }])
  expect(await countsOf(technician, visitId)).toEqual([])
  expect(await save(technician, { ...count, version: 3 })).toEqual({ version: 4 })
  expect(await countsOf(mate, visitId)).toHaveLength(1)
})

test('two who change the same count at once are one who is refused', async () => {
  const { technician, mate, visitId } = await scene()
  const count = countOf(visitId)
  await save(technician, count)
  const codes = await Promise.all(
    [technician, mate].map(async (actor, index) =>
      refusal(save(actor, { ...count, count: String(index + 5), version: 1 })).then((one) => one?.code ?? 'done'),
    ),
  )
  expect(codes.toSorted()).toEqual(['common.stale', 'done'])
})

test('a count is for who was sent there', async () => {
  const [own, other] = [await scene(), await scene()]
  const count = countOf(own.visitId)
  for (const stranger of [own.planner, other.technician])
    expect((await refusal(save(stranger, count)))?.code).toBe('common.not_found')
  await save(own.technician, count)
  const theirs = { ...count, visitId: other.visitId, version: 1 }
  expect((await refusal(save(other.technician, theirs)))?.code ?? 'done').toBe('done')
  expect(await countsOf(own.technician, own.visitId)).toHaveLength(1)
})

test('what the office meant for on site, and what must come along, is on the phone', async () => {
  const { technician, planner, order, visitId } = await scene()
  const id = newId()
  await writing(planner, async (write) => {
    const bytes = { sha256: 'x', originalSha256: 'x', sizeBytes: 10, width: null, height: null }
    const fileId = await recordFile(
      write,
      { ...bytes, type: 'application/pdf', name: 'plan.pdf' },
      { source: 'office' },
    )
    await addDocument(write, { id, orderId: order.id, fileId, kind: 'document', title: 'Plan' })
    await setDocumentPurpose(write, { id, purpose: 'instruction' })
    await editOrder(write, { id: order.id, version: 1, loadKg: '80' })
  })
  const visit = await visitOnPhone(technician, visitId)
  expect(visit?.documents).toMatchObject([{ id, purpose: 'instruction', kind: 'document' }])
  expect(visit?.load).toEqual({ kg: '80.000', m3: '0' })
})

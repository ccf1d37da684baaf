import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { history } from '@/db/schema/history'
import { orders } from '@/db/schema/orders'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { controlQueue } from '@/lib/control/queries'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { cancelOrder } from '@/lib/orders/mutations/decide'
import { orderForPage } from '@/lib/orders/queries/page'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { giveChecklist } from '@/scripts/test/checklist'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { failedItems } from '../queries/failed'
import { workOfOrder } from '../queries/work'
import { saveAnswer } from './answer'
import { closeVisit } from './close'
import { followUpFailed, orderOnSite } from './follow-up'
import { takeStep } from './step'

const now = Temporal.Instant.from('2031-11-25T09:00:00Z')
const at = now.toString()
const fields: FormField[] = [
  { id: 'flue_part', type: 'section', label: { nl: 'Afvoer' }, required: false },
  { id: 'flue', type: 'yes_no', label: { nl: 'Rookgasafvoer in orde' }, required: true, failIf: ['no'] },
  { id: 'co', type: 'measurement', label: { nl: 'CO' }, required: false, unit: 'ppm', maximum: 9 },
  { id: 'state', type: 'rating', label: { nl: 'Staat' }, required: false, minimum: 3 },
]

/** An order with this checklist, and a visit of the technician who answers it. */
async function scene() {
  const { actors } = await makeCompany()
  const { planner, technician, administration } = actors
  const order = await makeOrder(planner)
  await giveChecklist(planner, order.id, fields)
  const visit = async () => {
    const visitId = newId()
    await writing(planner, (write) =>
      assignOrder(write, { id: visitId, orderId: order.id, memberIds: [technician.id] }),
    )
    await writing(technician, (write) => takeStep(write, { id: newId(), visitId, step: 'arrive', at }), now)
    const answer = (fieldId: string, value: string | null, version?: number) =>
      writing(technician, (write) => saveAnswer(write, { id: newId(), visitId, fieldId, value, at, version }), now)
    const close = (outcome: 'completed' | 'partly_completed') =>
      writing(
        technician,
        (write) =>
          closeVisit(write, {
            ...{ visitId, eventId: newId(), at, outcome, noAccessReason: '', fileIds: [] },
            remainingWork: outcome === 'completed' ? '' : 'Afvoer herstellen',
            signatures: [{ id: newId(), signer: 'absent', name: '', absentReason: 'Weg', fileId: null, signedAt: at }],
          }),
        now,
      )
    return { visitId, answer, close }
  }
  const follow = (actor: Actor = planner) =>
    writing(actor, (write) => followUpFailed(write, { orderId: order.id }), now)
  const failed = () => reading(planner, async (read) => (await failedItems(read, [order.id], 'nl')).get(order.id) ?? [])
  return { planner, technician, administration, order, visit, follow, failed }
}

test('what failed is kept with its remark, and shown with its section to the office', async () => {
  const { planner, order, visit, failed } = await scene()
  const { answer } = await visit()
  await answer('flue', 'no')
  await answer('flue.remark', 'Lekt aan de mof')
  await answer('co', '12,5')
  await answer('state', '4')
  const items = await failed()
  expect(items.map(({ label, text, remark, section }) => [section, label, text, remark])).toEqual([
    ['Afvoer', 'Rookgasafvoer in orde', 'no', 'Lekt aan de mof'],
    ['Afvoer', 'CO', '12,5 ppm', ''],
  ])
  const [work] = await reading(planner, (read) => workOfOrder(read, order.id, 'nl'))
  expect(work?.answers.map(({ isFailed = false }) => isFailed)).toEqual([true, true, false])
  expect(work?.answers.map(({ text }) => text)).toEqual(['no', '12,5 ppm', '4 / 5'])
})

test('no answer is taken to a heading, nor a remark at what can not fail', async () => {
  const { visit } = await scene()
  const { answer } = await visit()
  for (const fieldId of ['flue_part', 'flue_part.remark', 'flue.remark.remark', 'gone'])
    await expect(answer(fieldId, 'x')).rejects.toMatchObject({ code: 'execution.no_question' })
  await expect(answer('state', '6')).rejects.toMatchObject({ code: 'forms.rating' })
})

test('one press makes one order for the same customer and place, a second press answers that one', async () => {
  const { planner, administration, order, visit, follow } = await scene()
  const { answer } = await visit()
  await answer('flue', 'no')
  await answer('flue.remark', 'Lekt aan de mof')
  const [first, second] = await Promise.all([follow(), follow(administration)])
  expect(second).toEqual(first)
  const page = await reading(planner, (read) => orderForPage(read, first.id))
  expect(page?.order).toMatchObject({
    title: 'Herstellen: Rookgasafvoer in orde',
    description: `Afgekeurd bij ${order.number}:\n- Afvoer · Rookgasafvoer in orde: Nee\n  Lekt aan de mof`,
    status: 'accepted',
    customerId: order.customerId,
    siteId: order.siteId,
  })
  expect(page?.followUpOf).toEqual({ id: order.id, number: order.number })
  const original = await reading(planner, (read) => orderForPage(read, order.id))
  expect(original?.followUps.map(({ id }) => id)).toEqual([first.id])
  const told = await reading(planner, ({ db }) =>
    db.select().from(history).where(eq(history.action, 'execution.follow_up')),
  )
  expect(told.map(({ orderId, params }) => [orderId, params])).toEqual([[order.id, { number: first.number, count: 1 }]])
})

test('after the order that was made is cancelled, another can be made', async () => {
  const { planner, visit, follow } = await scene()
  const { answer } = await visit()
  await answer('co', '10')
  const first = await follow()
  await writing(planner, (write) => cancelOrder(write, first.id, 'Dubbel'))
  const second = await follow()
  expect(second.id).not.toBe(first.id)
  expect(await follow()).toEqual(second)
})

test('without a failed item there is nothing to follow up, and what a later visit mended is none', async () => {
  const { visit, follow, failed } = await scene()
  const first = await visit()
  await first.answer('flue', 'yes')
  await expect(follow()).rejects.toMatchObject({ code: 'execution.nothing_failed' })
  await first.answer('flue', 'no', 1)
  await first.close('partly_completed')
  expect(await failed()).toHaveLength(1)
  const second = await visit()
  await second.answer('flue', 'yes')
  expect(await failed()).toEqual([])
  await expect(follow()).rejects.toMatchObject({ code: 'execution.nothing_failed' })
})

test('the check before invoicing marks an order with a failed item, and who may not see it gets nothing', async () => {
  const { administration, order, visit, follow } = await scene()
  const { answer, close } = await visit()
  await answer('flue', 'no')
  await close('completed')
  const row = await reading(administration, async (read) =>
    (await controlQueue(read)).find(({ id }) => id === order.id),
  )
  expect(row?.flags).toContain('failed')
  const stranger = (await makeCompany()).actors.planner
  await expect(follow(stranger)).rejects.toMatchObject({ code: 'common.not_found' })
  const mine = await reading(stranger, (read) => read.db.select().from(orders))
  expect(mine).toEqual([])
})

test('what is asked for on site is one order for the planner, named on both, and mends nothing that failed', async () => {
  const { planner, technician, order, visit, follow } = await scene()
  const { visitId, answer, close } = await visit()
  await answer('flue', 'no')
  const id = newId()
  const ask = () =>
    writing(technician, (write) =>
      orderOnSite(write, { id, visitId, title: 'Dakgoot lekt', description: 'Boven de voordeur', isUrgent: true }),
    )
  const made = await ask()
  expect(await ask()).toEqual(made)
  await close('completed')
  const mending = await follow()
  expect(mending.id).not.toBe(made.id)
  const [page, original] = await reading(planner, (read) =>
    Promise.all([orderForPage(read, made.id), orderForPage(read, order.id)]),
  )
  expect(page?.order).toMatchObject({ title: 'Dakgoot lekt', description: 'Boven de voordeur', priority: 'urgent' })
  expect(page?.followUpOf).toEqual({ id: order.id, number: order.number })
  expect(original?.followUps.map(({ id: one, madeOnSite }) => [one, madeOnSite])).toEqual([
    [made.id, true],
    [mending.id, false],
  ])
  const told = await reading(planner, ({ db }) =>
    db.select().from(history).where(eq(history.action, 'execution.new_order')),
  )
  expect(told).toHaveLength(1)
})

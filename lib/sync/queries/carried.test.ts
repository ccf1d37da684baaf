import { expect, test } from 'vitest'
import { products } from '@/db/schema/products'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { saveMaterial } from '@/lib/execution/mutations/material'
import { takeStep } from '@/lib/execution/mutations/step'
import { workOfOrder } from '@/lib/execution/queries/work'
import { newId } from '@/lib/ids'
import { askQuestion } from '@/lib/orders/mutations/questions'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { visitOnPhone } from '@/scripts/test/phone'
import { carriedVisits } from './carried'
import { openQuestions } from './mine'
import { pull } from './pull'

const zone = 'Europe/Brussels'
const now = Temporal.Instant.from('2031-11-25T07:00:00Z')

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const order = await makeOrder(planner)
  const [visitId, productId] = [newId(), newId()]
  await writing(
    planner,
    async (write) => {
      await write.db.insert(products).values({
        organizationId,
        id: productId,
        number: 'M1',
        kind: 'material',
        name: 'Dichting',
        price: '987.65',
        cost: '432.1',
      })
      await assignOrder(write, {
        id: visitId,
        orderId: order.id,
        memberIds: [technician.id],
        startAt: '2031-11-25T08:00:00Z',
        endAt: '2031-11-25T10:00:00Z',
      })
    },
    now,
  )
  return { organizationId, ...actors, order, visitId, productId, mate: await addTechnician(organizationId) }
}

test('a visit on the phone carries no price', async () => {
  const { technician, visitId, productId } = await scene()
  await writing(
    technician,
    (write) => takeStep(write, { id: newId(), visitId, step: 'arrive', at: now.toString() }),
    now,
  )
  await writing(technician, (write) =>
    saveMaterial(write, {
      id: newId(),
      visitId,
      productId,
      description: '',
      quantity: '3',
      kind: 'material',
      billing: 'included',
    }),
  )
  const visit = await visitOnPhone(technician, visitId)
  expect(visit).toMatchObject({
    status: 'working',
    isLeader: true,
    materials: [{ description: 'Dichting', quantity: '3.000' }],
  })
  const list = await reading(technician, (read) => pull(read, '', now))
  expect(list).toMatchObject({ products: [{ id: productId }], day: { recentProductIds: [productId] } })
  expect(JSON.stringify([visit, list])).not.toMatch(/987\.|432\.|price|cost/i)
})

test('somebody else’s visit, an unknown one and nonsense are not there', async () => {
  const one = await scene()
  const other = await scene()
  expect(await visitOnPhone(one.mate, one.visitId)).toBeNull()
  expect(await visitOnPhone(one.planner, one.visitId)).toBeNull()
  expect(await visitOnPhone(other.technician, one.visitId)).toBeNull()
  expect(await visitOnPhone(one.technician, newId())).toBeNull()
  expect(await visitOnPhone(one.technician, 'x')).toBeNull()
})

test('the day has the own visits only, and questions are for who was asked', async () => {
  const { planner, technician, mate, order, visitId } = await scene()
  const days = (actor: Actor, day: string) =>
    reading(actor, (read) => carriedVisits(read, zone, { from: day, days: 6 }))
  expect(await days(technician, '2031-11-25')).toMatchObject([{ id: visitId, day: '2031-11-25', isLeader: true }])
  expect(await days(mate, '2031-11-25')).toEqual([])
  // Never closed, so it stays on the list the days after.
  expect(await days(technician, '2031-11-28')).toMatchObject([{ id: visitId }])
  await writing(planner, (write) =>
    askQuestion(write, { orderId: order.id, memberId: technician.id, question: 'Welke dichting?' }),
  )
  expect(await reading(technician, (read) => openQuestions(read))).toMatchObject([{ question: 'Welke dichting?' }])
  expect(await reading(mate, (read) => openQuestions(read))).toEqual([])
})

test('the office sees the work of an order by visit', async () => {
  const { planner, technician, order, visitId } = await scene()
  expect(await reading(planner, (read) => workOfOrder(read, order.id, 'nl'))).toEqual([])
  const step = (name: 'arrive' | 'pause', time: string) =>
    writing(
      technician,
      (write) => takeStep(write, { id: newId(), visitId, step: name, at: `2031-11-25T${time}:00Z` }),
      Temporal.Instant.from(`2031-11-25T${time}:00Z`),
    )
  await step('arrive', '08:00')
  await step('pause', '09:30')
  expect(await reading(planner, (read) => workOfOrder(read, order.id, 'nl'))).toMatchObject([
    { id: visitId, status: 'paused', hours: [{ hourType: 'work', minutes: 90, origin: 'clock' }] },
  ])
})

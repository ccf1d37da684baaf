import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { signatures } from '@/db/schema/execution'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { reading, writing } from '@/lib/auth/actor'
import type { SignatureRule } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { holdOrder, resumeOrder } from '@/lib/orders/mutations/decide'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit, unplanVisit } from '@/lib/visits/mutations/cancel'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { releaseForInvoice, sendBackToPlanning } from './mutations'
import { controlQueue, rowToOpen } from './queries'

/** An order whose one visit was completed on 25 November 2031; time goes on with each step. */
async function executed() {
  const { actors } = await makeCompany()
  const { planner, administration } = actors
  const order = await makeOrder(planner)
  let minute = 0
  const by = <T>(actor: typeof planner, work: Parameters<typeof writing<T>>[1]) => {
    minute += 1
    return writing(actor, work, Temporal.Instant.from('2031-11-25T08:00:00Z').add({ minutes: minute }))
  }
  const assign = () =>
    by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [actors.technician.id] }))
  const step = (visitId: string, name: 'start' | 'complete' | 'complete_partly', remainingWork?: string) =>
    by(actors.technician, (write) => moveVisitStatus(write, visitId, name, { remainingWork }))
  const orderNow = () =>
    reading(planner, async (read) => (await read.db.select().from(orders).where(eq(orders.id, order.id)))[0])
  const flags = async () => (await reading(administration, (read) => controlQueue(read)))[0]?.flags
  const visit = await assign()
  await step(visit.id, 'start')
  await step(visit.id, 'complete')
  return { ...actors, order, visit, by, assign, step, orderNow, flags }
}

it('opens the order that followed the one that left the queue, whoever released it or sent it back', async () => {
  const { administration, planner, technician, order, by, step } = await executed()
  const later: string[] = []
  for (const _ of [1, 2]) {
    const next = await makeOrder(planner)
    later.push(next.id)
    const visit = await by(planner, (write) => assignOrder(write, { orderId: next.id, memberIds: [technician.id] }))
    await step(visit.id, 'start')
    await step(visit.id, 'complete')
  }
  const opened = (id?: string) =>
    reading(administration, async (read) => (await rowToOpen(read, await controlQueue(read), id))?.id)
  const [second = '', third = ''] = later
  expect(await opened()).toBe(order.id)
  expect(await opened(third)).toBe(third)
  await by(administration, (write) => sendBackToPlanning(write, { orderId: second, remainingWork: 'Kraan plaatsen' }))
  expect(await opened(second)).toBe(third)
  await by(administration, (write) => sendBackToPlanning(write, { orderId: third, remainingWork: 'Kraan plaatsen' }))
  expect(await opened(third)).toBe(order.id)
  expect(await opened(newId())).toBe(order.id)
})

describe('sending back to planning', () => {
  it('stays until a visit is closed after it, whatever happens to the visits in between', async () => {
    const { administration, planner, order, by, assign, step, orderNow } = await executed()
    const back = { status: 'accepted', visitState: 'needs_visit', executedAt: null, remainingWork: 'Kraan plaatsen' }
    await by(administration, (write) =>
      sendBackToPlanning(write, { orderId: order.id, remainingWork: 'Kraan plaatsen' }),
    )
    expect(await orderNow()).toMatchObject(back)
    const second = await assign()
    expect(await orderNow()).toMatchObject({ status: 'planned', remainingWork: 'Kraan plaatsen' })
    await by(planner, (write) => unplanVisit(write, { visitId: second.id, version: second.version }))
    expect(await orderNow()).toMatchObject(back)
    const third = await assign()
    await by(planner, (write) =>
      cancelVisit(write, { visitId: third.id, version: third.version, reason: 'Klant belde af' }),
    )
    expect(await orderNow()).toMatchObject(back)
    const fourth = await assign()
    await step(fourth.id, 'start')
    await step(fourth.id, 'complete_partly', 'Kraan lekt nog')
    expect(await orderNow()).toMatchObject({ visitState: 'needs_visit', remainingWork: 'Kraan lekt nog' })
    const fifth = await assign()
    await step(fifth.id, 'start')
    await step(fifth.id, 'complete')
    expect(await orderNow()).toMatchObject({ status: 'executed', visitState: 'done', remainingWork: '' })
  })

  it('is for executed orders only', async () => {
    const { administration, order, by } = await executed()
    const send = () =>
      by(administration, (write) => sendBackToPlanning(write, { orderId: order.id, remainingWork: 'Kraan' }))
    await send()
    await expect(send()).rejects.toMatchObject({ code: 'control.not_executed' })
  })
})

describe('an order on hold', () => {
  it('is marked in the queue and not released until it is resumed', async () => {
    const { administration, order, by, orderNow, flags } = await executed()
    const release = () => by(administration, (write) => releaseForInvoice(write, { orderId: order.id }))
    await by(administration, (write) => holdOrder(write, { id: order.id, reason: 'Klacht' }))
    expect(await flags()).toContain('on_hold')
    await expect(release()).rejects.toMatchObject({ code: 'orders.on_hold', params: { number: order.number } })
    expect(await orderNow()).toMatchObject({ releasedAt: null })
    await by(administration, (write) => resumeOrder(write, order.id))
    expect(await flags()).not.toContain('on_hold')
    await release()
    expect(await orderNow()).not.toMatchObject({ releasedAt: null })
  })
})

describe('not signed', () => {
  it('is marked by what the order type asks', async () => {
    const { technician, planner, order, visit, by, flags } = await executed()
    const isMarked = async (signatureRule: SignatureRule) => {
      await by(planner, (write) =>
        write.db.update(orderTypes).set({ signatureRule }).where(eq(orderTypes.id, order.orderTypeId)),
      )
      return (await flags())?.includes('not_signed')
    }
    const sign = (signer: 'absent' | 'technician') =>
      by(technician, (write) =>
        write.db.insert(signatures).values({
          organizationId: technician.organizationId,
          id: newId(),
          visitId: visit.id,
          signer,
          name: '',
          absentReason: signer === 'absent' ? 'Klant was al weg' : '',
          signedAt: write.now.toString(),
          memberId: technician.id,
        }),
      )
    expect(await isMarked('none')).toBe(false)
    expect(await isMarked('customer_or_reason')).toBe(true)
    await sign('absent')
    expect(await isMarked('customer_or_reason')).toBe(false)
    expect(await isMarked('technician')).toBe(true)
    await sign('technician')
    expect(await isMarked('technician')).toBe(false)
  })
})

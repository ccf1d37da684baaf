import { and, eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import { maintenanceOccurrences, maintenancePlans } from '@/db/schema/maintenance'
import { orderLines, orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import { createAssetInput } from '@/lib/assets/input'
import { createAsset, editAsset, retireAsset } from '@/lib/assets/mutations/assets'
import { reading, writing } from '@/lib/auth/actor'
import { archiveContact, saveContact } from '@/lib/customers/mutations/contacts'
import { saveSite } from '@/lib/customers/mutations/sites'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { cancelOrder } from '@/lib/orders/mutations/decide'
import { editOrder } from '@/lib/orders/mutations/edit'
import type { Agreement } from '@/lib/orders/rules'
import { Temporal } from '@/lib/time'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { cancelOccurrence, followOrders, planOccurrence, restoreOccurrence } from './mutations/occurrences'
import { createPlan, editPlan, endPlan, endPlansOfRetired } from './mutations/plans'
import { findReminders, remindCustomer } from './mutations/remind'

let company: TestCompany
let order: { id: string; number: string }
const productId = newId()

beforeEach(async () => {
  company = await makeCompany()
  const { organizationId } = company
  const [orderTypeId, customerId, siteId] = [newId(), newId(), newId()]
  order = await writing(company.actors.planner, async (write) => {
    const { db } = write
    await db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: 'Onderhoud' })
    await db.insert(customers).values({
      organizationId,
      id: customerId,
      number: 'K1',
      kind: 'person',
      name: 'An Peeters',
      email: 'an@voorbeeld.be',
    })
    await db
      .insert(sites)
      .values({ organizationId, id: siteId, customerId, street: 'Dorp', houseNumber: '2', city: 'Leuven' })
    await db
      .insert(products)
      .values({ organizationId, id: productId, number: 'P1', kind: 'material', name: 'Filter', price: '12.5000' })
    return createOrder(write, {
      orderTypeId,
      customerId,
      siteId,
      title: 'Onderhoud ketel',
      description: 'Sleutel bij buur',
      durationMinutes: 90,
      lines: [{ kind: 'material', productId, description: 'Filter', quantity: '2', unitPrice: '10.00' }],
    })
  })
})

async function makePlan(firstDueOn = '2027-01-31') {
  const id = newId()
  await writing(company.actors.planner, (write) =>
    createPlan(write, {
      id,
      orderId: order.id,
      name: 'Jaarlijks onderhoud',
      intervalCount: 1,
      intervalUnit: 'month',
      remind: true,
      firstDueOn,
    }),
  )
  return id
}

function occurrencesOf(planId: string) {
  return reading(company.actors.planner, ({ db }) =>
    db
      .select()
      .from(maintenanceOccurrences)
      .where(eq(maintenanceOccurrences.planId, planId))
      .orderBy(maintenanceOccurrences.dueOn),
  )
}

async function dueOf(planId: string) {
  const due = (await occurrencesOf(planId)).find((one) => one.status === 'due')
  if (!due) throw new Error('nothing is due')
  return due
}

describe('periodic maintenance', () => {
  it('makes the next order with the elements of the last one, once, and the time after that is due', async () => {
    const planId = await makePlan()
    const due = await dueOf(planId)
    const orderId = newId()
    const [one, two] = await Promise.all([
      writing(company.actors.planner, (write) => planOccurrence(write, { id: due.id, orderId })),
      writing(company.actors.planner, (write) => planOccurrence(write, { id: due.id, orderId })),
    ])
    expect(one).toEqual(two)
    await expect(
      writing(company.actors.planner, (write) => planOccurrence(write, { id: due.id, orderId: newId() })),
    ).rejects.toThrow('maintenance.not_due')
    const lines = await reading(company.actors.planner, ({ db }) =>
      db.select().from(orderLines).where(eq(orderLines.orderId, orderId)),
    )
    expect(lines).toMatchObject([{ description: 'Filter', quantity: '2.000', unitPrice: '12.5000', source: 'planned' }])
    expect((await occurrencesOf(planId)).map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2027-01-31', 'planned'],
      ['2027-02-28', 'due'],
    ])
  })

  it('is covered by the contract of the last time, and not by a quote that was said yes to once', async () => {
    const { planner } = company.actors
    const orderNow = (id: string) =>
      reading(planner, async ({ db }) => (await db.select().from(orders).where(eq(orders.id, id)))[0])
    const agree = async (id: string, agreement: Partial<Agreement>) => {
      const version = (await orderNow(id))?.version ?? 0
      await writing(planner, (write) => editOrder(write, { id, version, ...agreement }))
    }
    const contract = { agreedBasis: 'contract', agreedReference: 'C-12', agreedAmount: null } as const
    await agree(order.id, contract)
    const planId = await makePlan()
    const next = async () => {
      const orderId = newId()
      const due = await dueOf(planId)
      await writing(planner, (write) => planOccurrence(write, { id: due.id, orderId }))
      return orderId
    }
    const second = await next()
    expect(await orderNow(second)).toMatchObject(contract)
    await agree(second, { ...contract, agreedAmount: '95.00' })
    const third = await next()
    expect(await orderNow(third)).toMatchObject({ ...contract, agreedAmount: '95.00' })
    await agree(third, { agreedBasis: 'quote', agreedReference: 'OFF-9' })
    expect(await orderNow(await next())).toMatchObject({ agreedBasis: null, agreedReference: '', agreedAmount: null })
  })

  it('goes where the asset stands by now, and without a contact who was archived', async () => {
    const { planner } = company.actors
    const [assetId, contactId] = [newId(), newId()]
    const moved = await writing(planner, async (write) => {
      const [before] = await write.db.select().from(orders).where(eq(orders.id, order.id))
      if (!before) throw new Error('no order')
      const { customerId, siteId, version } = before
      await createAsset(write, { id: assetId, customerId, siteId, type: 'Ketel' })
      await saveContact(write, { id: contactId, customerId, version: null, name: 'Tom' })
      await editOrder(write, { id: order.id, version, assetId, contactId })
      const address = { street: 'Markt', houseNumber: '1', postalCode: '3000', city: 'Leuven' }
      return (await saveSite(write, { id: newId(), customerId, version: null, ...address })).id
    })
    const due = await dueOf(await makePlan())
    await writing(planner, async (write) => {
      await editAsset(write, { id: assetId, version: 1, siteId: moved })
      await archiveContact(write, { id: contactId, archived: true })
    })
    const orderId = newId()
    await writing(planner, (write) => planOccurrence(write, { id: due.id, orderId }))
    const [made] = await reading(planner, ({ db }) => db.select().from(orders).where(eq(orders.id, orderId)))
    expect(made).toMatchObject({ siteId: moved, assetId, contactId: null })
  })

  it('is due again when the planned order is cancelled', async () => {
    const planId = await makePlan()
    const due = await dueOf(planId)
    const made = await writing(company.actors.planner, (write) =>
      planOccurrence(write, { id: due.id, orderId: newId() }),
    )
    await writing(company.actors.planner, (write) => cancelOrder(write, made.id, 'klant belt af'))
    await writing(company.actors.planner, followOrders)
    expect((await occurrencesOf(planId))[0]).toMatchObject({ status: 'due', orderId: null })
  })

  it('is not due again when the planned order is cancelled after its plan ended', async () => {
    const planId = await makePlan()
    const due = await dueOf(planId)
    const made = await writing(company.actors.planner, (write) =>
      planOccurrence(write, { id: due.id, orderId: newId() }),
    )
    await writing(company.actors.planner, (write) => endPlan(write, { id: planId, reason: 'ketel vervangen' }))
    await writing(company.actors.planner, (write) => cancelOrder(write, made.id, 'ketel vervangen'))
    await writing(company.actors.planner, followOrders)
    expect((await occurrencesOf(planId)).map((one) => one.status)).toEqual(['cancelled', 'cancelled'])
  })

  it('leaves one out, and takes that back', async () => {
    const planId = await makePlan()
    const due = await dueOf(planId)
    await writing(company.actors.planner, (write) => cancelOccurrence(write, { id: due.id, reason: 'vakantie' }))
    expect((await occurrencesOf(planId)).map((one) => one.status)).toEqual(['cancelled', 'due'])
    await writing(company.actors.planner, (write) => restoreOccurrence(write, { id: due.id }))
    expect((await occurrencesOf(planId)).map((one) => one.status)).toEqual(['due', 'due'])
  })

  it('never comes back after it ended', async () => {
    const planId = await makePlan()
    await writing(company.actors.planner, (write) => endPlan(write, { id: planId, reason: 'ketel vervangen' }))
    expect((await occurrencesOf(planId)).map((one) => one.status)).toEqual(['cancelled'])
  })

  it('moves the next day, and refuses an edit of what another changed', async () => {
    const planId = await makePlan()
    const edit = {
      id: planId,
      version: 1,
      name: 'Onderhoud',
      intervalCount: 6,
      intervalUnit: 'month' as const,
      remind: true,
    }
    await writing(company.actors.planner, (write) => editPlan(write, { ...edit, nextDueOn: '2027-03-01' }))
    expect((await dueOf(planId)).dueOn).toBe('2027-03-01')
    await expect(
      writing(company.actors.planner, (write) => editPlan(write, { ...edit, nextDueOn: '2027-04-01' })),
    ).rejects.toMatchObject({ code: 'common.stale', current: { ...edit, version: 2, nextDueOn: '2027-03-01' } })
  })

  it('tells the customer once, also when the night of the day itself was missed', async () => {
    const planId = await makePlan('2027-01-31')
    const due = await dueOf(planId)
    const at = (text: string) => Temporal.Instant.from(text)
    const remind = (now: string) => writing(company.actors.admin, (write) => remindCustomer(write, due.id), at(now))
    const sent = () =>
      reading(company.actors.admin, ({ db, actor }) =>
        db
          .select({ recipient: mails.recipient, text: mails.text })
          .from(mails)
          .where(and(eq(mails.organizationId, actor.organizationId), eq(mails.kind, 'maintenance.reminder'))),
      )
    await remind('2026-12-31T10:00:00Z')
    expect(await sent()).toEqual([])
    await Promise.all([remind('2027-01-05T10:00:00Z'), remind('2027-01-05T10:00:00Z')])
    await remind('2027-01-06T10:00:00Z')
    const mailed = await sent()
    expect(mailed).toHaveLength(1)
    expect(mailed[0]).toMatchObject({ recipient: 'an@voorbeeld.be' })
    expect(mailed[0]?.text).toContain('januari 2027')
  })

  it('is not there for another company', async () => {
    const planId = await makePlan()
    const other = await makeCompany()
    await expect(writing(other.actors.admin, (write) => endPlan(write, { id: planId, reason: 'x' }))).rejects.toThrow(
      'common.not_found',
    )
  })

  it('does not tell what was switched off or archived since the job was made', async () => {
    const { admin } = company.actors
    const planId = await makePlan()
    const due = await dueOf(planId)
    const day = Temporal.Instant.from('2027-01-25T10:00:00Z')
    const told = async () => {
      await writing(admin, (write) => remindCustomer(write, due.id), day)
      return (await reading(admin, ({ db }) => db.select().from(mails))).length
    }
    await writing(admin, ({ db }) => db.update(maintenancePlans).set({ remind: 'no' }))
    expect(await told()).toBe(0)
    await writing(admin, async ({ db }) => {
      await db.update(maintenancePlans).set({ remind: 'yes' })
      await db.update(customers).set({ archivedAt: day.toString() })
    })
    expect(await told()).toBe(0)
    await writing(admin, ({ db }) => db.update(customers).set({ archivedAt: null }))
    expect(await told()).toBe(1)
  })

  it('offers one job for a reminder, however often it looks', async () => {
    const due = await dueOf(await makePlan())
    const day = Temporal.Instant.from('2027-01-25T10:00:00Z')
    for (const _ of [1, 2]) await writing(company.actors.admin, findReminders, day)
    const jobs = await writing(company.actors.admin, ({ db }) =>
      db.execute(
        sql`select id from pgboss.job where name = 'maintenance.remind' and data->>'occurrenceId' = ${due.id}`,
      ),
    )
    expect(jobs).toHaveLength(1)
  })

  it('ends with the installation it is about, and says why', async () => {
    const { admin } = company.actors
    const planId = await makePlan()
    const assetId = newId()
    await writing(admin, async (write) => {
      const [plan] = await write.db.select().from(maintenancePlans)
      const { customerId = '', siteId = '' } = plan ?? {}
      await createAsset(write, createAssetInput.parse({ id: assetId, customerId, siteId, type: 'Ketel' }))
      await write.db.update(maintenancePlans).set({ assetId })
    })
    await writing(admin, endPlansOfRetired)
    expect((await occurrencesOf(planId)).map((one) => one.status)).toEqual(['due'])
    await writing(admin, (write) => retireAsset(write, { id: assetId, reason: 'Ketel vervangen' }))
    for (const _ of [1, 2]) await writing(admin, endPlansOfRetired)
    expect(await occurrencesOf(planId)).toMatchObject([{ status: 'cancelled', cancelReason: 'Ketel vervangen' }])
    const ended = await reading(admin, ({ db }) =>
      db.select().from(history).where(eq(history.action, 'maintenance.asset_retired')),
    )
    expect(ended).toMatchObject([{ reason: 'Ketel vervangen', subjectId: planId }])
  })
})

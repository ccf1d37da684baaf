import { expect, test } from 'vitest'
import { orderTypes } from '@/db/schema/forms'
import { agendaEntries, visits } from '@/db/schema/visits'
import { reading, writing } from '@/lib/auth/actor'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { makeCompany } from '@/scripts/test/company'
import { orderFiltersFrom } from './input'
import { createOrder } from './mutations/create'
import { holdOrder } from './mutations/decide'
import { listOrders, orderTotals } from './queries/list'
import { orderForPage } from './queries/page'
import { searchOrders, searchSites } from './queries/search'

const today = '2026-11-22'

async function world() {
  const { organizationId, actors } = await makeCompany()
  const typeId = newId()
  const { planner } = actors
  const made = await writing(planner, async (write) => {
    await write.db.insert(orderTypes).values({ organizationId, id: typeId, name: 'Storing' })
    const customer = await createCustomer(write, {
      kind: 'person',
      name: 'Lies Peeters',
      phone: '0470 12 34 56',
      street: 'Bondgenotenlaan',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
      withSite: true,
    })
    const basis = { orderTypeId: typeId, customerId: customer.id, siteId: customer.siteId ?? '' }
    const late = await createOrder(write, { ...basis, title: 'Ketel lekt', dueOn: '2026-11-20' })
    const later = await createOrder(write, {
      ...basis,
      title: 'Radiator plaatsen',
      dueOn: '2026-11-25',
      priority: 'high',
      lines: [{ kind: 'material', description: 'Radiator', quantity: '1', unitPrice: '250' }],
    })
    await holdOrder(write, { id: later.id, reason: 'Wacht op levering' })
    return { late, later }
  })
  const list = (text: string, actor = planner) =>
    reading(actor, async (read) =>
      (await listOrders(read, orderFiltersFrom(new URLSearchParams(text)), today)).rows.map((row) => row[0]),
    )
  return { organizationId, ...actors, ...made, list, typeId }
}

test('the list narrows by status, due day, priority, hold and type; what makes no sense is left out', async () => {
  const { late, later, list, typeId } = await world()
  expect(await list('')).toEqual([later.id, late.id])
  expect(await list('status=accepted')).toEqual([later.id, late.id])
  expect(await list('status=planned,executed')).toEqual([])
  expect(await list('due=late')).toEqual([late.id])
  expect(await list('due=week')).toEqual([later.id])
  expect(await list('priority=high,urgent')).toEqual([later.id])
  expect(await list('hold=true')).toEqual([later.id])
  expect(await list(`type=${typeId}&due=late`)).toEqual([late.id])
  expect(await list(`type=${newId()}`)).toEqual([])
  expect(await list("status=nothing&type=';drop&due=never")).toEqual([later.id, late.id])
})

test('an order is found by its words, and by the phone and street of its customer', async () => {
  const { late, later, list, planner } = await world()
  expect(await list('q=ketel lek')).toEqual([late.id])
  expect(await list(`q=${later.number.toLowerCase()}`)).toEqual([later.id])
  expect(await list('q=0470/12.34.56')).toEqual([later.id, late.id])
  expect(await list('q=bondgenotenlaan 12')).toEqual([later.id, late.id])
  expect(await list('q=ketel gent')).toEqual([])
  const sites = await reading(planner, (read) => searchSites(read, 'bondgen leuven'))
  expect(sites).toMatchObject([{ customer: 'Lies Peeters', street: 'Bondgenotenlaan' }])
})

test('the totals count and add what passes the filters', async () => {
  const { planner } = await world()
  const totals = (text: string) =>
    reading(planner, (read) => orderTotals(read, orderFiltersFrom(new URLSearchParams(text)), today))
  expect(await totals('')).toEqual({ count: 2, isMore: false, unbilled: '250.00' })
  expect(await totals('due=late')).toEqual({ count: 1, isMore: false, unbilled: '0.00' })
})

test('another company finds and sees nothing', async () => {
  const { late, list } = await world()
  const other = await makeCompany()
  const { planner } = other.actors
  expect(await list('q=ketel', planner)).toEqual([])
  expect(await reading(planner, (read) => orderForPage(read, late.id))).toBeNull()
  expect(await reading(planner, (read) => searchOrders(read, 'peeters'))).toEqual([])
})

test('a technician finds and sees the orders of the own visits only', async () => {
  const { organizationId, planner, technician, late, later } = await world()
  const visitId = newId()
  await writing(planner, async ({ db }) => {
    await db.insert(visits).values({ organizationId, id: visitId, orderId: late.id, durationMinutes: 60 })
    await db.insert(agendaEntries).values({ organizationId, id: newId(), memberId: technician.id, visitId })
  })
  const seen = await reading(technician, (read) => searchOrders(read, 'peeters'))
  expect(seen.map((order) => order.id)).toEqual([late.id])
  expect(await reading(technician, (read) => orderForPage(read, late.id))).not.toBeNull()
  expect(await reading(technician, (read) => orderForPage(read, later.id))).toBeNull()
})

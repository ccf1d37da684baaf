import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { archiveCustomer, createCustomer } from '@/lib/customers/mutations/customers'
import { saveSite } from '@/lib/customers/mutations/sites'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { editOrder } from '@/lib/orders/mutations/edit'
import { createProject, editProject } from '@/lib/projects/mutations/projects'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { contractFiltersFrom, createContractInput } from './input'
import { createContract, editContract } from './mutations/contracts'
import { contractForPage, listContracts, openContractsOf, silentConsentDaysOf } from './queries'

const now = Temporal.Instant.from('2026-11-20T10:00:00Z')
const today = '2026-11-20'
const as = <T>(actor: Actor, work: Parameters<typeof writing<T>>[1]) => writing(actor, work, now)
const refusedWith = (code: string, field: string) => expect.objectContaining({ code, fields: { [field]: code } })

/** Two customers, a contract that runs and one that ended with the first, and one that runs with the second. */
async function world() {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const meet = (name: string) =>
    as(administration, (write) =>
      createCustomer(write, { kind: 'company', name, street: 'Markt', city: 'Leuven', withSite: true }),
    )
  const [customer, other] = [await meet('Bouwwerken Claes'), await meet('Iemand anders')]
  const agree = (customerId: string, name: string, more: object = {}) =>
    as(administration, (write) => createContract(write, { customerId, name, startsOn: '2026-01-01', ...more }))
  const running = await agree(customer.id, 'Technisch beheer', { silentConsentDays: 10, poNumber: 'PO-77' })
  const ended = await agree(customer.id, 'Vorig jaar', { endsOn: '2026-11-19' })
  const theirs = await agree(other.id, 'Van een ander')
  const plan = (more: object = {}) =>
    as(administration, (write) =>
      createProject(write, {
        ...{ customerId: customer.id, name: 'Nieuwbouw', pricing: 'hourly', invoicing: 'weekly' },
        ...more,
      }),
    )
  const orderTypeId = newId()
  await as(administration, ({ db }) =>
    db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: 'Plaatsing' }),
  )
  const order = (more: object = {}) =>
    as(administration, (write) =>
      createOrder(write, {
        ...{ customerId: customer.id, siteId: customer.siteId ?? '', orderTypeId, title: 'Ketel' },
        ...more,
      }),
    )
  const orderNow = async (id: string) => {
    const [found] = await reading(administration, ({ db }) =>
      db
        .select({ contractId: orders.contractId, poNumber: orders.poNumber, version: orders.version })
        .from(orders)
        .where(and(eq(orders.organizationId, organizationId), eq(orders.id, id))),
    )
    return found
  }
  return { ...actors, organizationId, customer, other, running, ended, theirs, agree, plan, order, orderNow }
}

test('a contract has a number of its year, and sent twice is one', async () => {
  const { administration, customer, running } = await world()
  expect(running.number).toMatch(/^C-2026-0001$/)
  const id = newId()
  const make = () =>
    as(administration, (write) =>
      createContract(write, { id, customerId: customer.id, name: 'Twee', startsOn: '2026-11-01' }),
    )
  const [one, two] = await Promise.all([make(), make()])
  expect(two).toEqual(one)
  expect(one.number).toBe('C-2026-0004')
})

test('what is missing or not the customer’s is told beside its field', async () => {
  const { administration, customer, other } = await world()
  const refusal = async (input: Record<string, unknown>) => {
    const reply = await perform(administration, 'contracts.create', createContractInput, createContract, {
      ...{ customerId: customer.id, name: 'X', startsOn: '2026-11-01' },
      ...input,
    })
    return reply.ok ? null : reply.fields
  }
  expect(await refusal({ name: ' ' })).toEqual({ name: 'common.required' })
  expect(await refusal({ customerId: newId() })).toEqual({ customerId: 'contracts.no_customer' })
  expect(await refusal({ siteIds: [other.siteId] })).toEqual({ siteIds: 'contracts.no_site' })
  expect(await refusal({ fileId: newId() })).toEqual({ fileId: 'common.not_found' })
  expect(await refusal({ endsOn: '2026-10-31' })).toEqual({ endsOn: 'contracts.ends_before' })
  expect(Object.keys((await refusal({ silentConsentDays: 0 })) ?? {})).toEqual(['silentConsentDays'])
  await as(administration, (write) => archiveCustomer(write, other.id))
  expect(await refusal({ customerId: other.id })).toEqual({ customerId: 'contracts.no_customer' })
  expect(await refusal({ endsOn: '2026-11-01', siteIds: [customer.siteId, customer.siteId] })).toBeNull()
})

test('an edit says which version it saw, and its history names places and days', async () => {
  const { administration, customer, running } = await world()
  const siteId = newId()
  await as(administration, (write) =>
    saveSite(write, {
      ...{ id: siteId, customerId: customer.id, version: null, street: 'Dijle', houseNumber: '3', city: 'Mechelen' },
    }),
  )
  const edit = (version: number, more: object) =>
    as(administration, (write) => editContract(write, { id: running.id, version, ...more }))
  expect(await edit(1, { name: 'Technisch beheer', siteIds: [] })).toEqual({ version: 1 })
  const siteIds = [siteId, customer.siteId ?? '']
  expect(await edit(1, { siteIds, endsOn: '2027-12-31' })).toEqual({ version: 2 })
  expect(await edit(1, { siteIds: [...siteIds].reverse() })).toEqual({ version: 2 })
  await expect(edit(1, { name: 'Anders' })).rejects.toMatchObject({
    code: 'common.stale',
    current: { name: 'Technisch beheer', endsOn: '2027-12-31', siteIds: [...siteIds].sort(), version: 2 },
  })
  const page = await reading(administration, (read) => contractForPage(read, running.id))
  expect(page?.sites.map(({ city }) => city).sort()).toEqual(['Leuven', 'Mechelen'])
  const [latest] = await reading(administration, (read) => timeline(read, ['contract', running.id]))
  expect(latest?.action).toBe('contracts.edit')
  expect(latest?.changes).toEqual(
    expect.arrayContaining([
      { field: 'endsOn', from: null, to: '2027-12-31' },
      { field: 'siteIds', from: '', to: expect.stringContaining('Dijle 3, Mechelen') },
    ]),
  )
  const queued = await reading(administration, ({ db }) =>
    db.execute(sql`select from pgboss.job where name = 'hours.reprice' and data->>'contractId' = ${running.id}`),
  )
  expect(queued).toHaveLength(1)
})

test('a project names a contract of its own customer that has not ended, keeps it, and takes its PO number', async () => {
  const { administration, organizationId, running, ended, theirs, plan, agree, customer } = await world()
  await expect(plan({ contractId: theirs.id })).rejects.toEqual(refusedWith('contracts.none', 'contractId'))
  await expect(plan({ contractId: newId() })).rejects.toEqual(refusedWith('contracts.none', 'contractId'))
  await expect(plan({ contractId: ended.id })).rejects.toEqual(
    expect.objectContaining({ code: 'contracts.ended', params: { number: ended.number } }),
  )
  const coming = await agree(customer.id, 'Volgend jaar', { startsOn: '2027-01-01' })
  expect((await plan({ contractId: coming.id })).number).toBeTruthy()
  const project = await plan({ contractId: running.id })
  await as(administration, (write) => editContract(write, { id: running.id, version: 1, endsOn: '2026-11-01' }))
  const edit = (version: number, more: object) =>
    as(administration, (write) => editProject(write, { id: project.id, version, ...more }))
  expect(await edit(1, { name: 'Renovatie', contractId: running.id })).toEqual({ version: 2 })
  expect(await edit(2, { contractId: null })).toEqual({ version: 3 })
  await expect(edit(3, { contractId: running.id })).rejects.toEqual(
    expect.objectContaining({ code: 'contracts.ended' }),
  )
  const [row] = await reading(administration, ({ db }) =>
    db
      .select({ poNumber: projects.poNumber })
      .from(projects)
      .where(and(eq(projects.organizationId, organizationId), eq(projects.id, project.id))),
  )
  expect(row?.poNumber).toBe('PO-77')
})

test('an order has the contract of its project unless it says otherwise, and none that ended meanwhile', async () => {
  const { administration, running, ended, theirs, plan, order, orderNow, agree, customer } = await world()
  const project = await plan({ contractId: running.id })
  const inherited = await order({ projectId: project.id })
  expect(await orderNow(inherited.id)).toMatchObject({ contractId: running.id, poNumber: 'PO-77' })
  const own = await order({ projectId: project.id, contractId: null, poNumber: 'PO-1' })
  expect(await orderNow(own.id)).toMatchObject({ contractId: null, poNumber: 'PO-1' })
  const another = await agree(customer.id, 'Ander')
  const named = await order({ projectId: project.id, contractId: another.id })
  expect(await orderNow(named.id)).toMatchObject({ contractId: another.id, poNumber: '' })
  await expect(order({ contractId: theirs.id })).rejects.toEqual(refusedWith('contracts.none', 'contractId'))
  await expect(order({ contractId: ended.id })).rejects.toEqual(refusedWith('contracts.ended', 'contractId'))

  const edit = (version: number, contractId: string | null) =>
    as(administration, (write) => editOrder(write, { id: own.id, version, contractId }))
  await expect(edit(1, theirs.id)).rejects.toEqual(refusedWith('contracts.none', 'contractId'))
  expect(await edit(1, running.id)).toEqual({ version: 2 })
  await as(administration, (write) => editContract(write, { id: running.id, version: 1, endsOn: '2026-11-19' }))
  const late = await order({ projectId: project.id })
  expect((await orderNow(late.id))?.contractId).toBeNull()
  expect((await orderNow(inherited.id))?.contractId).toBe(running.id)
})

test('silence counts after the days of the project’s contract, and never without one', async () => {
  const { administration, running, plan, agree, customer } = await world()
  const days = (projectId: string, from = today, to = today) =>
    reading(administration, (read) => silentConsentDaysOf(read, { projectId }, { from, to }))
  const without = await agree(customer.id, 'Zonder')
  const [consenting, silent, bare] = [
    await plan({ contractId: running.id }),
    await plan({ contractId: without.id }),
    await plan(),
  ]
  expect([await days(consenting.id), await days(silent.id), await days(bare.id), await days(newId())]).toEqual([
    10,
    null,
    null,
    null,
  ])
  // Only of what was done while the contract ran.
  await as(administration, (write) => editContract(write, { id: running.id, version: 1, endsOn: today }))
  expect(await days(consenting.id)).toBe(10)
  expect(await days(consenting.id, today, '2026-11-21')).toBeNull()
  expect(await days(consenting.id, '2001-01-01', today)).toBeNull()
})

test('the list finds by word and customer, hides what ended until asked, and goes on where it stopped', async () => {
  const { planner, customer, running, ended, theirs } = await world()
  const list = (text: string, before?: string, atMost?: number) =>
    reading(planner, async (read) =>
      (await listContracts(read, contractFiltersFrom(new URLSearchParams(text)), today, before, atMost)).rows.map(
        ({ id }) => id,
      ),
    )
  expect(await list('')).toEqual([theirs.id, running.id])
  expect(await list('state=ended')).toEqual([ended.id])
  expect(await list('state=all')).toEqual([theirs.id, ended.id, running.id])
  expect(await list(`customer=${customer.id}`)).toEqual([running.id])
  expect(await list('q=technisch')).toEqual([running.id])
  expect(await list('q=claes&state=all')).toEqual([ended.id, running.id])
  expect(await list('q=nergens')).toEqual([])
  expect(await list('state=all', undefined, 2)).toEqual([theirs.id, ended.id])
  expect(await list('state=all', ended.id, 2)).toEqual([running.id])
  const open = await reading(planner, (read) => openContractsOf(read, customer.id, today))
  expect(open.map(({ id }) => id)).toEqual([running.id])
})

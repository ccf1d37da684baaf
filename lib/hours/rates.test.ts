import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTenant } from '@/db/client'
import { history } from '@/db/schema/history'
import { timeEntries } from '@/db/schema/hours'
import { projectPhases, projects } from '@/db/schema/projects'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { createContract, editContract } from '@/lib/contracts/mutations/contracts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { savePhase } from '@/lib/projects/mutations/phases'
import { editProject } from '@/lib/projects/mutations/projects'
import { Refused } from '@/lib/refused'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { type SaveRate, saveRateInput } from './input'
import { jobs } from './jobs'
import { priceOnProject } from './mutations/price'
import { removeRate, saveRate, saveRateDefaults } from './mutations/rates'
import { namedRates, rateChoices } from './queries/rates'

type Company = Awaited<ReturnType<typeof shop>>
type Entry = typeof timeEntries.$inferInsert

/** A company with a customer and a project by the hour, billed per quarter, with a phase of a fixed price. */
async function shop() {
  const company = await makeCompany()
  const { administration, technician } = company.actors
  const [customerId, projectId, phaseId] = [newId(), newId(), newId()]
  await writing(administration, async (write) => {
    await createCustomer(write, { id: customerId, kind: 'company', name: 'Bouwbedrijf Peeters' })
    const { organizationId } = company
    await write.db.insert(projects).values({
      ...{ organizationId, id: projectId, number: 'P-1', name: 'Nieuwbouw', customerId },
      ...{ pricing: 'mixed', invoicing: 'monthly', roundingMinutes: 15 },
    })
    await write.db
      .insert(projectPhases)
      .values({ organizationId, id: phaseId, projectId, position: 1, name: 'Ruwbouw', fixedPrice: '5000.00' })
  })
  return { ...company, customerId, projectId, phaseId, office: administration, memberId: technician.id }
}

const rate = (over: Partial<SaveRate> = {}): SaveRate => ({
  ...{ id: newId(), version: null, projectId: null, contractId: null, customerId: null, memberId: null },
  hourType: null,
  ...{ price: '60.0000', validFrom: '2026-01-01' },
  ...over,
})

const save = (actor: Actor, input: SaveRate) => writing(actor, (write) => saveRate(write, input))

async function book(company: Company, over: Partial<Entry> = {}): Promise<string> {
  const id = newId()
  await writing(company.office, async (write) => {
    const hours = {
      ...{ projectId: company.projectId, phaseId: null, memberId: company.memberId },
      ...{ hourType: 'work' as const, day: '2026-11-02', minutes: 100 },
      ...over,
    }
    const price = await priceOnProject(write, { ...hours, projectId: company.projectId })
    await write.db
      .insert(timeEntries)
      .values({ organizationId: company.organizationId, id, origin: 'manual', ...hours, ...price, ...over })
  })
  return id
}

async function priced(company: Company, id: string) {
  const [entry] = await reading(company.office, ({ db }) =>
    db
      .select({ price: timeEntries.price, rateId: timeEntries.rateId, netAmount: timeEntries.netAmount })
      .from(timeEntries)
      .where(and(eq(timeEntries.organizationId, company.organizationId), eq(timeEntries.id, id))),
  )
  return entry
}

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Refused) return error
  throw new Error(`not refused: ${error}`)
}

test('an hour without a rate has no price until a rate that fits is made, and none again when it is removed', async () => {
  const company = await shop()
  const id = await book(company)
  expect(await priced(company, id)).toEqual({ price: null, rateId: null, netAmount: null })
  const general = rate()
  expect(await save(company.office, general)).toEqual({ id: general.id, version: 1, repriced: 1 })
  // 100 minutes are billed as 105: 1.750 hours.
  expect(await priced(company, id)).toEqual({ price: '60.0000', rateId: general.id, netAmount: '105.00' })
  const own = rate({ projectId: company.projectId, price: '80.0000' })
  expect((await save(company.office, own)).repriced).toBe(1)
  expect(await priced(company, id)).toEqual({ price: '80.0000', rateId: own.id, netAmount: '140.00' })
  await writing(company.office, (write) => removeRate(write, { id: own.id, version: 1 }))
  expect((await priced(company, id))?.netAmount).toBe('105.00')
  await writing(company.office, (write) => removeRate(write, { id: general.id, version: 1 }))
  expect(await priced(company, id)).toEqual({ price: null, rateId: null, netAmount: null })
})

test('hours on a phase with a fixed price are free, and so are breaks, whatever the rates say', async () => {
  const company = await shop()
  const [onPhase, pause] = [
    await book(company, { phaseId: company.phaseId }),
    await book(company, { hourType: 'break' }),
  ]
  await save(company.office, rate())
  for (const id of [onPhase, pause])
    expect(await priced(company, id)).toEqual({ price: null, rateId: null, netAmount: '0.00' })
  const strange = { projectId: company.projectId, memberId: company.memberId, hourType: 'work' as const }
  const ask = (phaseId: string) =>
    reading(company.office, (read) => priceOnProject(read, { ...strange, phaseId, day: '2026-11-02', minutes: 60 }))
  expect((await refusalOf(ask(newId()))).code).toBe('common.not_found')
})

test('a changed price reaches open hours from its day on, and not what the customer sees, agreed with or was billed', async () => {
  const company = await shop()
  const general = rate()
  await save(company.office, general)
  const before = await book(company, { day: '2026-10-31' })
  const open = [
    await book(company),
    await book(company, { state: 'submitted' }),
    await book(company, { state: 'approved' }),
  ]
  open.push(await book(company, { state: 'rejected' }), await book(company, { state: 'returned' }))
  const shut = [await book(company, { state: 'offered' }), await book(company, { state: 'accepted' })]
  shut.push(await book(company, { state: 'approved', invoiceState: 'concept' }))
  shut.push(await book(company, { removedAt: '2026-11-03T08:00:00Z' }))
  const next = rate({ price: '64.0000', validFrom: '2026-11-01' })
  expect((await save(company.office, next)).repriced).toBe(open.length)
  for (const id of open) expect((await priced(company, id))?.netAmount).toBe('112.00')
  for (const id of [before, ...shut]) expect((await priced(company, id))?.netAmount).toBe('105.00')
})

test('hours that reached the customer without a price get the first that fits, and keep that; billed ones get none', async () => {
  const company = await shop()
  const waiting = [await book(company, { state: 'offered' }), await book(company, { state: 'accepted' })]
  const billed = await book(company, { state: 'accepted', invoiceState: 'billed' })
  const general = rate()
  expect((await save(company.office, general)).repriced).toBe(2)
  await save(company.office, { ...general, version: 1, price: '70.0000' })
  for (const id of waiting) expect((await priced(company, id))?.netAmount).toBe('105.00')
  expect((await priced(company, billed))?.netAmount).toBeNull()
  await writing(company.office, (write) => removeRate(write, { id: general.id, version: 2 }))
  for (const id of waiting) expect((await priced(company, id))?.netAmount).toBe('105.00')
})

test('an edit takes hours from where the rate was, and gives them where it is now', async () => {
  const company = await shop()
  const other = await addTechnician(company.organizationId)
  await save(company.office, rate())
  const [mine, theirs] = [await book(company), await book(company, { memberId: other.id })]
  const own = rate({ memberId: company.memberId, price: '90.0000' })
  await save(company.office, own)
  const amounts = async () => [await priced(company, mine), await priced(company, theirs)].map((one) => one?.netAmount)
  expect(await amounts()).toEqual(['157.50', '105.00'])
  const moved = await save(company.office, { ...own, version: 1, memberId: other.id })
  expect(moved).toEqual({ id: own.id, version: 2, repriced: 2 })
  expect(await amounts()).toEqual(['105.00', '157.50'])
})

test('only hours of the customer, the member and the type that a rate names get its price', async () => {
  const company = await shop()
  await save(company.office, rate())
  const [work, travel] = [await book(company), await book(company, { hourType: 'travel' })]
  const named = rate({
    customerId: company.customerId,
    memberId: company.memberId,
    hourType: 'travel',
    price: '20.0000',
  })
  expect((await save(company.office, named)).repriced).toBe(1)
  expect((await priced(company, work))?.netAmount).toBe('105.00')
  expect((await priced(company, travel))?.netAmount).toBe('35.00')
})

test('a rate that was billed with keeps its price; from a day on there can be another, and it can be removed', async () => {
  const company = await shop()
  const general = rate()
  await save(company.office, general)
  const billed = await book(company, { state: 'accepted', invoiceState: 'billed' })
  const refused = await refusalOf(save(company.office, { ...general, version: 1, price: '70.0000' }))
  expect([refused.code, refused.fields]).toEqual(['hours.rate_billed', { price: 'hours.rate_billed' }])
  const [row] = await reading(company.office, namedRates)
  expect(row).toMatchObject({ isBilled: true, price: '60.0000', project: '', customer: '', member: '' })
  await save(company.office, rate({ price: '70.0000', validFrom: '2026-12-01' }))
  await writing(company.office, (write) => removeRate(write, { id: general.id, version: 1 }))
  expect((await priced(company, billed))?.price).toBe('60.0000')
})

test('refused: the same conditions and day twice, a stale edit, what is not there, and a closed project', async () => {
  const company = await shop()
  const [elsewhere, general] = [await shop(), rate()]
  await save(company.office, general)
  const twice = await refusalOf(save(company.office, rate({ price: '1.0000' })))
  expect([twice.code, twice.fields]).toEqual(['hours.rate_twice', { validFrom: 'hours.rate_twice' }])
  // Made again with its own id it is the same rate; once removed its day is free.
  expect(await save(company.office, general)).toEqual({ id: general.id, version: 1, repriced: 0 })
  const stale = await refusalOf(save(company.office, { ...general, version: 7, price: '2.0000' }))
  expect(stale).toMatchObject({ code: 'common.stale', current: { id: general.id, price: '60.0000', version: 1 } })
  expect((await refusalOf(save(company.office, rate({ version: 1 })))).code).toBe('common.not_found')
  const gone = await refusalOf(writing(company.office, (write) => removeRate(write, { id: general.id, version: 3 })))
  expect(gone.code).toBe('common.stale')
  for (const field of ['projectId', 'customerId', 'memberId'] as const) {
    const foreign = await refusalOf(save(company.office, rate({ [field]: elsewhere[field] })))
    expect([foreign.code, foreign.fields]).toEqual(['common.not_found', { [field]: 'common.not_found' }])
  }
  await inTenant(
    company.organizationId,
    (tx) => tx.update(projects).set({ closedAt: '2026-11-01T08:00:00Z' }).where(eq(projects.id, company.projectId)),
    'write',
  )
  const closed = await refusalOf(save(company.office, rate({ projectId: company.projectId })))
  expect(closed.fields).toEqual({ projectId: 'hours.project_closed' })
  await writing(company.office, (write) => removeRate(write, { id: general.id, version: 1 }))
  await save(company.office, rate())
})

test('what is typed: no price below zero, no rate for what nobody pays, no project with another customer', () => {
  const problems = (over: Record<string, unknown>) =>
    saveRateInput.safeParse({ ...rate(), ...over }).error?.issues.map(({ path, message }) => `${path}: ${message}`)
  expect(problems({ price: 'veel' })).toHaveLength(1)
  expect(problems({ price: '-0.01' })).toEqual(['price: hours.rate_below_zero'])
  expect(problems({ hourType: 'break' })).toEqual(['hourType: hours.rate_type'])
  expect(problems({ projectId: newId(), customerId: newId() })).toEqual(['customerId: hours.rate_customer'])
  expect(saveRateInput.parse({ ...rate(), price: '65.5' }).price).toBe('65.5000')
  expect(problems({ price: '0' })).toBeUndefined()
})

test('what a project or its phase says about prices reaches its open hours by a job', async () => {
  const company = await shop()
  const { organizationId, projectId, phaseId: id, office } = company
  await save(office, rate())
  const [open, onPhase] = [await book(company), await book(company, { phaseId: id })]
  const billed = await book(company, { invoiceState: 'billed' })
  await writing(office, async (write) => {
    await editProject(write, { id: projectId, version: 1, roundingMinutes: 60 })
    await savePhase(write, { id, projectId, version: 1, name: 'Ruwbouw', budgetHours: null, fixedPrice: null })
    // What says nothing about prices needs none.
    await editProject(write, { id: projectId, version: 2, description: 'Hellend dak' })
  })
  const waiting = await reading(office, ({ db }) =>
    db.execute<{ data: { organizationId: string; actorId: string; projectId: string } }>(
      sql`select data from pgboss.job where name = 'hours.reprice' and data->>'organizationId' = ${organizationId}`,
    ),
  )
  expect(waiting.map(({ data }) => data.projectId)).toEqual([projectId, projectId])
  for (const { data } of waiting) await jobs['hours.reprice']?.(data)
  const amounts = [await priced(company, open), await priced(company, onPhase), await priced(company, billed)]
  expect(amounts.map((one) => one?.netAmount)).toEqual(['120.00', '120.00', '105.00'])
})

test('two who save at the same time leave hours with the price of the last, whoever books meanwhile', async () => {
  const company = await shop()
  await book(company)
  const prices = ['61.0000', '62.0000', '63.0000', '64.0000']
  await Promise.all([
    ...prices.map((price, index) => save(company.office, rate({ price, validFrom: `2026-0${index + 1}-01` }))),
    ...prices.map(() => book(company)),
  ])
  const entries = await reading(company.office, ({ db }) =>
    db
      .select({ price: timeEntries.price })
      .from(timeEntries)
      .where(eq(timeEntries.organizationId, company.organizationId)),
  )
  expect(entries.map(({ price }) => price)).toEqual(Array.from({ length: 5 }, () => '64.0000'))
})

test('the history tells who made, changed and removed which rate', async () => {
  const company = await shop()
  const own = rate({ projectId: company.projectId, hourType: 'work' })
  await save(company.office, own)
  await save(company.office, { ...own, version: 1, price: '70.0000' })
  await writing(company.office, (write) => removeRate(write, { id: own.id, version: 2 }))
  const told = await reading(company.office, ({ db }) =>
    db.select().from(history).where(eq(history.subjectType, 'rates')).orderBy(history.id),
  )
  expect(told.map(({ action }) => action)).toEqual(['hours.rate_add', 'hours.rate_edit', 'hours.rate_remove'])
  expect(told[1]).toMatchObject({
    params: { project: 'P-1 Nieuwbouw', customer: 'none', hourType: 'work', price: '70.0000', count: 0 },
    changes: [{ field: 'price', from: '60.0000', to: '70.0000' }],
  })
})

test('what a rate can name: the people who work here and the projects that are open', async () => {
  const company = await shop()
  const { people, projects: open } = await reading(company.office, rateChoices)
  expect(people.map(({ name }) => name)).toEqual([
    'Test admin',
    'Test administration',
    'Test planner',
    'Test technician',
  ])
  expect(open).toMatchObject([{ id: company.projectId, number: 'P-1', customer: 'Bouwbedrijf Peeters' }])
})

test('what counts where nothing is agreed is saved with the version that was seen', async () => {
  const company = await shop()
  const wanted = { approvalDefault: 'yes', approvalTiming: 'on_submission', roundingMinutes: 15 } as const
  const settings = { ...wanted, kilometreRate: '0.4326' }
  const { version } = await writing(company.office, (write) => saveRateDefaults(write, { ...settings, version: 1 }))
  expect((await reading(company.office, organizationOf)).settings).toMatchObject(settings)
  const late = await refusalOf(
    writing(company.office, (write) => saveRateDefaults(write, { ...settings, kilometreRate: '1.0000', version: 1 })),
  )
  expect(late).toMatchObject({ code: 'common.stale', current: { kilometreRate: '0.4326', version } })
})

test('a contract prices the hours of its projects in its term; another term and another contract price them again', async () => {
  const company = await shop()
  const { office, customerId, projectId, organizationId } = company
  const make = (name: string) =>
    writing(office, (write) => createContract(write, { customerId, name, startsOn: '2026-10-01' }))
  const [contract, other] = [await make('Onderhoud'), await make('Raamcontract')]
  const [before, within] = [await book(company, { day: '2026-09-30' }), await book(company, { day: '2026-11-02' })]
  await save(office, rate({ customerId, price: '60.0000' }))
  await save(office, rate({ contractId: contract.id, price: '50.0000', hourType: null }))
  const amounts = async () => [(await priced(company, before))?.price, (await priced(company, within))?.price]
  expect(await amounts()).toEqual(['60.0000', '60.0000'])

  /** Does the jobs that were put in the queue since. */
  let done = 0
  const repriced = async () => {
    const waiting = await reading(office, ({ db }) =>
      db.execute<{ data: { organizationId: string; actorId: string } }>(
        sql`select data from pgboss.job where name = 'hours.reprice' and data->>'organizationId' = ${organizationId} order by created_on`,
      ),
    )
    for (const { data } of waiting.slice(done)) await jobs['hours.reprice']?.(data)
    done = waiting.length
    return amounts()
  }
  await writing(office, (write) => editProject(write, { id: projectId, version: 1, contractId: contract.id }))
  expect(await repriced()).toEqual(['60.0000', '50.0000'])
  await writing(office, (write) => editContract(write, { id: contract.id, version: 1, startsOn: '2026-09-01' }))
  expect(await repriced()).toEqual(['50.0000', '50.0000'])
  await writing(office, (write) =>
    editContract(write, { id: contract.id, version: 2, startsOn: '2026-09-01', endsOn: '2026-10-31' }),
  )
  expect(await repriced()).toEqual(['50.0000', '60.0000'])
  await writing(office, (write) => editProject(write, { id: projectId, version: 2, contractId: other.id }))
  expect(await repriced()).toEqual(['60.0000', '60.0000'])
})

test('the rates of a contract stand on its own history too, and it must be one of this company', async () => {
  const { office, customerId, organizationId } = await shop()
  const contract = await writing(office, (write) =>
    createContract(write, { customerId, name: 'Onderhoud', startsOn: '2026-10-01' }),
  )
  const { id } = await save(office, rate({ contractId: contract.id }))
  expect((await reading(office, (read) => namedRates(read, contract.id))).map((one) => [one.id, one.contract])).toEqual(
    [[id, `${contract.number} Onderhoud`]],
  )
  await writing(office, (write) => removeRate(write, { id, version: 1 }))
  const told = await reading(office, ({ db }) =>
    db
      .select({ action: history.action })
      .from(history)
      .where(and(eq(history.organizationId, organizationId), eq(history.subjectId, contract.id)))
      .orderBy(history.id),
  )
  expect(told.map(({ action }) => action)).toEqual(['contracts.create', 'hours.rate_add', 'hours.rate_remove'])
  expect((await refusalOf(save(office, rate({ contractId: newId() })))).fields).toEqual({
    contractId: 'common.not_found',
  })
  const wrong = saveRateInput.safeParse({ ...rate({ contractId: newId(), projectId: newId() }) })
  expect(wrong.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['contractId', 'hours.rate_contract'],
  ])
})

import { asc, eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { contractInstalments } from '@/db/schema/contracts'
import { sites } from '@/db/schema/customers'
import { invoiceLines, invoiceRunItems, invoices } from '@/db/schema/invoices'
import { reading, type Write, writing } from '@/lib/auth/actor'
import { createContract, editContract } from '@/lib/contracts/mutations/contracts'
import { saveFee } from '@/lib/contracts/mutations/fees'
import { feesOfContract } from '@/lib/contracts/queries/fees'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { runPreview } from '@/lib/reports/queries/run-preview'
import { unbilledRows } from '@/lib/reports/queries/unbilled'
import { contractsToInvoice } from '@/lib/reports/queries/unbilled-contracts'
import { Temporal } from '@/lib/time'
import { violations } from '@/proofs/invariants'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { billContract, billContracts } from './mutations/bill-contract'
import { discardConcept, saveConcept } from './mutations/concept'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { setPoNumber } from './mutations/po-number'
import { startRun, workNextItem } from './mutations/run'
import { verifyChain } from './queries/chain'
import { seriesOf } from './queries/page'
import { chosenOf, isChosen, notChosen, type RunChoice } from './rules/run-preview'

const superUser = postgres(process.env.DATABASE_SUPERUSER_URL ?? '', { max: 1, onnotice: () => {} })
afterAll(() => superUser.end())

const today = '2026-11-22'
const now = Temporal.Instant.from('2026-11-22T09:00:00Z')

/** A contract with a fee of which October and November are due. */
async function world(buyer: Parameters<typeof makeBuyer>[1] = {}, contract: object = {}) {
  const { actors } = await makeCompany()
  const { administration } = actors
  const made = await makeBuyer(administration, buyer)
  const { customerId } = made
  const as = <T>(work: (write: Write) => Promise<T>) => writing(administration, work, now)
  const { id: contractId, number } = await as((write) =>
    createContract(write, { customerId, name: 'Technisch beheer', startsOn: '2026-01-01', ...contract }),
  )
  const feeId = newId()
  await as((write) =>
    saveFee(write, {
      ...{ id: feeId, contractId, version: null, description: 'Abonnement', amount: '100.01', vatRate: '6' },
      ...{ period: 'month', timing: 'advance', startsOn: '2026-10-01', endsOn: null },
    }),
  )
  const bill = () => as((write) => billContract(write, { contractId, upTo: null }))
  const states = () =>
    reading(administration, async ({ db }) =>
      (await db.select().from(contractInstalments).orderBy(asc(contractInstalments.startsOn))).map(
        ({ invoiceState }) => invoiceState,
      ),
    )
  const waits = () =>
    reading(administration, async (read) =>
      (await unbilledRows(read, today)).map(({ reason, amount, number, project, ...row }) => ({
        ...{ reason, amount, number, project, contractId: row.contractId, conceptId: row.conceptId },
      })),
    )
  const linesOf = (invoiceId: string) =>
    reading(administration, ({ db }) =>
      db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)).orderBy(asc(invoiceLines.position)),
    )
  const fine = () => reading(administration, violations)
  return { administration, as, contractId, number, feeId, bill, states, waits, linesOf, fine, buyer: made }
}

test('what is due goes on one concept, a line each, and is told where it waits until the invoice is final', async () => {
  const { administration, as, contractId, number, bill, states, waits, linesOf, fine, feeId } = await world()
  const about = { number, project: `${number} Technisch beheer`, contractId, amount: '200.02' }
  expect(await waits()).toEqual([{ ...about, reason: 'not_on_concept', conceptId: null }])
  expect(await reading(administration, (read) => contractsToInvoice(read, today))).toMatchObject([
    { contractId, amount: '200.02', lines: 2, sinceOn: '2026-10-01' },
  ])
  const made = await Promise.all([bill(), bill()])
  const conceptId = made.find((id) => id !== null) ?? ''
  expect(made.filter((id) => id !== null)).toHaveLength(1)
  expect(await linesOf(conceptId)).toMatchObject([
    { description: 'Abonnement (1 okt 2026 – 31 okt 2026)', netAmount: '100.01', quantity: '1.000', vatRate: '6.00' },
    { description: 'Abonnement (1 nov 2026 – 30 nov 2026)', netAmount: '100.01' },
  ])
  expect(await waits()).toEqual([{ ...about, reason: 'on_concept', conceptId }])
  expect(await states()).toEqual(['concept', 'concept'])
  expect(await fine()).toEqual([])
  await expect(as((write) => billContracts(write, { contractIds: [contractId] }))).rejects.toMatchObject({
    code: 'invoices.nothing_on_contract',
  })
  await as((write) => finalizeInvoice(write, conceptId))
  expect([await states(), await waits()]).toEqual([['billed', 'billed'], []])
  const [fee] = await reading(administration, (read) => feesOfContract(read, contractId))
  expect(fee).toMatchObject({ id: feeId, billed: '200.02', waiting: '0.00', next: { dueOn: '2026-12-01' } })
  expect(await fine()).toEqual([])
})

test('a discarded concept and a credit note give it back, or write it off; what ended meanwhile is not owed again', async () => {
  const { administration, as, contractId, bill, states, waits, linesOf, fine } = await world()
  const conceptId = (await bill()) ?? ''
  await as((write) => discardConcept(write, { id: conceptId }))
  expect(await states()).toEqual(['open', 'open'])
  const invoiceId = (await bill()) ?? ''
  await as((write) => finalizeInvoice(write, invoiceId))
  const [first, second] = await linesOf(invoiceId)
  const credit = (lineId: string | undefined, outcome: 'bill_again' | 'write_off') =>
    as((write) => creditInvoice(write, { id: newId(), invoiceId, lineIds: [lineId ?? ''], outcome, reason: 'fout' }))
  await credit(first?.id, 'write_off')
  await credit(second?.id, 'bill_again')
  expect(await states()).toEqual(['written_off', 'open'])
  expect(await waits()).toMatchObject([{ reason: 'not_on_concept', amount: '100.01' }])
  expect(await fine()).toEqual([])
  const end = (version: number, endsOn: string | null) =>
    as((write) => editContract(write, { id: contractId, version, endsOn }))
  await end(1, '2026-10-31')
  expect([await states(), await waits()]).toEqual([['written_off', 'dropped'], []])
  await end(2, '2026-11-15')
  expect(await waits()).toMatchObject([{ amount: '50.01' }])
  await bill()
  expect(await states()).toEqual(['written_off', 'concept'])
  const [series] = await reading(administration, seriesOf)
  const report = await reading(administration, (read) => verifyChain(read, series?.id ?? ''))
  expect(report.broken).toBeNull()
  expect(await fine()).toEqual([])
})

test('what ended while it stood on a concept or an invoice is not owed again once it comes off', async () => {
  const { as, contractId, feeId, bill, states, waits, linesOf, fine } = await world()
  const end = (version: number, endsOn: string | null) =>
    as((write) => editContract(write, { id: contractId, version, endsOn }))
  const conceptId = (await bill()) ?? ''
  await end(1, '2026-11-15')
  await as((write) => discardConcept(write, { id: conceptId }))
  expect(await waits()).toMatchObject([{ reason: 'not_on_concept', amount: '150.02' }])
  const invoiceId = (await bill()) ?? ''
  await as((write) => finalizeInvoice(write, invoiceId))
  await end(2, '2026-10-31')
  const lineIds = (await linesOf(invoiceId)).map(({ id }) => id)
  await as((write) =>
    creditInvoice(write, { id: newId(), invoiceId, lineIds, outcome: 'bill_again', reason: 'te vroeg' }),
  )
  expect([await states(), await waits()]).toMatchObject([['open', 'dropped'], [{ amount: '100.01' }]])
  expect(await fine()).toEqual([])
  // The fee's own end too, of a line that is taken off a concept.
  const again = (await bill()) ?? ''
  await as((write) =>
    saveFee(write, {
      ...{ id: feeId, contractId, version: 1, description: 'Abonnement', amount: '100.01', vatRate: '6' },
      ...{ period: 'month', timing: 'advance', startsOn: '2026-10-01', endsOn: '2026-10-10' },
    }),
  )
  await as((write) => discardConcept(write, { id: again }))
  expect(await waits()).toMatchObject([{ amount: '32.26' }])
})

test('the PO number that somebody typed on its concept stays there when more comes on it', async () => {
  const { administration, as, contractId } = await world()
  const bill = (upTo: string) => as((write) => billContract(write, { contractId, upTo }))
  const conceptId = (await bill('2026-10-31')) ?? ''
  await as((write) => write.db.update(invoices).set({ poNumber: 'PO-5' }).where(eq(invoices.id, conceptId)))
  expect(await bill(today)).toBe(conceptId)
  const [concept] = await reading(administration, ({ db }) => db.select().from(invoices))
  expect(concept?.poNumber).toBe('PO-5')
})

test('a PO number of the contract counts for its concept too, as when it is made final', async () => {
  const { as, contractId, bill, waits } = await world({ poRequired: true })
  const conceptId = (await bill()) ?? ''
  await as((write) => editContract(write, { id: contractId, version: 1, poNumber: 'PO-5' }))
  expect(await waits()).toMatchObject([{ reason: 'on_concept', conceptId }])
  await expect(as((write) => finalizeInvoice(write, conceptId))).resolves.toMatchObject({ id: conceptId })
})

test('a fee for buildings here is taxed here, also of a company abroad', async () => {
  const { administration, as, bill, contractId, linesOf } = await world({ country: 'NL', vatNumber: 'NL004495445B01' })
  const codes = async (id: string | null) => (await linesOf(id ?? '')).map(({ vatCode }) => vatCode)
  const abroad = await bill()
  expect(await codes(abroad)).toEqual(['AE', 'AE'])
  await as((write) => discardConcept(write, { id: abroad ?? '' }))
  const [site] = await reading(administration, ({ db }) => db.select().from(sites))
  await as((write) => editContract(write, { id: contractId, version: 1, siteIds: [site?.id ?? ''] }))
  expect(await codes(await bill())).toEqual(['S6', 'S6'])
})

test('what comes on its concept while that becomes final stands under the contract', async () => {
  const { administration, as, contractId, number, bill, states } = await world()
  const conceptId = (await bill()) ?? ''
  // Nothing of the contract is left on it, only a line that somebody typed.
  await as(async (write) => {
    const [concept] = await write.db.select().from(invoices)
    const typed = { id: newId(), description: 'Sleutel', unit: 'st', quantity: '1', unitPrice: '5' }
    await saveConcept(write, {
      ...{ id: conceptId, version: concept?.version ?? 0, poNumber: '', issuedOn: null, suppliedOn: null },
      ...{ paymentTermDays: 30, notes: '', locale: 'nl', lines: [{ ...typed, discountPercent: '0', vatCode: 'S21' }] },
    })
  })
  const hasJoined = Promise.withResolvers<number>()
  const isWaitedFor = Promise.withResolvers<void>()
  const joining = as(async (write) => {
    await billContract(write, { contractId, upTo: null })
    const [{ pid } = { pid: 0 }] = await write.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    hasJoined.resolve(pid)
    await isWaitedFor.promise
  })
  const pid = await hasJoined.promise
  const finalizing = as((write) => finalizeInvoice(write, conceptId))
  const waiting = () => superUser`select from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))`
  await expect.poll(waiting).toHaveLength(1)
  isWaitedFor.resolve()
  await Promise.all([joining, finalizing])
  const [final] = await reading(administration, ({ db }) => db.select().from(invoices))
  expect(final?.document?.groups.map(({ orderNumber, lines }) => [orderNumber, lines.length])).toEqual([
    [number, 2],
    ['', 1],
  ])
  expect(await states()).toEqual(['billed', 'billed'])
})

test('a missing PO number is asked of the contract, once, for its concept too', async () => {
  const { administration, as, contractId, bill, waits } = await world({ poRequired: true })
  expect(await waits()).toMatchObject([{ reason: 'po_missing' }])
  const conceptId = (await bill()) ?? ''
  expect(await waits()).toMatchObject([{ reason: 'po_missing', conceptId }])
  const about = { orderId: null, projectId: null, contractId, poNumber: 'PO-5', seen: '' }
  expect(await as((write) => setPoNumber(write, about))).toEqual({ poNumber: 'PO-5', concepts: 1 })
  await expect(as((write) => setPoNumber(write, { ...about, poNumber: 'PO-6' }))).rejects.toMatchObject({
    code: 'common.stale',
    current: { poNumber: 'PO-5' },
  })
  expect(await waits()).toMatchObject([{ reason: 'on_concept', conceptId }])
  const [concept] = await reading(administration, ({ db }) => db.select().from(invoices))
  expect(concept?.poNumber).toBe('PO-5')
})

test('what waits names its contract: of an order the number, of instalments the fees and their days, on a concept too', async () => {
  const { administration, as, contractId, number, bill, buyer } = await world()
  const named = async () =>
    (await reading(administration, (read) => unbilledRows(read, today))).map(({ contract, instalments }) => ({
      ...{ contract, instalments },
    }))
  const lines = [{ kind: 'material' as const, description: 'Stuk', quantity: '1', unitPrice: '10' }]
  await as((write) => createOrder(write, { ...buyer, contractId, title: 'Werk', lines }))
  const of = { fees: 'Abonnement', from: '2026-10-01', to: '2026-11-30' }
  const both = [{ instalments: of }, { contract: number }]
  expect(await named()).toMatchObject(both)
  await bill()
  expect(await named()).toMatchObject(both)
})

test('a run takes it along: as previewed, up to its day, and once', async () => {
  const { administration, as, contractId, number, linesOf } = await world()
  const preview = (upTo: string) =>
    reading(administration, (read) => runPreview(read, { upTo, today, withRunning: false }))
  expect((await preview('2026-09-30')).rows).toEqual([])
  const { rows, behind } = await preview('2026-10-31')
  expect(behind).toEqual([])
  expect(rows).toMatchObject([{ work: number, amount: '100.01', lines: 1, contracts: [{ contractId }] }])
  const runId = newId()
  await as((write) => startRun(write, { id: runId, upTo: '2026-10-31', ...chosenOf(rows) }))
  while (await as((write) => workNextItem(write, runId)));
  const items = await reading(administration, ({ db }) =>
    db.select().from(invoiceRunItems).orderBy(asc(invoiceRunItems.id)),
  )
  expect(items).toMatchObject([
    { kind: 'contract', state: 'done', code: '' },
    { kind: 'invoice', state: 'waiting' },
  ])
  expect(await linesOf(items[1]?.invoiceId ?? '')).toMatchObject([{ netAmount: '100.01' }])
  expect((await preview(today)).rows).toMatchObject([{ amount: '200.02', conceptId: items[1]?.invoiceId }])
})

test('of a run a contract is chosen as a project is, also once it is on a concept; what was not chosen is told', async () => {
  const { administration, contractId, bill, buyer } = await world()
  const { projectId } = await makeProjectFor(administration, buyer.customerId)
  await bookHours(administration, projectId)
  const stranger = await makeBuyer(administration)
  const other = await makeProjectFor(administration, stranger.customerId)
  await bookHours(administration, other.projectId)
  const all: RunChoice = { customers: [], projects: [], contracts: [] }
  const seen = async (choice: Partial<RunChoice>) => {
    const { rows } = await reading(administration, (read) =>
      runPreview(read, { upTo: today, today, withRunning: false }),
    )
    const ids = (some: typeof rows) => some.flatMap((row) => [...row.contractIds, ...row.projectIds]).sort()
    const wanted = { ...all, ...choice }
    return [ids(rows.filter((row) => isChosen(row, wanted))), ids(notChosen(rows, wanted))]
  }
  const check = async () => {
    expect(await seen({})).toEqual([[contractId, projectId, other.projectId].sort(), []])
    expect(await seen({ contracts: [contractId] })).toEqual([[contractId], [projectId]])
    // Only of who is sent something else is it told that this stays behind.
    expect(await seen({ projects: [projectId] })).toEqual([[projectId], [contractId]])
    expect(await seen({ projects: [other.projectId] })).toEqual([[other.projectId], []])
    expect(await seen({ contracts: [contractId], projects: [projectId] })).toEqual([[contractId, projectId].sort(), []])
    expect(await seen({ customers: [buyer.customerId], projects: [other.projectId] })).toEqual([[], []])
  }
  await check()
  await bill()
  await check()
})

test('a contract that stays behind is found by its contract', async () => {
  const { administration, contractId, bill } = await world({ poRequired: true })
  await bill()
  const { behind } = await reading(administration, (read) =>
    runPreview(read, { upTo: today, today, withRunning: false }),
  )
  expect(behind).toMatchObject([{ reason: 'po_missing', contractId, projectId: null }])
})

import { and, eq, isNotNull, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { errorCode } from '@/db/client'
import { invoiceLines, invoiceSeries, invoices } from '@/db/schema/invoices'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer, makeConcept, releasedOrder } from '@/scripts/test/invoice'
import { billOrder } from './mutations/bill'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { ensureSeries, takeInvoiceNumber } from './mutations/series'
import { verifyChain } from './queries/chain'

const superUser = postgres(process.env.DATABASE_SUPERUSER_URL ?? '', { max: 2, onnotice: () => {} })
afterAll(() => superUser.end())

async function concepts(actor: Actor, count: number): Promise<string[]> {
  const buyer = await makeBuyer(actor)
  return writing(actor, async (write) => {
    const made: string[] = []
    for (let n = 0; n < count; n++) made.push((await billOrder(write, await releasedOrder(write, buyer))) ?? '')
    return made
  })
}

function finals(actor: Actor) {
  return reading(actor, (read) =>
    read.db
      .select({
        number: invoices.number,
        sequence: invoices.sequence,
        issuedOn: invoices.issuedOn,
        finalizedAt: invoices.finalizedAt,
      })
      .from(invoices)
      .where(and(eq(invoices.kind, 'invoice'), isNotNull(invoices.number)))
      .orderBy(invoices.sequence),
  )
}

async function seriesId(actor: Actor, kind: 'invoice' | 'credit_note' = 'invoice'): Promise<string> {
  const [series] = await reading(actor, (read) =>
    read.db.select().from(invoiceSeries).where(eq(invoiceSeries.kind, kind)),
  )
  return series?.id ?? ''
}

const chain = async (actor: Actor, id: string) => reading(actor, (read) => verifyChain(read, id))

test('four sessions finalize fifty concepts each, some failing halfway: no gap, no duplicate, dates in order, chain whole', async () => {
  const { administration } = (await makeCompany()).actors
  const ids = await concepts(administration, 200)
  const queues = [0, 1, 2, 3].map((n) => ids.filter((_, index) => index % 4 === n))
  let failures = 0
  await Promise.all(
    queues.map(async (queue, session) => {
      for (const [index, id] of queue.entries()) {
        if ((index + session) % 9 === 0) {
          const broken = writing(administration, async (write) => {
            await finalizeInvoice(write, id)
            throw new Error('falls over after the number was taken')
          })
          await expect(broken).rejects.toThrow('falls over')
          failures++
        }
        await writing(administration, (write) => finalizeInvoice(write, id))
      }
    }),
  )
  const found = await finals(administration)
  expect(failures).toBeGreaterThan(15)
  expect(found.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  expect(new Set(found.map(({ number }) => number)).size).toBe(200)
  const days = found.map(({ issuedOn }) => issuedOn ?? '')
  expect([...days].sort()).toEqual(days)
  expect(await chain(administration, await seriesId(administration))).toEqual({ checked: 200, broken: null })
}, 60_000)

test('a connection that is killed with the number in its hand gives it back', async () => {
  const { administration } = (await makeCompany()).actors
  const [one, two] = await concepts(administration, 2)
  const killed = writing(administration, async (write) => {
    await finalizeInvoice(write, one ?? '')
    const [{ pid } = { pid: 0 }] = await write.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await superUser`select pg_terminate_backend(${pid})`
    await write.db.execute(sql`select 1`)
  })
  await expect(killed).rejects.toThrow()
  expect((await writing(administration, (write) => finalizeInvoice(write, two ?? ''))).number).toMatch(/-0001$/)
  expect((await writing(administration, (write) => finalizeInvoice(write, one ?? ''))).number).toMatch(/-0002$/)
})

test('finalizing the same concept from four sessions gives one number', async () => {
  const { administration } = (await makeCompany()).actors
  const [id = ''] = await concepts(administration, 1)
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map(() => writing(administration, (write) => finalizeInvoice(write, id))),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await finals(administration)).toHaveLength(1)
})

test('who waits for the series another session is making, and took a later day’s number from, hears that dates go back', async () => {
  const { administration } = (await makeCompany()).actors
  const otherHasTaken = Promise.withResolvers<number>()
  const firstWaits = Promise.withResolvers<void>()
  const other = writing(administration, async (write) => {
    await ensureSeries(write, 'invoice', 2026)
    await takeInvoiceNumber(write, 'invoice', '2026-11-22')
    const [{ pid } = { pid: 0 }] = await write.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    otherHasTaken.resolve(pid)
    await firstWaits.promise
  })
  const pid = await otherHasTaken.promise
  const first = refusal(writing(administration, (write) => takeInvoiceNumber(write, 'invoice', '2026-11-21')))
  const waiting = () => superUser`select from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))`
  await expect.poll(waiting).toHaveLength(1)
  firstWaits.resolve()
  await other
  expect(await first).toMatchObject({ code: 'invoices.date_goes_back', params: { date: '2026-11-22' } })
})

async function sealed() {
  const { administration } = (await makeCompany()).actors
  const { organizationId } = administration
  const made = await makeConcept(administration)
  await writing(administration, (write) => finalizeInvoice(write, made.invoiceId))
  return { administration, organizationId, ...made }
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => error,
  )
}

/** SQLSTATE of a statement that must be refused. */
async function refusedWith(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return errorCode(error) ?? String(error)
  }
  return 'done'
}

test('a final invoice and its lines are refused every change, for the app’s role and for a superuser', async () => {
  const { administration, invoiceId, organizationId } = await sealed()
  const asApp = (statement: ReturnType<typeof sql>) =>
    refusedWith(writing(administration, (write) => write.db.execute(statement)))
  expect(await asApp(sql`update invoices set notes = 'x' where id = ${invoiceId}`)).toBe('WS001')
  expect(await asApp(sql`delete from invoices where id = ${invoiceId}`)).toBe('WS001')
  expect(await asApp(sql`update invoice_lines set net_amount = 1 where invoice_id = ${invoiceId}`)).toBe('WS001')
  expect(await asApp(sql`delete from invoice_lines where invoice_id = ${invoiceId}`)).toBe('WS001')
  expect(
    await refusedWith(
      writing(administration, (write) =>
        write.db.insert(invoiceLines).values({
          organizationId,
          id: newId(),
          invoiceId,
          position: 9,
          description: 'x',
          quantity: '1',
          unitPrice: '1',
          vatRate: '21',
          netAmount: '1',
        }),
      ),
    ),
  ).toBe('WS001')
  const bySuperUser = [
    superUser`update invoices set gross_amount = 1 where id = ${invoiceId}`,
    superUser`update invoices set number = null, sequence = null where id = ${invoiceId}`,
    superUser`delete from invoices where id = ${invoiceId}`,
    superUser`update invoice_lines set description = 'y' where invoice_id = ${invoiceId}`,
    superUser`delete from invoice_lines where invoice_id = ${invoiceId}`,
    superUser`truncate invoices cascade`,
    superUser`truncate invoice_lines cascade`,
  ]
  for (const statement of bySuperUser) expect(await refusedWith(statement)).toBe('WS001')
  const copy = refusedWith(
    superUser.unsafe(
      `copy invoice_lines (organization_id, id, invoice_id, position, description, quantity, unit_price, vat_rate, net_amount) from program 'echo ${organizationId},${newId()},${invoiceId},9,x,1,1,21,1' with (format csv)`,
    ),
  )
  expect(await copy).toBe('WS001')
})

test.each([
  ['hash', `update invoices set document = jsonb_set(document, '{buyer,name}', '"Bouwbedrijf Klaes"') where id = $1`],
  ['hash', `update invoices set hash = reverse(hash) where id = $1`],
  ['row', `update invoices set notes = 'x' where id = $1`],
  ['row', `update invoices set gross_amount = gross_amount + 0.01 where id = $1`],
  ['row', `update invoices set finalized_at = finalized_at + interval '1 microsecond' where id = $1`],
  ['lines', `update invoice_lines set quantity = quantity + 0.001 where invoice_id = $1 and position = 2`],
  ['lines', `update invoice_lines set vat_code = 'S6R' where invoice_id = $1 and position = 2`],
  ['lines', `delete from invoice_lines where invoice_id = $1 and position = 2`],
])('a change of one byte with the triggers switched off shows in the chain (%s)', async (fault, statement) => {
  const { administration, invoiceId, organizationId } = await sealed()
  const next = await makeConcept(administration)
  await writing(administration, (write) => finalizeInvoice(write, next.invoiceId))
  const series = await seriesId(administration)
  expect(await chain(administration, series)).toEqual({ checked: 2, broken: null })
  await superUser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(statement, [invoiceId])
  })
  expect(await chain(administration, series)).toMatchObject({ broken: { invoiceId, fault } })
  expect(organizationId).toBeTruthy()
})

test('an invoice that disappears shows, at the end of the series too', async () => {
  const { administration, invoiceId } = await sealed()
  const series = await seriesId(administration)
  await superUser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`delete from invoices where id = ${invoiceId}`
  })
  expect(await chain(administration, series)).toMatchObject({ checked: 0, broken: { fault: 'end' } })
})

test('credit notes have a chain of their own', async () => {
  const { administration, invoiceId } = await sealed()
  const lines = await reading(administration, (read) =>
    read.db.select({ id: invoiceLines.id }).from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)),
  )
  for (const { id } of lines)
    await writing(administration, (write) =>
      creditInvoice(write, { id: newId(), invoiceId, lineIds: [id], outcome: 'write_off', reason: 'per regel' }),
    )
  expect(await chain(administration, await seriesId(administration, 'credit_note'))).toEqual({
    checked: 2,
    broken: null,
  })
  expect(await chain(administration, await seriesId(administration))).toEqual({ checked: 1, broken: null })
})

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { files } from '@/db/schema/files'
import { handovers } from '@/db/schema/integrations'
import { mails } from '@/db/schema/mail'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { getBytes } from '@/lib/files/storage'
import { newId } from '@/lib/ids'
import { renderInvoice } from '@/lib/invoices/jobs'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import type { InvoiceDocument } from '@/lib/invoices/rules/document'
import { totalsOf } from '@/lib/invoices/rules/totals'
import { sum } from '@/lib/money'
import { stopPdf } from '@/lib/pdf'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeConcept } from '@/scripts/test/invoice'
import { handoverSettingsInput } from './input'
import { handOver, offerMissed } from './jobs'
import { offerAgain, retryHandover, saveHandover } from './mutations'
import { listHandovers, missedHandovers } from './queries'
import { csvOf, journalCells, journalRows } from './rules'

const folder = mkdtempSync(path.join(tmpdir(), 'handover-'))
beforeAll(() => {
  process.env.HANDOVER_DIR = folder
})
afterAll(async () => {
  delete process.env.HANDOVER_DIR
  await stopPdf()
})

const settings = {
  handoverEmail: 'boekhouder@example.com',
  handoverFolder: true,
  handoverDecimal: ',' as const,
  salesLedger: '700000',
}

async function handedOver() {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  await writing(administration, (write) => saveHandover(write, { ...settings, version: 1 }))
  const { invoiceId } = await makeConcept(administration, { customer: { name: 'Bouw; "Claes"' } })
  const { number } = await writing(administration, (write) => finalizeInvoice(write, invoiceId))
  await renderInvoice(organizationId, invoiceId)
  return { administration, organizationId, invoiceId, number }
}

/** As after a crash: whatever the queue had to do about it is gone. */
const loseJobs = (actor: Actor, invoiceId: string) =>
  writing(actor, ({ db }) => db.execute(sql`delete from pgboss.job where data->>'invoiceId' = ${invoiceId}`))

const rowsOf = (actor: Actor) => reading(actor, (read) => read.db.select().from(handovers).orderBy(handovers.target))
const mailsOf = (actor: Actor) =>
  reading(actor, (read) => read.db.select().from(mails).where(eq(mails.kind, 'integrations.handover')))

test('booking lines and PDF reach mailbox and folder, each once, also when the job runs twice at once', async () => {
  const { administration, organizationId, invoiceId, number } = await handedOver()
  await Promise.all([handOver(organizationId, invoiceId), handOver(organizationId, invoiceId)])
  await handOver(organizationId, invoiceId)
  expect((await rowsOf(administration)).map(({ target, status }) => [target, status])).toEqual([
    ['folder', 'delivered'],
    ['mail', 'delivered'],
  ])
  const [mail, ...more] = await mailsOf(administration)
  expect(more).toEqual([])
  expect(mail).toMatchObject({ recipient: 'boekhouder@example.com' })
  expect(mail?.attachmentIds).toHaveLength(2)
  const place = path.join(folder, `test-${organizationId}`)
  expect(readdirSync(place).sort()).toEqual([`${number}.csv`, `${number}.pdf`])
  expect(
    readFileSync(path.join(place, `${number}.pdf`))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  const csv = readFileSync(path.join(place, `${number}.csv`), 'utf8')
  expect(csv.startsWith('\ufeffdate;number;')).toBe(true)
  const lines = csv.trim().split('\r\n').slice(1)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('"Bouw; ""Claes"""')
  expect(lines[0]).toContain(';700000;155,00;S21;21,00;32,55;226,81;')
  expect(lines[1]).toContain(';700000;37,04;S6;6,00;2,22;;')
  expect(lines[0]).not.toContain('+++')
  const [csvFile] = await reading(administration, (read) =>
    read.db
      .select()
      .from(files)
      .where(eq(files.id, mail?.attachmentIds[0] ?? '')),
  )
  expect((await getBytes(organizationId, csvFile?.sha256 ?? '')).toString('utf8')).toBe(csv)
})

test('handed over again only when asked', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  await handOver(organizationId, invoiceId)
  const byMail = (await rowsOf(administration)).find(({ target }) => target === 'mail')
  await writing(administration, (write) => offerAgain(write, { id: byMail?.id ?? '' }))
  await handOver(organizationId, invoiceId)
  await handOver(organizationId, invoiceId)
  expect(await mailsOf(administration)).toHaveLength(2)
  await expect(
    writing(administration, (write) => retryHandover(write, { id: byMail?.id ?? '' })),
  ).rejects.toMatchObject({ code: 'integrations.not_failed' })
})

test('a folder that can not be written shows as failed with its reason, the mail goes anyway, and a retry mends it', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  const inTheWay = path.join(folder, 'a-file')
  writeFileSync(inTheWay, '')
  process.env.HANDOVER_DIR = inTheWay
  await expect(handOver(organizationId, invoiceId)).rejects.toThrow()
  process.env.HANDOVER_DIR = folder
  const [byFolder, byMail] = await rowsOf(administration)
  expect(byFolder).toMatchObject({ status: 'failed', attempts: 1 })
  expect(byFolder?.error).not.toBe('')
  expect(byMail?.status).toBe('delivered')
  await writing(administration, (write) => retryHandover(write, { id: byFolder?.id ?? '' }))
  await handOver(organizationId, invoiceId)
  expect((await rowsOf(administration)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
  expect(await mailsOf(administration)).toHaveLength(1)
})

test('the sweep finds what was missed, for three days, and nothing that was delivered', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  const missed = (minutes: number) =>
    reading(administration, (read) =>
      missedHandovers(read, ['mail', 'folder'], Temporal.Now.instant().add({ minutes })),
    )
  // Its own job is still there: nothing is offered twice.
  expect(await missed(3)).toEqual([])
  await loseJobs(administration, invoiceId)
  expect(await missed(3)).toEqual([invoiceId])
  await handOver(organizationId, invoiceId)
  expect(await missed(3)).toEqual([])
})

test('while its job fails and waits for the next try, the sweep of every minute adds no other; once it gave up, one', async () => {
  const { administration, invoiceId } = await handedOver()
  const become = (state: 'retry' | 'failed') =>
    writing(administration, ({ db }) =>
      db.execute(sql`update pgboss.job set state = ${state}, start_after = now() + interval '4 minutes'
        where name = 'integrations.hand_over' and data->>'invoiceId' = ${invoiceId}`),
    )
  const waiting = () =>
    writing(administration, ({ db }) =>
      db.execute(sql`select from pgboss.job where name = 'integrations.hand_over' and data->>'invoiceId' = ${invoiceId}
        and state in ('created', 'retry', 'active')`),
    )
  const sweepAfter = (minutes: number) => writing(administration, offerMissed, Temporal.Now.instant().add({ minutes }))
  await become('retry')
  for (const minute of [3, 4, 5]) await sweepAfter(minute)
  expect(await waiting()).toHaveLength(1)
  await become('failed')
  for (const minute of [3, 4, 5]) await sweepAfter(minute)
  expect(await waiting()).toHaveLength(1)
})

test('one by mail shows what became of its mail', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  await handOver(organizationId, invoiceId)
  const shown = async () => {
    const rows = await reading(administration, (read) => listHandovers(read))
    return new Map(rows.map((row) => [row.target, row]))
  }
  expect((await shown()).get('mail')).toMatchObject({ mailStatus: 'queued', mailSentAt: null })
  expect((await shown()).get('folder')).toMatchObject({ status: 'delivered', mailStatus: null })
  await writing(administration, ({ db }) => db.update(mails).set({ status: 'failed', error: 'mailbox full' }))
  expect((await shown()).get('mail')).toMatchObject({ mailStatus: 'failed', error: 'mailbox full' })
})

test('what went to a target that is no longer set does not hide what the other one missed', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  await writing(administration, (write) => saveHandover(write, { ...settings, handoverFolder: false, version: 2 }))
  await handOver(organizationId, invoiceId)
  await loseJobs(administration, invoiceId)
  const later = Temporal.Now.instant().add({ minutes: 3 })
  const missed = (target: 'mail' | 'folder') =>
    reading(administration, (read) => missedHandovers(read, [target], later))
  expect(await missed('mail')).toEqual([])
  expect(await missed('folder')).toEqual([invoiceId])
})

test('another company’s hand-over is not found', async () => {
  const { administration, organizationId, invoiceId } = await handedOver()
  await handOver(organizationId, invoiceId)
  const [row] = await rowsOf(administration)
  const stranger = (await makeCompany()).actors.admin
  await expect(writing(stranger, (write) => offerAgain(write, { id: row?.id ?? '' }))).rejects.toMatchObject({
    code: 'common.not_found',
  })
})

const party = { name: 'N', lines: [], country: 'BE', vatNumber: '', enterpriseNumber: '', email: '' }
function documentWith(
  lines: readonly { netAmount: string; vatRate: string; vatCategory: string }[],
  name = 'Klant',
): InvoiceDocument {
  return {
    shape: 1,
    kind: 'invoice',
    number: 'F2026-0001',
    issuedOn: '2026-11-22',
    dueOn: '2026-12-22',
    suppliedOn: null,
    locale: 'nl',
    seller: { ...party, iban: '', bic: '', phone: '', website: '', logoFileId: null, colour: '' },
    buyer: { ...party, name, customerNumber: 'K-1' },
    poNumber: '',
    paymentReference: '',
    notes: '',
    credits: null,
    groups: [],
    footer: '',
    record: null,
    ...totalsOf(lines),
    vat: totalsOf(lines).vat.map((group) => ({ ...group, reason: '' })),
  }
}

test('the booking lines add up to the invoice to the cent, whatever the accounts', () => {
  const line = fc.record({
    netAmount: fc.integer({ min: -99999, max: 999999 }).map((value) => (value / 100).toFixed(2)),
    code: fc.constantFrom(['S21', '21'], ['S6', '6'], ['S6R', '6'], ['S12', '12']),
    ledger: fc.constantFrom('700000', '701000', '704000'),
  })
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 25 }), (given) => {
      const lines = given.map(({ netAmount, code: [vatCode = '', vatRate = ''], ledger }) => ({
        netAmount,
        vatCode,
        vatRate,
        vatCategory: 'S',
        ledger,
        description: '',
        unit: '',
        quantity: '1',
        unitPrice: netAmount,
        discountPercent: '0',
      }))
      const document = documentWith(lines)
      const rows = journalRows(document, lines)
      expect(sum(rows.map(({ base }) => base))).toBe(document.netAmount)
      expect(sum(rows.map(({ vat }) => vat))).toBe(document.vatAmount)
    }),
  )
})

test('no cell is a formula, whatever a customer is called', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('=', '+', '-', '@', '\t=', '|', '%', ''),
      (name, start) => {
        const document = documentWith([{ netAmount: '-1.00', vatRate: '21', vatCategory: 'S' }], `${start}${name}`)
        const rows = journalCells(
          document,
          [{ ledger: '7', vatCode: 'S21', vatRate: '21.00', base: '-1.00', vat: '-0.21' }],
          ',',
        )
        const csv = csvOf(rows)
        expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
        const cell = rows[0]?.[4]?.replace(/^"/, '') ?? ''
        expect(cell).not.toMatch(/^\s*[=+\-@|%]/)
      },
    ),
  )
})

test('settings that another saved meanwhile are refused with theirs, and pass once those were seen', async () => {
  const { actors } = await makeCompany()
  const save = (actor: Actor, change: Partial<typeof settings>, version: number) =>
    writing(actor, (write) => saveHandover(write, { ...settings, ...change, version }))
  expect(await save(actors.administration, {}, 1)).toEqual({ version: 2 })
  await expect(save(actors.admin, { salesLedger: '700900' }, 1)).rejects.toMatchObject({
    code: 'common.stale',
    current: { ...settings, version: 2 },
  })
  // What already stands asks nothing.
  expect(await save(actors.admin, {}, 1)).toEqual({ version: 2 })
  expect(await save(actors.admin, { salesLedger: '700900' }, 2)).toEqual({ version: 3 })
  expect(await save(actors.admin, { handoverEmail: '' }, 3)).toEqual({ version: 4 })
})

test('saved settings sent again with their key are saved once', async () => {
  const { actors } = await makeCompany()
  const input = { ...settings, version: 1 }
  const key = newId()
  const send = () =>
    perform(actors.administration, 'integrations.saveHandover', handoverSettingsInput, saveHandover, input, key)
  expect(await send()).toEqual({ ok: true, value: { version: 2 } })
  await writing(actors.admin, (write) => saveHandover(write, { ...settings, salesLedger: '700900', version: 2 }))
  expect(await send()).toEqual({ ok: true, value: { version: 2 } })
  const { settings: stands, version } = await reading(actors.admin, organizationOf)
  expect({ ledger: stands.salesLedger, version }).toEqual({ ledger: '700900', version: 3 })
})

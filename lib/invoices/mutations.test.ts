import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { invoiceAttachments, invoiceLines, invoiceSeries, invoiceStates, invoices } from '@/db/schema/invoices'
import { documents, orderLines, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer, makeConcept, releasedOrder } from '@/scripts/test/invoice'
import { conceptInput, invoiceVersionInput } from './input'
import { billOrder, unbillOrder } from './mutations/bill'
import { attachFile, discardConcept, saveConcept } from './mutations/concept'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { moveOrder } from './mutations/move'
import { ensureComingSeries, ensureSeries, saveSeries } from './mutations/series'
import { invoiceEntries } from './queries/entries'
import { ordersToInvoice } from './queries/list'
import { invoicePage } from './queries/page'
import { invoiceFiltersFrom } from './rules/filters'

async function world() {
  const { actors, organizationId } = await makeCompany()
  return { ...actors, organizationId }
}

function invoiceOf(actor: Actor, id: string) {
  return reading(actor, async (read) => {
    const [invoice] = await read.db.select().from(invoices).where(eq(invoices.id, id))
    if (!invoice) throw new Error('no invoice')
    const lines = await read.db
      .select()
      .from(invoiceLines)
      .where(eq(invoiceLines.invoiceId, id))
      .orderBy(invoiceLines.position)
    const [state] = await read.db.select().from(invoiceStates).where(eq(invoiceStates.invoiceId, id))
    return { ...invoice, lines, state }
  })
}

function orderOf(actor: Actor, id: string) {
  return reading(actor, async (read) => {
    const [order] = await read.db.select().from(orders).where(eq(orders.id, id))
    const lines = await read.db.select().from(orderLines).where(eq(orderLines.orderId, id)).orderBy(orderLines.position)
    if (!order) throw new Error('no order')
    return { ...order, states: lines.map(({ invoiceState }) => invoiceState) }
  })
}

const finalize = (actor: Actor, id: string, now?: Temporal.Instant) =>
  writing(actor, (write) => finalizeInvoice(write, id), now)

function asInput(invoice: Awaited<ReturnType<typeof invoiceOf>>) {
  return conceptInput.parse({
    id: invoice.id,
    version: invoice.version,
    poNumber: invoice.poNumber,
    issuedOn: invoice.issuedOn,
    suppliedOn: invoice.suppliedOn,
    paymentTermDays: invoice.paymentTermDays,
    notes: invoice.notes,
    locale: invoice.locale,
    lines: invoice.lines.map(({ id, description, unit, quantity, unitPrice, discountPercent, vatCode }) => ({
      id,
      description,
      unit,
      quantity,
      unitPrice,
      discountPercent,
      vatCode,
    })),
  })
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
  throw new Error('was not refused')
}

test('a released order becomes a concept with its lines, and its status says ready to invoice', async () => {
  const { administration } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  const invoice = await invoiceOf(administration, invoiceId)
  expect(invoice).toMatchObject({ number: null, groupKey: `order:${orderId}`, kind: 'invoice' })
  expect(invoice.lines.map(({ netAmount, vatCode }) => [netAmount, vatCode])).toEqual([
    ['155.00', 'S21'],
    ['37.04', 'S6'],
  ])
  expect(await orderOf(administration, orderId)).toMatchObject({
    status: 'ready_to_invoice',
    states: ['concept', 'concept'],
  })
})

test('billing twice, also at once, bills once', async () => {
  const { administration } = await world()
  const buyer = await makeBuyer(administration)
  const orderId = await writing(administration, (write) => releasedOrder(write, buyer))
  const made = await Promise.all([1, 2, 3].map(() => writing(administration, (write) => billOrder(write, orderId))))
  expect(made.filter(Boolean)).toHaveLength(1)
})

test('lines without a price, warranty and covered lines stay off', async () => {
  const { administration } = await world()
  const { invoiceId, orderId } = await makeConcept(administration, {
    lines: [
      { kind: 'labour', description: 'Arbeid', quantity: '1', unitPrice: '60' },
      { kind: 'material', description: 'Nog zonder prijs', quantity: '1' },
      { kind: 'material', description: 'Garantie', quantity: '1', unitPrice: '99', billing: 'warranty' },
      { kind: 'text', description: 'Met dank', quantity: '1' },
    ],
  })
  const { lines } = await invoiceOf(administration, invoiceId)
  expect(lines.map(({ description, netAmount }) => [description, netAmount])).toEqual([
    ['Arbeid', '60.00'],
    ['Met dank', '0.00'],
  ])
  expect((await orderOf(administration, orderId)).states).toEqual(['concept', 'open', 'open', 'concept'])
  expect(await refusal(finalize(administration, invoiceId))).toBe('invoices.price_missing')
})

test('an order that is not released is not billed', async () => {
  const { administration } = await world()
  const { orderId } = await makeConcept(administration)
  await writing(administration, (write) =>
    write.db.update(orders).set({ releasedAt: null }).where(eq(orders.id, orderId)),
  )
  expect(await refusal(writing(administration, (write) => billOrder(write, orderId)))).toBe(
    'invoices.order_not_released',
  )
})

test('orders of one customer released at the same moment land on one concept, with a subtotal per order', async () => {
  const { administration } = await world()
  const buyer = await makeBuyer(administration, { invoiceGrouping: 'customer' })
  const orderIds = await writing(administration, async (write) => {
    const made: string[] = []
    for (let n = 0; n < 6; n++) made.push(await releasedOrder(write, buyer, { title: `Werk ${n}` }))
    return made
  })
  const concepts = await Promise.all(orderIds.map((id) => writing(administration, (write) => billOrder(write, id))))
  expect(new Set(concepts).size).toBe(1)
  const { id } = await finalize(administration, concepts[0] ?? '')
  const { document, lines } = await invoiceOf(administration, id)
  expect(document?.groups.map(({ netAmount }) => netAmount)).toEqual(Array(6).fill('192.04'))
  expect(lines.map(({ position }) => position)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  // 930.00 at 21 % and 222.24 at 6 %: 195.30 + 13.33, rounded per rate and not per line or order.
  expect(document).toMatchObject({ netAmount: '1152.24', vatAmount: '208.63', grossAmount: '1360.87' })
  const next = await writing(administration, async (write) => billOrder(write, await releasedOrder(write, buyer)))
  expect(next).not.toBe(id)
})

test('site, PO and month keep their own concepts; the bill-to customer gets it', async () => {
  const { administration } = await world()
  const owner = await makeBuyer(administration, { invoiceGrouping: 'po', name: 'Syndicus' })
  const tenant = await makeBuyer(administration, { billToId: owner.customerId, kind: 'person', name: 'Huurder' })
  const [a, b, c] = await writing(administration, async (write) => {
    const made: (string | null)[] = []
    for (const poNumber of ['PO-1', 'po-1', 'PO-2'])
      made.push(await billOrder(write, await releasedOrder(write, tenant, { poNumber })))
    return made
  })
  expect(a).toBe(b)
  expect(c).not.toBe(a)
  expect((await invoiceOf(administration, a ?? '')).customerId).toBe(owner.customerId)
})

test('sending back frees the lines and an empty concept is discarded', async () => {
  const { administration } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  expect(await writing(administration, (write) => unbillOrder(write, orderId))).toBe(2)
  expect(await orderOf(administration, orderId)).toMatchObject({ states: ['open', 'open'] })
  expect((await invoiceOf(administration, invoiceId)).discardedAt).not.toBeNull()
  expect(await refusal(finalize(administration, invoiceId))).toBe('invoices.discarded')
})

test('a concept is corrected, a line added and one removed; the removed one can be billed again', async () => {
  const { administration } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  const input = asInput(await invoiceOf(administration, invoiceId))
  const [first] = input.lines
  if (!first) throw new Error('no line')
  const extra = {
    id: newId(),
    description: 'Afvoer',
    unit: 'st',
    quantity: '1',
    unitPrice: '15',
    discountPercent: '0',
    vatCode: 'S21',
  }
  await writing(administration, (write) =>
    saveConcept(write, {
      ...input,
      notes: 'Dank u',
      poNumber: 'PO-9',
      lines: [{ ...first, unitPrice: '60', discountPercent: '10' }, extra],
    }),
  )
  const saved = await invoiceOf(administration, invoiceId)
  expect(saved).toMatchObject({ notes: 'Dank u', poNumber: 'PO-9', version: input.version + 1 })
  expect(saved.lines.map(({ netAmount, orderLineId }) => [netAmount, orderLineId !== null])).toEqual([
    ['135.00', true],
    ['15.00', false],
  ])
  expect((await orderOf(administration, orderId)).states).toEqual(['concept', 'open'])
  const again = await writing(administration, (write) => billOrder(write, orderId))
  expect(again).toBe(invoiceId)
})

test('an older version is refused with what another saved', async () => {
  const { administration } = await world()
  const { invoiceId } = await makeConcept(administration)
  const input = asInput(await invoiceOf(administration, invoiceId))
  await writing(administration, (write) => saveConcept(write, { ...input, notes: 'eerst' }))
  const work = writing(administration, (write) => saveConcept(write, { ...input, notes: 'later' }))
  await expect(work).rejects.toMatchObject({ code: 'common.stale', current: { notes: 'eerst' } })
  const reply = await perform(
    administration,
    'invoices.finalize',
    invoiceVersionInput,
    (write, given) => finalizeInvoice(write, given.id, given.version),
    { id: invoiceId, version: input.version },
  )
  expect(reply).toMatchObject({ ok: false, code: 'common.stale' })
})

test('a code that does not exist is told beside its line, and a line of another invoice is left alone', async () => {
  const { administration } = await world()
  const [one, two] = [await makeConcept(administration), await makeConcept(administration)]
  const input = asInput(await invoiceOf(administration, one.invoiceId))
  const [line] = input.lines
  const other = await invoiceOf(administration, two.invoiceId)
  if (!line || !other.lines[0]) throw new Error('no line')
  const wrong = { ...input, lines: [{ ...line, vatCode: 'S99' }] }
  await expect(writing(administration, (write) => saveConcept(write, wrong))).rejects.toMatchObject({
    fields: { 'lines.0.vatCode': 'invoices.vat_code_unknown' },
  })
  const stolen = { ...input, lines: [...input.lines, { ...line, id: other.lines[0].id, description: 'gestolen' }] }
  await writing(administration, (write) => saveConcept(write, stolen))
  expect((await invoiceOf(administration, two.invoiceId)).lines[0]?.description).toBe('Arbeid')
})

test('an order moves from a collected concept to its own, and back to another of the same customer', async () => {
  const { administration } = await world()
  const buyer = await makeBuyer(administration, { invoiceGrouping: 'customer' })
  const [a, b] = await writing(administration, async (write) => [
    await releasedOrder(write, buyer),
    await releasedOrder(write, buyer),
  ])
  const shared = await writing(administration, async (write) => {
    await billOrder(write, a ?? '')
    return billOrder(write, b ?? '')
  })
  const own = await writing(administration, (write) =>
    moveOrder(write, { id: shared ?? '', orderId: b ?? '', toId: null }),
  )
  expect(own.id).not.toBe(shared)
  expect((await invoiceOf(administration, own.id)).lines).toHaveLength(2)
  await writing(administration, (write) => moveOrder(write, { id: own.id, orderId: b ?? '', toId: shared }))
  expect((await invoiceOf(administration, shared ?? '')).lines).toHaveLength(4)
  expect((await invoiceOf(administration, own.id)).discardedAt).not.toBeNull()
  const stranger = await makeConcept(administration)
  expect(
    await refusal(
      writing(administration, (write) =>
        moveOrder(write, { id: shared ?? '', orderId: a ?? '', toId: stranger.invoiceId }),
      ),
    ),
  ).toBe('invoices.other_customer')
})

test('finalizing freezes, bills the order and numbers F<year>-0001 with its own payment reference', async () => {
  const { administration } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  const { number } = await finalize(administration, invoiceId, Temporal.Instant.from('2026-11-22T23:30:00Z'))
  const invoice = await invoiceOf(administration, invoiceId)
  expect(number).toBe('F2026-0001')
  // 23:30 UTC is the next day in Leuven.
  expect(invoice).toMatchObject({
    issuedOn: '2026-11-23',
    dueOn: '2026-12-23',
    netAmount: '192.04',
    vatAmount: '34.77',
    grossAmount: '226.81',
    paymentReference: '+++261/0000/00149+++',
    previousHash: '',
  })
  expect(invoice.document?.buyer.name).toContain('Claes')
  expect(invoice.state).toMatchObject({ status: 'final', grossAmount: '226.81', dueOn: '2026-12-23' })
  expect(await orderOf(administration, orderId)).toMatchObject({
    status: 'invoiced',
    states: ['billed', 'billed'],
    unbilledAmount: '0.00',
  })
  expect(await refusal(finalize(administration, invoiceId))).toBe('invoices.already_final')
})

test('the PO number that a customer wants is asked for before the number is taken', async () => {
  const { administration } = await world()
  const { invoiceId } = await makeConcept(administration, { customer: { poRequired: true } })
  expect(await refusal(finalize(administration, invoiceId))).toBe('invoices.po_missing')
  const input = asInput(await invoiceOf(administration, invoiceId))
  await writing(administration, (write) => saveConcept(write, { ...input, poNumber: 'PO-7' }))
  expect((await finalize(administration, invoiceId)).number).toMatch(/-0001$/)
})

test('reverse charge needs the buyer’s VAT number; a missing mail address does not hold the number', async () => {
  const { administration } = await world()
  const reversed = await makeConcept(administration, { customer: { vatCode: 'AEC', vatNumber: '' } })
  expect(await refusal(finalize(administration, reversed.invoiceId))).toBe('invoices.vat_number_missing')
  const silent = await makeConcept(administration, { customer: { vatCode: 'AEC', email: '' } })
  const { id } = await finalize(administration, silent.invoiceId)
  const { document } = await invoiceOf(administration, id)
  expect(document).toMatchObject({ vatAmount: '0.00', grossAmount: '192.04' })
  expect(document?.vat[0]?.reason).toContain('Verlegging van heffing')
})

test('dates never go back within a series, and each year has its own', async () => {
  const { administration } = await world()
  const at = (day: string) => Temporal.Instant.from(`${day}T10:00:00Z`)
  const concepts = [
    await makeConcept(administration),
    await makeConcept(administration),
    await makeConcept(administration),
  ]
  const [one, two, three] = concepts.map(({ invoiceId }) => invoiceId)
  await finalize(administration, one ?? '', at('2026-12-30'))
  const input = asInput(await invoiceOf(administration, two ?? ''))
  await writing(administration, (write) => saveConcept(write, { ...input, issuedOn: '2026-12-29' }), at('2026-12-31'))
  expect(await refusal(finalize(administration, two ?? '', at('2026-12-31')))).toBe('invoices.date_goes_back')
  expect((await finalize(administration, three ?? '', at('2027-01-01'))).number).toBe('F2027-0001')
  await writing(
    administration,
    (write) => saveConcept(write, { ...input, version: input.version + 1, issuedOn: '2026-12-31' }),
    at('2027-01-02'),
  )
  expect((await finalize(administration, two ?? '', at('2027-01-02'))).number).toBe('F2026-0002')
  const later = await makeConcept(administration)
  const future = asInput(await invoiceOf(administration, later.invoiceId))
  await writing(administration, (write) => saveConcept(write, { ...future, issuedOn: '2027-02-01' }), at('2027-01-02'))
  expect(await refusal(finalize(administration, later.invoiceId, at('2027-01-02')))).toBe('invoices.date_in_future')
})

test('prefix, first number and digits are settable until the first invoice, and next year follows them', async () => {
  const { administration, organizationId } = await world()
  const now = Temporal.Instant.from('2026-06-01T10:00:00Z')
  const series = async (year: number) => {
    const [found] = await reading(administration, (read) =>
      read.db
        .select()
        .from(invoiceSeries)
        .where(and(eq(invoiceSeries.organizationId, organizationId), eq(invoiceSeries.year, year))),
    )
    if (!found) throw new Error('no series')
    return found
  }
  await writing(administration, (write) => ensureSeries(write, 'invoice', 2026))
  const { id } = await series(2026)
  await writing(administration, (write) =>
    saveSeries(write, { id, version: 1, prefix: 'WB', startNumber: 117, digits: 5 }),
  )
  const { invoiceId } = await makeConcept(administration)
  expect((await finalize(administration, invoiceId, now)).number).toBe('WB2026-00117')
  expect(
    await refusal(
      writing(administration, (write) => saveSeries(write, { id, version: 2, prefix: 'X', startNumber: 1, digits: 4 })),
    ),
  ).toBe('invoices.series_used')
  await writing(administration, (write) => ensureSeries(write, 'invoice', 2027))
  expect(await series(2027)).toMatchObject({ prefix: 'WB', digits: 5, startNumber: 1 })
  await writing(administration, (write) => ensureSeries(write, 'credit_note', 2027))
  const [credit] = await reading(administration, (read) =>
    read.db.select().from(invoiceSeries).where(eq(invoiceSeries.kind, 'credit_note')),
  )
  expect(
    await refusal(
      writing(administration, (write) =>
        saveSeries(write, { id: credit?.id ?? '', version: 1, prefix: 'WB', startNumber: 1, digits: 4 }),
      ),
    ),
  ).toBe('invoices.prefix_taken')
})

test('next year is there to be set, and goes along with this year until it is', async () => {
  const { administration } = await world()
  const now = Temporal.Instant.from('2026-06-01T10:00:00Z')
  await writing(administration, ensureComingSeries, now)
  const all = () =>
    reading(administration, (read) =>
      read.db.select().from(invoiceSeries).where(eq(invoiceSeries.kind, 'invoice')).orderBy(invoiceSeries.year),
    )
  const [current, next] = await all()
  expect([current?.year, next?.year]).toEqual([2026, 2027])
  const set = (id: string | undefined, version: number, prefix: string, startNumber: number) =>
    writing(administration, (write) => saveSeries(write, { id: id ?? '', version, prefix, startNumber, digits: 4 }))
  await set(current?.id, 1, 'WB', 40)
  expect(await all()).toMatchObject([
    { prefix: 'WB', startNumber: 40 },
    { prefix: 'WB', startNumber: 1 },
  ])
  await set(next?.id, 1, 'N', 500)
  await set(current?.id, 2, 'XB', 40)
  expect(await all()).toMatchObject([{ prefix: 'XB' }, { prefix: 'N', startNumber: 500 }])
})

async function finalWith(administration: Actor) {
  const made = await makeConcept(administration)
  await finalize(administration, made.invoiceId)
  return { ...made, invoice: await invoiceOf(administration, made.invoiceId) }
}

test('a credit note for everything opens the lines to be billed again and closes the invoice', async () => {
  const { administration } = await world()
  const { invoice, orderId, invoiceId } = await finalWith(administration)
  const input = {
    id: newId(),
    invoiceId,
    lineIds: invoice.lines.map(({ id }) => id),
    outcome: 'bill_again' as const,
    reason: 'Verkeerde klant',
  }
  const note = await writing(administration, (write) => creditInvoice(write, input))
  expect(note.number).toMatch(/^C\d{4}-0001$/)
  const credit = await invoiceOf(administration, note.id)
  expect(credit).toMatchObject({
    kind: 'credit_note',
    creditsId: invoiceId,
    grossAmount: '-226.81',
    netAmount: '-192.04',
  })
  expect(credit.document?.credits).toMatchObject({ number: invoice.number, reason: 'Verkeerde klant' })
  expect((await invoiceOf(administration, invoiceId)).state).toMatchObject({
    status: 'credited',
    creditedAmount: '226.81',
  })
  expect(await orderOf(administration, orderId)).toMatchObject({
    status: 'ready_to_invoice',
    states: ['open', 'open'],
    unbilledAmount: '192.04',
  })
  const again = await writing(administration, (write) => billOrder(write, orderId))
  expect((await finalize(administration, again ?? '')).number).toMatch(/-0002$/)
  expect(await refusal(writing(administration, (write) => creditInvoice(write, { ...input, id: newId() })))).toBe(
    'invoices.already_credited',
  )
})

test('a credit note for one line writes it off; the same line is never credited twice, also at once', async () => {
  const { administration } = await world()
  const { invoice, orderId, invoiceId } = await finalWith(administration)
  const lineId = invoice.lines[1]?.id ?? ''
  const attempt = () =>
    writing(administration, (write) =>
      creditInvoice(write, {
        id: newId(),
        invoiceId,
        lineIds: [lineId],
        outcome: 'write_off',
        reason: 'Niet geleverd',
      }),
    )
  const results = await Promise.allSettled([attempt(), attempt(), attempt()])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { state } = await invoiceOf(administration, invoiceId)
  expect(state).toMatchObject({ status: 'final', creditedAmount: '39.26' })
  expect(await orderOf(administration, orderId)).toMatchObject({
    status: 'invoiced',
    states: ['billed', 'written_off'],
  })
  expect(await refusal(attempt())).toBe('invoices.line_credited')
  const unknown = { id: newId(), invoiceId, lineIds: [newId()], outcome: 'write_off' as const, reason: 'onbekend' }
  expect(await refusal(writing(administration, (write) => creditInvoice(write, unknown)))).toBe('invoices.unknown_line')
})

test('a concept is not credited, and a credit note neither', async () => {
  const { administration } = await world()
  const { invoiceId } = await makeConcept(administration)
  const credit = (id: string, lineIds: string[]) =>
    writing(administration, (write) =>
      creditInvoice(write, { id: newId(), invoiceId: id, lineIds, outcome: 'write_off', reason: 'probeer' }),
    )
  const { lines } = await invoiceOf(administration, invoiceId)
  expect(
    await refusal(
      credit(
        invoiceId,
        lines.map(({ id }) => id),
      ),
    ),
  ).toBe('invoices.still_concept')
  await finalize(administration, invoiceId)
  const note = await credit(
    invoiceId,
    lines.map(({ id }) => id),
  )
  expect(await refusal(credit(note.id, [newId()]))).toBe('invoices.not_an_invoice')
})

test('documents that go with the invoice are attached from the start', async () => {
  const { administration, organizationId } = await world()
  const buyer = await makeBuyer(administration)
  const prepared = await takeMade(organizationId, {
    bytes: Buffer.from('rapport'),
    name: 'werkrapport.pdf',
    type: 'application/pdf',
  })
  const invoiceId = await writing(administration, async (write) => {
    const orderId = await releasedOrder(write, buyer)
    const fileId = await recordFile(write, prepared, { source: 'system' })
    const other = await recordFile(write, prepared, { source: 'system' })
    await write.db.insert(documents).values([
      { organizationId, id: newId(), orderId, fileId, kind: 'work_report', title: 'Werkrapport', withInvoice: true },
      { organizationId, id: newId(), orderId, fileId: other, kind: 'document', title: 'Intern', withInvoice: false },
    ])
    return billOrder(write, orderId)
  })
  const attached = await reading(administration, (read) =>
    read.db
      .select()
      .from(invoiceAttachments)
      .where(eq(invoiceAttachments.invoiceId, invoiceId ?? '')),
  )
  expect(attached.map(({ title }) => title)).toEqual(['Werkrapport'])
})

test('a report made after the order came on the concept goes along, unless somebody took it off', async () => {
  const { administration, organizationId } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  const prepared = await takeMade(organizationId, {
    bytes: Buffer.from('rapport'),
    name: 'werkrapport.pdf',
    type: 'application/pdf',
  })
  const [kept = '', off = ''] = await writing(administration, async (write) => {
    const fileIds = [
      await recordFile(write, prepared, { source: 'system' }),
      await recordFile(write, prepared, { source: 'system' }),
    ]
    const paper = { organizationId, orderId, kind: 'work_report' as const, title: 'Werkrapport', withInvoice: true }
    await write.db.insert(documents).values(fileIds.map((fileId) => ({ ...paper, id: newId(), fileId })))
    return fileIds
  })
  const ticked = async () => {
    const page = await reading(administration, (read) => invoicePage(read, invoiceId, Temporal.Now.instant()))
    return page.attachments.filter(({ isAttached }) => isAttached).map(({ fileId }) => fileId)
  }
  expect((await ticked()).sort()).toEqual([kept, off].sort())
  await writing(administration, (write) =>
    attachFile(write, { id: invoiceId, fileId: off, title: 'Werkrapport', attached: false }),
  )
  expect(await ticked()).toEqual([kept])
  await finalize(administration, invoiceId)
  expect(await ticked()).toEqual([kept])
})

test('a work report that is still being made is told before the number is taken, and does not block', async () => {
  const { administration, organizationId } = await world()
  const { invoiceId, orderId } = await makeConcept(administration)
  await writing(administration, ({ db }) =>
    db.insert(visits).values({
      organizationId,
      id: newId(),
      orderId,
      status: 'completed',
      durationMinutes: 60,
      closedAt: '2026-11-20T10:00:00Z',
    }),
  )
  const { checks } = await reading(administration, (read) => invoicePage(read, invoiceId, Temporal.Now.instant()))
  expect(checks.filter(({ state }) => state !== 'ok')).toMatchObject([
    { name: 'reports', state: 'warning', code: 'invoices.report_missing', params: { count: 1 } },
  ])
  expect((await finalize(administration, invoiceId)).number).toBeTruthy()
})

test('another company sees and changes nothing', async () => {
  const { administration } = await world()
  const stranger = (await makeCompany()).actors.admin
  const { invoiceId, orderId } = await makeConcept(administration)
  for (const work of [
    () => writing(stranger, (write) => finalizeInvoice(write, invoiceId)),
    () => writing(stranger, (write) => discardConcept(write, { id: invoiceId })),
    () => writing(stranger, (write) => billOrder(write, orderId)),
  ])
    expect(await refusal(work())).toBe('common.not_found')
  const seen = await reading(stranger, (read) => read.db.select().from(invoices).where(isNull(invoices.number)))
  expect(seen).toEqual([])
})

test('the page of a concept and of a final invoice show what is there: checks, siblings, credits', async () => {
  const { administration } = await world()
  const buyer = await makeBuyer(administration)
  const [one, two] = await writing(administration, async (write) => [
    await billOrder(write, await releasedOrder(write, buyer)),
    await billOrder(write, await releasedOrder(write, buyer)),
  ])
  const page = (id: string) => reading(administration, (read) => invoicePage(read, id, Temporal.Now.instant()))
  const concept = await page(one ?? '')
  expect(concept.siblings.map(({ id }) => id)).toEqual([two])
  expect(concept.siblings[0]?.orderNumbers).toMatch(/^O-\d{4}-\d{4}$/)
  expect(concept.checks.every(({ state }) => state === 'ok')).toBe(true)
  await finalize(administration, one ?? '')
  const lineId = concept.lines[0]?.id ?? ''
  const credit = {
    id: newId(),
    invoiceId: one ?? '',
    lineIds: [lineId],
    outcome: 'bill_again' as const,
    reason: 'fout',
  }
  await writing(administration, (write) => creditInvoice(write, credit))
  const final = await page(one ?? '')
  expect(final).toMatchObject({ creditedLineIds: [lineId], credits: [{ grossAmount: '-187.55' }] })
  const list = (filters: string) =>
    reading(administration, (read) =>
      invoiceEntries(read, invoiceFiltersFrom(new URLSearchParams(filters)), '2030-01-01'),
    )
  expect((await list('status=concept')).totals).toEqual({ count: 1, grossAmount: '226.81', openAmount: '0.00' })
  expect((await list('status=overdue')).rows.map(({ id, status }) => [id, status])).toEqual([[one, 'overdue']])
  expect((await list('status=credit_note')).totals.grossAmount).toBe('-187.55')
  expect((await list('q=claes')).totals.count).toBe(0)
  expect((await reading(administration, ordersToInvoice)).map(({ openAmount }) => openAmount)).toEqual(['155.00'])
})

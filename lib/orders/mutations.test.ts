import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { files } from '@/db/schema/files'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { documents, orderLines, orders } from '@/db/schema/orders'
import { createAsset, retireAsset } from '@/lib/assets/mutations/assets'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { archiveContact, saveContact } from '@/lib/customers/mutations/contacts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { saveSite } from '@/lib/customers/mutations/sites'
import { newId } from '@/lib/ids'
import { createProduct } from '@/lib/products/mutations/products'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { createOrderInput, editOrderInput } from './input'
import { createOrder } from './mutations/create'
import { cancelMany, cancelOrder, holdOrder, releaseOrder, resumeOrder, unreleaseOrder } from './mutations/decide'
import { addDocument, removeDocument, restoreDocument, setDocumentWithInvoice } from './mutations/documents'
import { editOrder } from './mutations/edit'
import { setLinesInvoiceState, setVisitFacts } from './mutations/facts'
import { addLine, editLine, removeLine } from './mutations/lines'
import { answerQuestion, askQuestion, withdrawQuestion } from './mutations/questions'
import { removeSourceLine, upsertSourceLine } from './mutations/source-lines'
import { takeNumber } from './mutations/take-number'
import { questionsOf } from './queries/page'
import type { OrderStatus } from './rules'

/** A company with one customer with a site, and order types of each kind of billing. */
async function world(company?: TestCompany) {
  const made = company ?? (await makeCompany())
  const { planner } = made.actors
  const types = { hourly: newId(), fixed: newId(), none: newId() }
  const checklistId = newId()
  const customer = await writing(planner, async (write) => {
    for (const billing of ['hourly', 'fixed', 'none'] as const)
      await write.db.insert(orderTypes).values({
        organizationId: made.organizationId,
        id: types[billing],
        name: billing,
        billing,
        durationMinutes: 90,
        fixedPrice: billing === 'fixed' ? '149.00' : null,
      })
    await write.db.insert(formTemplates).values({
      organizationId: made.organizationId,
      id: checklistId,
      orderTypeId: types.hourly,
      kind: 'checklist',
      number: 1,
      fields: [],
    })
    return createCustomer(write, {
      kind: 'person',
      name: 'Lies Peeters',
      street: 'Bondgenotenlaan',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
      withSite: true,
    })
  })
  if (!customer.siteId) throw new Error('no site')
  const basis = { orderTypeId: types.hourly, customerId: customer.id, siteId: customer.siteId, title: 'Ketel lekt' }
  return { ...made, ...made.actors, types, checklistId, customer, basis }
}

function orderOf(actor: Actor, id: string) {
  return reading(actor, async (read) => {
    const [order] = await read.db.select().from(orders).where(eq(orders.id, id))
    if (!order) throw new Error('no order')
    return order
  })
}

function linesOf(actor: Actor, orderId: string) {
  return reading(actor, (read) =>
    read.db.select().from(orderLines).where(eq(orderLines.orderId, orderId)).orderBy(orderLines.position),
  )
}

function actionsOf(actor: Actor, orderId: string) {
  return reading(actor, async (read) =>
    (await read.db.select().from(history).where(eq(history.orderId, orderId)).orderBy(history.id)).map(
      (row) => row.action,
    ),
  )
}

const done = {
  visitState: 'done',
  visitCount: 1,
  firstVisitAt: null,
  executedAt: '2026-11-20T10:00:00Z',
  remainingWork: '',
} as const

test('an order starts accepted, with the checklist its type has now, a number of the year and a line of history', async () => {
  const { planner, basis, checklistId } = await world()
  const { id, number } = await writing(planner, (write) => createOrder(write, basis))
  const order = await orderOf(planner, id)
  expect(number).toMatch(/^O-\d{4}-0001$/)
  expect(order).toMatchObject({ number, status: 'accepted', checklistTemplateId: checklistId, durationMinutes: 90 })
  expect(await actionsOf(planner, id)).toEqual(['orders.create'])
})

test('the year of a number is the one where the organization is', async () => {
  const { organizationId } = await makeCompany({ timeZone: 'Pacific/Auckland' })
  const { Temporal } = await import('@/lib/time')
  const number = await writing(
    systemActor(organizationId, 'test'),
    (write) => takeNumber(write, 'request'),
    Temporal.Instant.from('2026-12-31T12:00:00Z'),
  )
  expect(number).toBe('A-2027-0001')
})

test('fifty orders made at once have consecutive numbers without a gap, also when some fail', async () => {
  const { planner, basis } = await world()
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      writing(planner, async (write) => {
        const made = await createOrder(write, basis)
        if (index % 10 === 0) throw new Error('fails after its number was taken')
        return made
      }),
    ),
  )
  const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.number] : [])).sort()
  expect(numbers).toHaveLength(45)
  expect(numbers.map((number) => Number(number.slice(-4)))).toEqual(Array.from({ length: 45 }, (_, index) => index + 1))
})

test('the same order sent twice, with its own id or with the key of its tap, is one order', async () => {
  const { planner, basis } = await world()
  const id = newId()
  const [first, second] = await Promise.all([
    writing(planner, (write) => createOrder(write, { ...basis, id })),
    writing(planner, (write) => createOrder(write, { ...basis, id })),
  ])
  expect(second).toEqual(first)
  const key = newId()
  const send = () => perform(planner, 'orders.create', createOrderInput, createOrder, basis, key)
  const [one, two] = await Promise.all([send(), send()])
  expect(one).toEqual(two)
  expect(one).toMatchObject({ ok: true, value: { number: expect.stringMatching(/-0002$/) } })
})

test('customer, site and type must exist, belong together and be of this company', async () => {
  const { planner, basis } = await world()
  const other = await world()
  const make = (more: object) => writing(planner, (write) => createOrder(write, { ...basis, ...more }))
  await expect(make({ customerId: other.basis.customerId })).rejects.toMatchObject({ code: 'orders.no_customer' })
  await expect(make({ siteId: other.basis.siteId })).rejects.toMatchObject({
    code: 'orders.no_site',
    fields: { siteId: 'orders.no_site' },
  })
  await expect(make({ orderTypeId: other.basis.orderTypeId })).rejects.toMatchObject({ code: 'orders.no_type' })
  await expect(make({ assetId: newId() })).rejects.toMatchObject({ code: 'orders.no_asset' })
  const { id } = await writing(other.planner, (write) => createOrder(write, other.basis))
  await expect(writing(planner, (write) => cancelOrder(write, id, 'x'))).rejects.toMatchObject({
    code: 'common.not_found',
  })
})

test('an order is about an asset in service at its site, with a contact still in the lists; what it says may stay', async () => {
  const { planner, basis, customer } = await world()
  const [boiler, pump] = [newId(), newId()]
  const [an, tom] = [newId(), newId()]
  const address = { street: 'Naamsestraat', houseNumber: '3', postalCode: '3000', city: 'Leuven' }
  const elsewhere = await writing(planner, async (write) => {
    const site = await saveSite(write, { id: newId(), customerId: customer.id, version: null, ...address })
    await createAsset(write, { id: boiler, customerId: customer.id, siteId: basis.siteId, type: 'Ketel' })
    await createAsset(write, { id: pump, customerId: customer.id, siteId: site.id, type: 'Warmtepomp' })
    for (const [id, name] of [
      [an, 'An'],
      [tom, 'Tom'],
    ] as const)
      await saveContact(write, { id, customerId: customer.id, version: null, name })
    return site.id
  })
  const make = (more: object) => writing(planner, (write) => createOrder(write, { ...basis, ...more }))
  const refused = (field: string, code: string) => ({ code, fields: { [field]: code } })
  await expect(make({ assetId: pump })).rejects.toMatchObject(refused('assetId', 'orders.asset_elsewhere'))
  const { id } = await make({ assetId: boiler, contactId: an })
  const { id: bare } = await make({})
  await writing(planner, async (write) => {
    await retireAsset(write, { id: boiler })
    await archiveContact(write, { id: an, archived: true })
  })
  await expect(make({ assetId: boiler })).rejects.toMatchObject(refused('assetId', 'orders.asset_retired'))
  await expect(make({ contactId: an })).rejects.toMatchObject(refused('contactId', 'orders.contact_archived'))

  const edit = async (orderId: string, more: object) => {
    const { version } = await orderOf(planner, orderId)
    return writing(planner, (write) => editOrder(write, { id: orderId, version, ...more }))
  }
  await expect(edit(bare, { assetId: boiler })).rejects.toMatchObject(refused('assetId', 'orders.asset_retired'))
  await expect(edit(bare, { assetId: pump })).rejects.toMatchObject(refused('assetId', 'orders.asset_elsewhere'))
  await expect(edit(bare, { contactId: an })).rejects.toMatchObject(refused('contactId', 'orders.contact_archived'))
  await edit(id, { title: 'Ketel lekt hard', assetId: boiler, contactId: an })
  await expect(edit(id, { siteId: elsewhere })).rejects.toMatchObject(refused('assetId', 'orders.asset_elsewhere'))
  await edit(id, { siteId: elsewhere, assetId: pump, contactId: tom })
  expect(await orderOf(planner, id)).toMatchObject({ siteId: elsewhere, assetId: pump, contactId: tom })

  // The person of an address is filled in only while they are in the lists.
  await writing(planner, async (write) => {
    await saveSite(write, { id: elsewhere, customerId: customer.id, version: 1, contactId: tom })
    await archiveContact(write, { id: tom, archived: true })
  })
  const { id: last } = await make({ siteId: elsewhere })
  expect(await orderOf(planner, last)).toMatchObject({ contactId: null })
})

test('an edit says which version it saw; a stale one gets the other and changes nothing', async () => {
  const { planner, administration, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  await writing(planner, (write) => editOrder(write, { id, version: 1, title: 'Ketel lekt hard', priority: 'urgent' }))
  const stale = writing(administration, (write) => editOrder(write, { id, version: 1, title: 'Iets anders' }))
  await expect(stale).rejects.toMatchObject({ code: 'common.stale', current: { title: 'Ketel lekt hard', version: 2 } })
  expect(await actionsOf(planner, id)).toEqual(['orders.create', 'orders.edit'])
})

test('an agreement says by which quote or contract, and lacks nothing; who takes it away takes its number along', async () => {
  const { planner, basis, types } = await world()
  const make = (more: object) => writing(planner, (write) => createOrder(write, { ...basis, ...more }))
  const refused = (field: string, code: string) => ({ code, fields: { [field]: code } })
  await expect(make({ agreedBasis: 'quote', agreedReference: 'OFF-1' })).rejects.toMatchObject(
    refused('agreedAmount', 'orders.quote_amount'),
  )
  const { id: fixed } = await make({ agreedBasis: 'quote', agreedReference: 'OFF-1', orderTypeId: types.fixed })
  expect(await orderOf(planner, fixed)).toMatchObject({ agreedBasis: 'quote', agreedAmount: '149.00' })

  const { id } = await make({})
  const edit = async (more: object) => {
    const { version } = await orderOf(planner, id)
    return writing(planner, (write) => editOrder(write, { id, version, ...more }))
  }
  await expect(edit({ agreedReference: 'C-12' })).rejects.toMatchObject(
    refused('agreedBasis', 'orders.agreement_basis'),
  )
  await expect(edit({ agreedBasis: 'contract' })).rejects.toMatchObject(
    refused('agreedReference', 'orders.contract_number'),
  )
  await edit({ agreedBasis: 'contract', agreedReference: 'C-12' })
  await expect(edit({ agreedBasis: 'quote' })).rejects.toMatchObject(refused('agreedAmount', 'orders.quote_amount'))
  await edit({ agreedBasis: 'quote', agreedReference: 'OFF-2026-014', agreedAmount: '450.00' })
  await expect(edit({ agreedAmount: null })).rejects.toMatchObject(refused('agreedAmount', 'orders.quote_amount'))
  await edit({ agreedBasis: null })
  expect(await orderOf(planner, id)).toMatchObject({ agreedBasis: null, agreedReference: '', agreedAmount: '450.00' })
  const told = await reading(planner, (read) =>
    read.db.select().from(history).where(eq(history.orderId, id)).orderBy(history.id),
  )
  expect(told.at(-1)?.changes).toEqual([
    { field: 'agreedReference', from: 'OFF-2026-014', to: '' },
    { field: 'agreedBasis', from: 'quote', to: null },
  ])
  for (const agreedReference of ['x'.repeat(61), 7])
    expect(editOrderInput.safeParse({ id, version: 1, agreedReference }).success).toBe(false)
  expect(editOrderInput.safeParse({ id, version: 1, agreedBasis: 'handshake' }).success).toBe(false)
})

test('a technician without a visit there does not even know of the order', async () => {
  const { planner, technician, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const add = writing(technician, (write) =>
    addLine(write, { orderId: id, kind: 'material', description: 'Kraan', quantity: '1' }),
  )
  await expect(add).rejects.toMatchObject({ code: 'common.not_found' })
})

test('the status follows the facts: planned, running, done, released, billed, and back', async () => {
  const { planner, administration, organizationId, basis } = await world()
  const system = systemActor(organizationId, 'test')
  const { id } = await writing(planner, (write) =>
    createOrder(write, {
      ...basis,
      lines: [{ kind: 'labour', description: 'Uren', quantity: '1.5', unitPrice: '62' }],
    }),
  )
  const seen: OrderStatus[] = []
  const look = async () => seen.push((await orderOf(planner, id)).status)
  for (const visitState of ['planned', 'running', 'done'] as const) {
    await writing(system, (write) => setVisitFacts(write, id, { ...done, visitState }))
    await look()
  }
  await writing(administration, (write) => releaseOrder(write, id))
  await look()
  const [line] = await linesOf(planner, id)
  if (!line) throw new Error('no line')
  await writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'concept'))
  await expect(
    writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'concept')),
  ).rejects.toMatchObject({ code: 'orders.lines_taken' })
  await expect(writing(administration, (write) => unreleaseOrder(write, id))).rejects.toMatchObject({
    code: 'orders.lines_on_invoice',
  })
  await writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'billed'))
  await look()
  expect(await orderOf(planner, id)).toMatchObject({ billableAmount: '93.00', unbilledAmount: '0.00' })
  await writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'open'))
  await look()
  await writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'written_off'))
  await look()
  expect(seen).toEqual([
    'planned',
    'in_progress',
    'executed',
    'ready_to_invoice',
    'invoiced',
    'ready_to_invoice',
    'invoiced',
  ])
  expect((await actionsOf(planner, id)).filter((action) => action === 'orders.status')).toHaveLength(7)
})

test('a hundred orders are billed in one go, and a line of another company is not found', async () => {
  const { planner, administration, basis } = await world()
  const lines = await writing(planner, async (write) => {
    for (let index = 0; index < 100; index++)
      await createOrder(write, {
        ...basis,
        lines: [{ kind: 'material', description: 'Filter', quantity: '1', unitPrice: '10' }],
      })
    return write.db.select({ id: orderLines.id }).from(orderLines)
  })
  await writing(administration, (write) =>
    setLinesInvoiceState(
      write,
      lines.map((line) => line.id),
      'billed',
    ),
  )
  const left = await reading(planner, (read) => read.db.select({ unbilled: orders.unbilledAmount }).from(orders))
  expect(new Set(left.map((order) => order.unbilled))).toEqual(new Set(['0.00']))
  const other = await world()
  const first = lines[0]?.id ?? ''
  await expect(
    writing(other.administration, (write) => setLinesInvoiceState(write, [first], 'open')),
  ).rejects.toMatchObject({ code: 'common.not_found' })
})

test('a fixed price is one line; hours and material beside it are covered, extra work is billed', async () => {
  const { planner, basis, types } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, { ...basis, orderTypeId: types.fixed }))
  const recorded = {
    orderId: id,
    source: 'visit_material',
    kind: 'material',
    description: 'Pakking',
    unit: 'st',
    quantity: '2',
    unitPrice: '5',
    vatRate: '21',
  } as const
  await writing(planner, (write) => upsertSourceLine(write, { ...recorded, sourceId: newId(), billing: 'included' }))
  await writing(planner, (write) => upsertSourceLine(write, { ...recorded, sourceId: newId(), billing: 'extra' }))
  const lines = await linesOf(planner, id)
  expect(lines.map((line) => [line.kind, line.billing, line.netAmount])).toEqual([
    ['fixed', 'included', '149.00'],
    ['material', 'covered', '0.00'],
    ['material', 'extra', '10.00'],
  ])
  expect(await orderOf(planner, id)).toMatchObject({ agreedAmount: '149.00', unbilledAmount: '159.00', lineCount: 3 })
})

test('what is recorded twice is one line, takes over what was planned, and gives it back when it is removed', async () => {
  const { planner, basis } = await world()
  const product = await writing(planner, (write) =>
    createProduct(write, { kind: 'material', name: 'Ontspanner', price: '12' }),
  )
  const planned = {
    kind: 'material',
    description: 'Ontspanner',
    productId: product.id,
    quantity: '2',
    unitPrice: '12',
  } as const
  const { id } = await writing(planner, (write) => createOrder(write, { ...basis, lines: [planned] }))
  const sourceId = newId()
  const recorded = {
    orderId: id,
    source: 'visit_material',
    sourceId,
    kind: 'material',
    billing: 'included',
    productId: product.id,
    description: 'Ontspanner',
    unit: 'st',
    quantity: '3',
    unitPrice: '12',
    vatRate: '21',
  } as const
  const first = await writing(planner, (write) => upsertSourceLine(write, recorded))
  const again = await writing(planner, (write) => upsertSourceLine(write, recorded))
  expect(again).toEqual(first)
  const [line, ...rest] = await linesOf(planner, id)
  expect(rest).toEqual([])
  expect(line).toMatchObject({
    plannedQuantity: '2.000',
    doneQuantity: '3.000',
    quantity: '3.000',
    netAmount: '36.00',
    version: 2,
  })
  await writing(planner, (write) => removeSourceLine(write, recorded))
  expect(await linesOf(planner, id)).toMatchObject([{ source: 'planned', doneQuantity: null, netAmount: '24.00' }])
})

test('what was recorded on site changes only with a reason, and the correction stays when the phone sends again', async () => {
  const { planner, administration, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const recorded = {
    orderId: id,
    source: 'time_entry',
    sourceId: newId(),
    kind: 'labour',
    billing: 'included',
    description: 'Uren Jan',
    unit: 'u',
    quantity: '2',
    unitPrice: null,
    vatRate: '21',
  } as const
  const line = await writing(planner, (write) => upsertSourceLine(write, recorded))
  expect(await orderOf(planner, id)).toMatchObject({ unbilledAmount: '0.00', lineCount: 1 })
  await writing(administration, (write) => editLine(write, { id: line.id, version: 1, unitPrice: '62.50' }))
  const less = { id: line.id, version: 2, quantity: '1.5' }
  await expect(writing(administration, (write) => editLine(write, less))).rejects.toMatchObject({
    code: 'orders.correction_reason',
  })
  await writing(administration, (write) => editLine(write, { ...less, correctionReason: 'Middagpauze' }))
  await writing(planner, (write) => upsertSourceLine(write, { ...recorded, quantity: '2.25' }))
  expect(await linesOf(planner, id)).toMatchObject([
    { quantity: '1.500', doneQuantity: '2.250', netAmount: '93.75', correctionReason: 'Middagpauze' },
  ])
  await writing(administration, (write) => removeLine(write, { id: line.id, version: 4, correctionReason: 'Garantie' }))
  expect(await linesOf(planner, id)).toMatchObject([{ quantity: '0.000', netAmount: '0.00', doneQuantity: '2.250' }])
})

test('a line on an invoice no longer changes, whoever asks', async () => {
  const { planner, administration, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const line = await writing(planner, (write) =>
    addLine(write, { orderId: id, kind: 'material', description: 'Kraan', quantity: '1', unitPrice: '20' }),
  )
  await writing(administration, (write) => setLinesInvoiceState(write, [line.id], 'billed'))
  const refused = { code: 'orders.line_on_invoice' }
  await expect(
    writing(administration, (write) => editLine(write, { id: line.id, version: 1, quantity: '2' })),
  ).rejects.toMatchObject(refused)
  await expect(
    writing(administration, (write) => removeLine(write, { id: line.id, version: 1 })),
  ).rejects.toMatchObject(refused)
})

test('hold, resume and cancel have their reasons and their refusals', async () => {
  const { planner, organizationId, basis } = await world()
  const { id } = await writing(planner, (write) =>
    createOrder(write, { ...basis, lines: [{ kind: 'fixed', description: 'Prijs', quantity: '1', unitPrice: '80' }] }),
  )
  await writing(planner, (write) => holdOrder(write, { id, reason: 'Wacht op onderdeel', until: '2026-12-01' }))
  expect(await orderOf(planner, id)).toMatchObject({
    holdReason: 'Wacht op onderdeel',
    holdOwnerId: planner.id,
    status: 'accepted',
  })
  await expect(writing(planner, (write) => holdOrder(write, { id, reason: 'x' }))).rejects.toMatchObject({
    code: 'orders.already_on_hold',
  })
  await writing(planner, (write) => resumeOrder(write, id))
  await writing(systemActor(organizationId, 'test'), (write) =>
    setVisitFacts(write, id, { ...done, visitState: 'planned' }),
  )
  await expect(writing(planner, (write) => cancelOrder(write, id, 'x'))).rejects.toMatchObject({
    code: 'orders.visit_planned',
  })
  await writing(systemActor(organizationId, 'test'), (write) =>
    setVisitFacts(write, id, { ...done, visitState: 'needs_visit' }),
  )
  const many = await writing(planner, (write) => cancelMany(write, { ids: [id], reason: 'Klant wil niet meer' }))
  expect(many).toEqual({ done: 1, refused: [] })
  expect(await orderOf(planner, id)).toMatchObject({ status: 'cancelled', unbilledAmount: '0.00' })
  expect(await writing(planner, (write) => cancelMany(write, { ids: [id], reason: 'x' }))).toMatchObject({
    done: 0,
    refused: [{ code: 'orders.cancelled' }],
  })
})

test('only administration releases', async () => {
  const { planner, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  await expect(writing(planner, (write) => releaseOrder(write, id))).rejects.toMatchObject({ code: 'common.forbidden' })
})

test('a document is added once, goes along with the invoice, is removed and put back', async () => {
  const { planner, organizationId, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const fileId = newId()
  const documentId = newId()
  await writing(planner, async (write) => {
    await write.db.insert(files).values({
      organizationId,
      id: fileId,
      sha256: 'x',
      originalSha256: 'x',
      sizeBytes: 1,
      type: 'image/png',
      name: 'x.png',
      source: 'office',
    })
    const document = { id: documentId, orderId: id, fileId, kind: 'photo', title: 'Foto' } as const
    await addDocument(write, document)
    await addDocument(write, document)
    await setDocumentWithInvoice(write, { id: documentId, withInvoice: true })
  })
  await writing(planner, (write) => removeDocument(write, documentId))
  await writing(planner, (write) => restoreDocument(write, documentId))
  const rows = await reading(planner, (read) => read.db.select().from(documents).where(eq(documents.orderId, id)))
  expect(rows).toMatchObject([{ id: documentId, withInvoice: false, removedAt: null }])
})

test('one question is answered once, by who was asked', async () => {
  const { planner, technician, basis } = await world()
  const other = await makeCompany()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const asked = await writing(planner, (write) =>
    askQuestion(write, { orderId: id, memberId: technician.id, question: 'Welke pomp?' }),
  )
  await expect(
    writing(planner, (write) =>
      askQuestion(write, { orderId: id, memberId: other.actors.technician.id, question: 'x' }),
    ),
  ).rejects.toMatchObject({ code: 'orders.no_member' })
  await writing(technician, (write) => answerQuestion(write, asked.id, 'Grundfos'))
  await writing(technician, (write) => answerQuestion(write, asked.id, 'Grundfos'))
  await expect(writing(technician, (write) => answerQuestion(write, asked.id, 'Wilo'))).rejects.toMatchObject({
    code: 'orders.question_answered',
  })
  expect(await actionsOf(planner, id)).toEqual(['orders.create', 'orders.question_ask', 'orders.question_answer'])
})

test('the office answers for who was asked, or withdraws the question; the history keeps both', async () => {
  const { planner, administration, technician, basis } = await world()
  const { id } = await writing(planner, (write) => createOrder(write, basis))
  const ask = () =>
    writing(planner, (write) => askQuestion(write, { orderId: id, memberId: technician.id, question: 'Welke pomp?' }))
  const [one, other] = [await ask(), await ask()]
  await writing(administration, (write) => answerQuestion(write, one.id, 'Grundfos'))
  const withdraw = (questionId: string) => writing(planner, (write) => withdrawQuestion(write, questionId))
  await expect(withdraw(one.id)).rejects.toMatchObject({ code: 'orders.question_answered' })
  await withdraw(other.id)
  await expect(withdraw(other.id)).rejects.toMatchObject({ code: 'common.not_found' })
  const late = writing(technician, (write) => answerQuestion(write, other.id, 'Wilo'))
  await expect(late).rejects.toMatchObject({ code: 'common.not_found' })
  const page = await reading(planner, (read) => questionsOf(read, id))
  expect(page).toMatchObject([{ id: one.id, answer: 'Grundfos' }])
  expect((await actionsOf(planner, id)).slice(-2)).toEqual(['orders.question_answer', 'orders.question_withdraw'])
})

test('an order is made with what planning should know of it, and with nobody of another company', async () => {
  const { planner, basis } = await world()
  const wanted = { earliestOn: '2031-11-25', preferredMemberId: planner.id, loadKg: '42.5', loadM3: null }
  const input = createOrderInput.parse({ ...basis, ...wanted })
  const { id } = await writing(planner, (write) => createOrder(write, input))
  expect(await orderOf(planner, id)).toMatchObject({ ...wanted, loadKg: '42.500' })
  const stranger = (await world()).planner.id
  await expect(
    writing(planner, (write) => createOrder(write, { ...basis, preferredMemberId: stranger })),
  ).rejects.toMatchObject({ code: 'orders.no_member', fields: { preferredMemberId: 'orders.no_member' } })
})

import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { organizations } from '@/db/schema/auth'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { createAsset } from '@/lib/assets/mutations/assets'
import { reading, systemActor, type Write, writing } from '@/lib/auth/actor'
import type { OrganizationSettings } from '@/lib/auth/rules'
import { releaseForInvoice } from '@/lib/control/mutations'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { saveAnswer } from '@/lib/execution/mutations/answer'
import { closeVisit } from '@/lib/execution/mutations/close'
import { addFieldFile } from '@/lib/execution/mutations/files'
import { saveMaterial, saveNote } from '@/lib/execution/mutations/material'
import { makeReport } from '@/lib/execution/mutations/report'
import { takeStep } from '@/lib/execution/mutations/step'
import { type Prepared, takeUpload } from '@/lib/files/intake'
import { createOrderType } from '@/lib/forms/mutations/order-types'
import { saveForm } from '@/lib/forms/mutations/templates'
import { saveExpense } from '@/lib/hours/mutations/expenses'
import { newId } from '@/lib/ids'
import { renderInvoice } from '@/lib/invoices/jobs'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { ensureSeries } from '@/lib/invoices/mutations/series'
import { createOrder } from '@/lib/orders/mutations/create'
import { createProduct } from '@/lib/products/mutations/products'
import { addMinutes, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { makeCompany, type TestCompany } from '@/scripts/test/company'

/** A company that can do the whole chain: a customer with contact, site and asset, products, an order type with a checklist. */
export type Shop = TestCompany & {
  customerId: string
  siteId: string
  assetId: string
  productId: string
  labourId: string
  orderTypeId: string
  email: string
}

const address = { street: 'Tiensestraat', houseNumber: '12', postalCode: '3000', city: 'Leuven', country: 'BE' }

export async function openShop(): Promise<Shop> {
  const company = await makeCompany()
  const ids = { customerId: newId(), siteId: newId(), orderTypeId: newId() }
  const email = `klant-${ids.customerId}@example.com`
  return writing(company.actors.admin, async (write) => {
    const product = (kind: 'labour' | 'travel' | 'material', name: string) =>
      createProduct(write, {
        kind,
        name,
        unit: kind === 'material' ? 'st' : 'u',
        price: '62',
        cost: '31',
        vatRate: '21',
      })
    const [labour, travel, material] = [
      await product('labour', 'Arbeid'),
      await product('travel', 'Verplaatsing'),
      await product('material', 'Expansievat'),
    ]
    const settings: Partial<OrganizationSettings> = { labourProductId: labour.id, travelProductId: travel.id }
    await write.db.update(organizations).set({ settings }).where(eq(organizations.id, company.organizationId))
    await createOrderType(write, {
      id: ids.orderTypeId,
      name: `Herstelling ${ids.orderTypeId.slice(-6)}`,
      names: { nl: '', fr: '', en: '' },
      icon: 'wrench',
      durationMinutes: 60,
      ...{ skills: [], arrival: 'company', arrivalWindowMinutes: 60 },
      signatureRule: 'customer_or_reason',
      tellCustomer: true,
      requestable: true,
      approval: 'default',
      billing: 'hourly',
      fixedPrice: null,
    })
    const words = (nl: string) => ({ nl, fr: nl, en: nl })
    await saveForm(write, {
      orderTypeId: ids.orderTypeId,
      kind: 'checklist',
      version: 0,
      fields: [
        { id: 'cause', type: 'text', label: words('Oorzaak'), required: true },
        { id: 'plate', type: 'photo', label: words('Kenplaat'), required: false },
      ],
    })
    await createCustomer(write, {
      id: ids.customerId,
      siteId: ids.siteId,
      withSite: true,
      kind: 'company',
      name: `Claes ${ids.customerId.slice(-6)}`,
      vatNumber: 'BE0403170701',
      email,
      ...address,
      contact: { name: 'An Claes', email, receives: ['appointments', 'reports'] },
    })
    const asset = await createAsset(write, { customerId: ids.customerId, siteId: ids.siteId, type: 'Ketel' })
    return { ...company, ...ids, email, productId: material.id, labourId: labour.id, assetId: asset.id }
  })
}

/** An accepted order with a priced line of each of two VAT rates. */
export function takeOrder(shop: Shop, more: { poNumber?: string } = {}): Promise<string> {
  return writing(shop.actors.planner, async (write) => {
    const { id } = await createOrder(write, {
      id: newId(),
      customerId: shop.customerId,
      siteId: shop.siteId,
      assetId: shop.assetId,
      orderTypeId: shop.orderTypeId,
      title: 'Lek in stookplaats',
      lines: [
        { kind: 'labour', description: 'Arbeid', unit: 'u', quantity: '2.5', unitPrice: '62', vatRate: '21' },
        { kind: 'material', description: 'Kraan', quantity: '3', unitPrice: '12.345', vatRate: '6' },
      ],
      ...more,
    })
    return id
  })
}

let slot = 0

/** A visit of the technician on a day of its own, so that visits of one walk never overlap. */
export async function planVisit(shop: Shop, orderId: string, startAt = soon()): Promise<string> {
  const id = newId()
  await writing(shop.actors.planner, (write) =>
    assignOrder(write, {
      id,
      orderId,
      memberIds: [shop.actors.technician.id],
      startAt,
      endAt: addMinutes(startAt, 60),
    }),
  )
  return id
}

function soon(): string {
  slot += 1
  return addMinutes(Temporal.Now.instant().toString(), 24 * 60 + slot * 90)
}

export const now = () => Temporal.Now.instant().toString()

/** The technician is on site: the clock runs. */
export async function arrive(shop: Shop, visitId: string): Promise<void> {
  for (const step of ['travel', 'arrive'] as const)
    await writing(shop.actors.technician, (write) => takeStep(write, { id: newId(), visitId, step, at: now() }))
}

let drawn: Promise<Buffer> | undefined

export function picture(): Promise<Buffer> {
  drawn ??= sharp({ create: { width: 40, height: 24, channels: 3, background: '#0f5c66' } })
    .png()
    .toBuffer()
  return drawn
}

export async function upload(shop: { organizationId: string }): Promise<Prepared> {
  return takeUpload(shop.organizationId, { bytes: await picture(), name: 'foto.png' })
}

/** Checklist, photo, material, a remark and what was paid for the job. */
export async function fillIn(shop: Shop, visitId: string): Promise<{ photoId: string; materialId: string }> {
  const [prepared, photoId, materialId, receiptFileId] = [await upload(shop), newId(), newId(), newId()]
  await writing(shop.actors.technician, async (write) => {
    await saveAnswer(write, { id: newId(), visitId, fieldId: 'cause', value: 'Dichting versleten', at: now() })
    await addFieldFile(write, { id: photoId, visitId, kind: 'photo_after', fieldId: '', takenAt: now() }, prepared)
    await addFieldFile(write, { id: receiptFileId, visitId, kind: 'receipt', fieldId: '', takenAt: now() }, prepared)
    await saveMaterial(write, {
      id: materialId,
      visitId,
      productId: shop.productId,
      description: '',
      quantity: '1',
      kind: 'material',
      billing: 'included',
    })
    await saveNote(write, { id: newId(), visitId, body: 'Kraan was vast', forCustomer: true })
    await saveExpense(write, {
      id: newId(),
      visitId,
      kind: 'parking',
      description: '',
      grossAmount: '4.5',
      vatRate: '21',
      receiptFileId,
    })
  })
  return { photoId, materialId }
}

export function closing(visitId: string, fileId: string | null) {
  const signature = { id: newId(), name: 'An Claes', absentReason: '', fileId, signedAt: now() }
  return {
    visitId,
    eventId: newId(),
    at: now(),
    outcome: 'completed' as const,
    remainingWork: '',
    noAccessReason: '',
    signatures: [{ ...signature, signer: 'customer' as const }],
    fileIds: [],
  }
}

export async function sign(shop: Shop, visitId: string): Promise<string> {
  const fileId = newId()
  const prepared = await upload(shop)
  await writing(shop.actors.technician, (write) =>
    addFieldFile(write, { id: fileId, visitId, kind: 'signature', fieldId: '', takenAt: now() }, prepared),
  )
  return fileId
}

/** On site, filled in, signed and closed. */
export async function execute(shop: Shop, visitId: string): Promise<void> {
  await arrive(shop, visitId)
  await fillIn(shop, visitId)
  const fileId = await sign(shop, visitId)
  await writing(shop.actors.technician, (write) => closeVisit(write, closing(visitId, fileId)))
}

/** An order that was executed and checked; returns it with its concept invoice. */
export async function billed(shop: Shop): Promise<{ orderId: string; visitId: string; invoiceId: string }> {
  const orderId = await takeOrder(shop)
  const visitId = await planVisit(shop, orderId)
  await execute(shop, visitId)
  await makeReport(systemActor(shop.organizationId, 'execution.make_report'), visitId)
  await writing(shop.actors.administration, (write) => releaseForInvoice(write, { orderId }))
  return { orderId, visitId, invoiceId: await conceptOf(shop, orderId) }
}

export async function conceptOf(shop: TestCompany, orderId: string): Promise<string> {
  const [found] = await reading(shop.actors.admin, ({ db }) =>
    db.select({ id: invoiceLines.invoiceId }).from(invoiceLines).where(eq(invoiceLines.orderId, orderId)).limit(1),
  )
  if (!found) throw new Error('the order is on no concept')
  return found.id
}

/** Final, drawn and mailed; the report too. */
export async function invoiced(shop: Shop): Promise<{ orderId: string; visitId: string; invoiceId: string }> {
  const made = await billed(shop)
  await finalize(shop, made.invoiceId)
  await renderInvoice(shop.organizationId, made.invoiceId)
  return made
}

/** Both series of this year are there before anybody needs them, as the sweep sees to. */
export async function finalize(shop: TestCompany, invoiceId: string): Promise<void> {
  await writing(shop.actors.administration, async (write) => {
    await ensureSeries(write, 'invoice', Temporal.Now.zonedDateTimeISO('Europe/Brussels').year)
    await finalizeInvoice(write, invoiceId)
  })
}

/** Concepts of loose lines: what numbering needs, without the work before it. */
export async function looseConcepts(shop: Shop, count: number): Promise<string[]> {
  const { organizationId } = shop
  const ids = Array.from({ length: count }, () => newId())
  await writing(shop.actors.administration, async (write: Write) => {
    await write.db.insert(invoices).values(
      ids.map((id) => ({
        organizationId,
        id,
        kind: 'invoice' as const,
        customerId: shop.customerId,
        groupKey: `proof:${id}`,
      })),
    )
    await write.db.insert(invoiceLines).values(
      ids.map((invoiceId) => ({
        organizationId,
        id: newId(),
        invoiceId,
        position: 1,
        description: 'Arbeid',
        quantity: '1',
        unitPrice: '62',
        vatRate: '21',
        netAmount: '62.00',
      })),
    )
  })
  return ids
}

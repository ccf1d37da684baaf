import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { customers, sites } from '@/db/schema/customers'
import { invoiceLines, invoiceSeries, invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { settingsOf } from '@/lib/auth/rules'
import { outcomes } from '@/lib/execution/rules'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn, type Temporal } from '@/lib/time'
import type { InvoiceFacts } from '../rules/checks'
import { addressLines, type DocumentGroup, type InvoiceSource } from '../rules/document'
import { totalsOf } from '../rules/totals'

type Db = Pick<Read, 'actor' | 'db'>
type OrderHead = Omit<DocumentGroup, 'lines' | 'netAmount'>
export type InvoiceRow = typeof invoices.$inferSelect
export type InvoiceLineRow = typeof invoiceLines.$inferSelect

/** Everything an invoice is drawn up and checked from. */
export type InvoiceMaterial = {
  invoice: InvoiceRow
  lines: InvoiceLineRow[]
  source: InvoiceSource
  mailTo: string
  poRequired: boolean
  unpricedLines: number
  missingReports: number
  otherPayer: string | null
  timeZone: string
  sellerCountry: string
  orderNumbers: { id: string; number: string }[]
  projectNumbers: { id: string; number: string }[]
  contractNumbers: { id: string; number: string }[]
}

/** Orders with lines on this invoice; `lock` takes them in the order of their ids, before the invoice itself. */
function ordersOn(read: Db, invoiceId: string, lock: boolean) {
  const query = read.db
    .select({
      id: orders.id,
      orderNumber: orders.number,
      title: orders.title,
      poNumber: orders.poNumber,
      executedAt: orders.executedAt,
      street: sites.street,
      houseNumber: sites.houseNumber,
      postalCode: sites.postalCode,
      city: sites.city,
      country: sites.country,
    })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, orders.organizationId), eq(sites.id, orders.siteId)))
    .where(isOn(read, orders, invoiceId))
    .orderBy(asc(orders.id))
  return lock ? query.for('update', { of: orders }) : query
}

/** The same of projects, which are locked after the orders, and of contracts, which are locked after the projects. */
function workOn(read: Db, table: typeof projects | typeof contracts, invoiceId: string, lock: boolean) {
  const query = read.db
    .select({ id: table.id, number: table.number, name: table.name, poNumber: table.poNumber })
    .from(table)
    .where(isOn(read, table, invoiceId))
    .orderBy(asc(table.id))
  return lock ? query.for('update') : query
}

/** Whether a line of the invoice is about it. */
function isOn({ actor }: Db, table: typeof orders | typeof projects | typeof contracts, invoiceId: string) {
  const { organizationId } = actor
  const column = table === orders ? 'order_id' : table === projects ? 'project_id' : 'contract_id'
  return and(
    eq(table.organizationId, organizationId),
    sql`${table.id} in (select l.${sql.identifier(column)} from invoice_lines l
      where l.organization_id = ${organizationId} and l.invoice_id = ${invoiceId})`,
  )
}

function heads(read: Db, invoiceId: string, lock: boolean) {
  const { organizationId } = read.actor
  const query = read.db
    .select({
      invoice: invoices,
      buyer: customers,
      seller: organizations,
      contactEmail: sql<string | null>`(select c.email from contacts c where c.organization_id = ${organizationId}
        and c.customer_id = ${invoices.customerId} and c.archived_at is null and c.email <> ''
        and 'invoices' = any(c.receives) order by c.id limit 1)`,
      unpricedLines: sql<number>`(select count(*)::int from order_lines o where o.organization_id = ${organizationId}
        and o.net_amount is null and o.kind <> 'text' and o.billing in ('included', 'extra') and o.invoice_state = 'open'
        and o.order_id in (select l.order_id from invoice_lines l where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id}))`,
      missingReports: sql<number>`(select count(*)::int from visits v where v.organization_id = ${organizationId}
        and v.order_id in (select l.order_id from invoice_lines l where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id})
        and ${inArray(sql`v.status`, [...outcomes])} and not exists (
          select from work_reports w where w.organization_id = ${organizationId} and w.visit_id = v.id))`,
      otherPayer: sql<string | null>`(select min(b.name) from invoice_lines l
        left join orders o on o.organization_id = ${organizationId} and o.id = l.order_id
        left join projects p on p.organization_id = ${organizationId} and p.id = l.project_id
        left join contracts k on k.organization_id = ${organizationId} and k.id = l.contract_id
        join customers c on c.organization_id = ${organizationId} and c.id = coalesce(o.customer_id, p.customer_id, k.customer_id)
        join customers b on b.organization_id = ${organizationId} and b.id = coalesce(c.bill_to_id, c.id)
        where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id} and b.id <> ${invoices.customerId})`,
      creditsNumber: sql<
        string | null
      >`(select c.number from invoices c where c.organization_id = ${organizationId} and c.id = ${invoices.creditsId})`,
      creditsIssuedOn: sql<DayText | null>`(select c.issued_on::text from invoices c where c.organization_id = ${organizationId} and c.id = ${invoices.creditsId})`,
    })
    .from(invoices)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, invoices.organizationId), eq(customers.id, invoices.customerId)),
    )
    .innerJoin(organizations, eq(organizations.id, invoices.organizationId))
    .where(and(eq(invoices.organizationId, organizationId), eq(invoices.id, invoiceId)))
  return lock ? query.for('update', { of: invoices }) : query
}

function linesOn(read: Db, invoiceId: string) {
  return read.db
    .select()
    .from(invoiceLines)
    .where(and(eq(invoiceLines.organizationId, read.actor.organizationId), eq(invoiceLines.invoiceId, invoiceId)))
    .orderBy(asc(invoiceLines.position), asc(invoiceLines.id))
}

/**
 * Loads an invoice with its lines, parties and orders in five queries; with `lock` for a change: first the orders,
 * then the projects, the contracts, and the invoice, always in that sequence. Refuses common.not_found.
 */
export async function invoiceMaterial(read: Db, invoiceId: string, lock = false): Promise<InvoiceMaterial> {
  // Sent together, done one after the other, as every transaction's statements are.
  const [first, projectsFirst, contractsFirst, [head], lines] = await Promise.all([
    ordersOn(read, invoiceId, lock),
    workOn(read, projects, invoiceId, lock),
    workOn(read, contracts, invoiceId, lock),
    heads(read, invoiceId, lock),
    linesOn(read, invoiceId),
  ])
  if (!head) throw new Refused('common.not_found')
  let found = first
  const known = new Set(found.map(({ id }) => id))
  // An order that joined between the two locks is locked now; a deadlock that this could cause is tried again.
  if (lines.some(({ orderId }) => orderId !== null && !known.has(orderId)))
    found = await ordersOn(read, invoiceId, lock)
  const onProjects = new Set(lines.flatMap(({ projectId }) => projectId ?? []))
  const ofProjects =
    onProjects.size > projectsFirst.length ? await workOn(read, projects, invoiceId, lock) : projectsFirst
  const onContracts = new Set(lines.flatMap(({ contractId }) => contractId ?? []))
  const ofContracts =
    onContracts.size > contractsFirst.length ? await workOn(read, contracts, invoiceId, lock) : contractsFirst
  const { invoice, buyer, seller } = head
  const settings = settingsOf(seller.settings)
  const heading = new Map<string, OrderHead>(
    found.map((order) => [
      order.id,
      {
        orderNumber: order.orderNumber,
        title: order.title,
        poNumber: order.poNumber,
        site: addressLines(order).join(', '),
        executedOn: order.executedAt ? dayIn(seller.timeZone, order.executedAt) : null,
      },
    ]),
  )
  for (const { id, number, name, poNumber } of [...ofProjects, ...ofContracts])
    heading.set(id, { orderNumber: number, title: name, poNumber, site: '', executedOn: null })
  return {
    invoice,
    lines,
    mailTo: buyer.invoiceEmail || head.contactEmail || buyer.email,
    poRequired: buyer.poRequired,
    unpricedLines: invoice.kind === 'invoice' ? head.unpricedLines : 0,
    missingReports: invoice.kind === 'invoice' ? head.missingReports : 0,
    otherPayer: head.otherPayer,
    timeZone: seller.timeZone,
    sellerCountry: seller.country,
    orderNumbers: found.map(({ id, orderNumber }) => ({ id, number: orderNumber })),
    projectNumbers: ofProjects.map(({ id, number }) => ({ id, number })),
    contractNumbers: ofContracts.map(({ id, number }) => ({ id, number })),
    source: {
      kind: invoice.kind,
      locale: invoice.locale,
      suppliedOn: invoice.suppliedOn,
      poNumber: invoice.poNumber,
      paymentTermDays: invoice.paymentTermDays,
      notes: invoice.notes,
      closing: invoice.closing,
      credits: head.creditsNumber
        ? { number: head.creditsNumber, issuedOn: head.creditsIssuedOn ?? '', reason: invoice.creditReason }
        : null,
      seller: { ...seller, footer: settings.invoiceFooter },
      buyer,
      lines: lines.map((line) => ({
        workId: line.orderId ?? line.projectId ?? line.contractId,
        description: line.description,
        unit: line.unit,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        discountPercent: line.discountPercent,
        vatCode: line.vatCode,
        vatCategory: line.vatCategory,
        vatRate: line.vatRate,
        netAmount: line.netAmount,
      })),
      orders: heading,
    },
  }
}

/** What the checks look at, on this day and against the newest date of the series. */
export function factsOf(material: InvoiceMaterial, now: Temporal.Instant, lastIssuedOn: DayText | null): InvoiceFacts {
  const { invoice, source, lines } = material
  const today = dayIn(material.timeZone, now)
  const orders = [...source.orders.values()]
  return {
    kind: invoice.kind,
    seller: source.seller,
    buyer: { ...source.buyer, poRequired: material.poRequired, email: material.mailTo },
    hasPoNumber:
      source.poNumber.trim() !== '' || (orders.length > 0 && orders.every(({ poNumber }) => poNumber.trim() !== '')),
    issuedOn: invoice.issuedOn ?? today,
    today,
    lastIssuedOn,
    grossAmount: totalsOf(source.lines).grossAmount,
    lines,
    unpricedLines: material.unpricedLines,
    missingReports: material.missingReports,
    otherPayer: material.otherPayer,
  }
}

/** Newest date in the series that would number it. */
export async function lastIssuedOn(read: Db, kind: InvoiceRow['kind'], year: number): Promise<DayText | null> {
  const [series] = await read.db
    .select({ lastIssuedOn: invoiceSeries.lastIssuedOn })
    .from(invoiceSeries)
    .where(
      and(
        eq(invoiceSeries.organizationId, read.actor.organizationId),
        eq(invoiceSeries.kind, kind),
        eq(invoiceSeries.year, year),
      ),
    )
  return series?.lastIssuedOn ?? null
}

import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { invoiceLines } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { InvoiceRow } from '../queries/source'
import { discardWhenEmpty, lastPosition, openConcept } from './bill'
import { bump, lockConcept } from './concept'

/** What is moved: all lines of one order, or of one project. */
type Work = { kind: 'order' | 'project'; id: string; number: string }

/**
 * Moves one order's lines off a collected concept: to a concept of its own, or to another open one of the same customer.
 * Returns where they are now. Refuses invoices.other_customer, invoices.order_not_on_it and what lockConcept refuses.
 */
export function moveOrder(write: Write, input: { id: string; orderId: string; toId: string | null }) {
  return move(write, input, { kind: 'order', id: input.orderId })
}

/** The same with the work on one project; it takes its timesheets along. Refuses invoices.project_not_on_it. */
export function moveProject(write: Write, input: { id: string; projectId: string; toId: string | null }) {
  return move(write, input, { kind: 'project', id: input.projectId })
}

async function move(
  write: Write,
  { id, toId }: { id: string; toId: string | null },
  wanted: Omit<Work, 'number'>,
): Promise<{ id: string }> {
  const { invoice, lines, orderNumbers, projectNumbers } = await lockConcept(write, id)
  const isMoved = (line: { orderId: string | null; projectId: string | null }) =>
    (wanted.kind === 'order' ? line.orderId : line.projectId) === wanted.id
  const found = (wanted.kind === 'order' ? orderNumbers : projectNumbers).find((one) => one.id === wanted.id)
  if (!lines.some(isMoved) || !found) throw new Refused(`invoices.${wanted.kind}_not_on_it`)
  const work: Work = { ...wanted, number: found.number }
  const targetId = toId ?? (await ownConcept(write, invoice, work))
  if (targetId === invoice.id) return { id: invoice.id }
  if (toId) {
    const target = await lockConcept(write, toId)
    if (target.invoice.customerId !== invoice.customerId) throw new Refused('invoices.other_customer')
  }
  const position = await lastPosition(write, targetId)
  await write.db
    .update(invoiceLines)
    .set({ invoiceId: targetId, position: sql`${invoiceLines.position} + ${position}` })
    .where(
      and(
        eq(invoiceLines.organizationId, write.actor.organizationId),
        eq(invoiceLines.invoiceId, invoice.id),
        eq(wanted.kind === 'order' ? invoiceLines.orderId : invoiceLines.projectId, wanted.id),
      ),
    )
  await moveFiles(write, invoice.id, targetId, work)
  await bump(write, invoice)
  await discardWhenEmpty(write, invoice.id)
  for (const one of [invoice.id, targetId]) {
    const step = one === invoice.id ? 'left' : 'joined'
    await record(write, {
      subject: ['invoice', one],
      action: work.kind === 'order' ? `invoices.${step}` : `invoices.${step}_project`,
      params: { number: work.number },
      orderId: work.kind === 'order' ? work.id : null,
      customerId: invoice.customerId,
    })
    await announce(write, 'invoice', one)
  }
  return { id: targetId }
}

/** What went along because of this work goes along with it now. */
async function moveFiles(write: Write, fromId: string, toId: string, work: Work): Promise<void> {
  const { organizationId } = write.actor
  const files: Record<Work['kind'], SQL> = {
    order: sql`select d.file_id from documents d where d.organization_id = ${organizationId} and d.order_id = ${work.id}
      union select r.pdf_file_id from approval_requests r where r.organization_id = ${organizationId} and r.order_id = ${work.id}
      and r.pdf_file_id is not null`,
    project: sql`select r.pdf_file_id from approval_requests r where r.organization_id = ${organizationId} and r.project_id = ${work.id}
      and r.pdf_file_id is not null`,
  }
  await write.db.execute(sql`
    update invoice_attachments a set invoice_id = ${toId}
    where a.organization_id = ${organizationId} and a.invoice_id = ${fromId} and a.file_id in (${files[work.kind]})
      and not exists (select from invoice_attachments o where o.organization_id = ${organizationId} and o.invoice_id = ${toId} and o.file_id = a.file_id)`)
}

async function ownConcept(write: Write, invoice: InvoiceRow, work: Work): Promise<string> {
  const table = work.kind === 'order' ? orders : projects
  const [found] = await write.db
    .select({ siteId: table.siteId, poNumber: table.poNumber })
    .from(table)
    .where(and(eq(table.organizationId, write.actor.organizationId), eq(table.id, work.id)))
  if (!found) throw new Refused(`invoices.${work.kind}_not_on_it`)
  const { invoiceId } = await openConcept(
    write,
    `${work.kind}:${work.id}`,
    { ...found, id: work.id },
    {
      id: invoice.customerId,
      paymentTermDays: invoice.paymentTermDays,
      locale: invoice.locale,
      invoiceIntro: invoice.notes,
      invoiceClosing: invoice.closing,
      withTimesheet: invoice.withTimesheet,
    },
  )
  return invoiceId
}

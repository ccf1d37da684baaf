import 'server-only'
import { and, eq } from 'drizzle-orm'
import { invoiceStates, invoices } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { type InvoiceStatus, invoiceStatus } from '../rules/status'

export type InvoiceStateRow = typeof invoiceStates.$inferSelect

/** The life of a final invoice, locked. Refuses invoices.still_concept (also when it is another company's). */
export async function lockInvoiceState(write: Write, invoiceId: string): Promise<InvoiceStateRow> {
  const [state] = await write.db
    .select()
    .from(invoiceStates)
    .where(and(eq(invoiceStates.organizationId, write.actor.organizationId), eq(invoiceStates.invoiceId, invoiceId)))
    .for('update')
  if (!state) throw new Refused('invoices.still_concept')
  return state
}

/** Changes what was sent, paid or credited; the status follows. The row must be locked. */
export async function settle(
  write: Write,
  state: InvoiceStateRow,
  change: Partial<
    Pick<InvoiceStateRow, 'sentAt' | 'paidAmount' | 'creditedAmount' | 'pdfFileId' | 'pdfSha256' | 'timesheetFileId'>
  >,
): Promise<InvoiceStatus> {
  const next = { ...state, ...change }
  const status = invoiceStatus(next)
  await write.db
    .update(invoiceStates)
    .set({ ...change, status, version: state.version + 1 })
    .where(and(eq(invoiceStates.organizationId, write.actor.organizationId), eq(invoiceStates.id, state.id)))
  return status
}

/** A final invoice with its life, for what later modules do to it. Refuses invoices.still_concept. */
export async function lockFinalInvoice(write: Write, invoiceId: string) {
  const state = await lockInvoiceState(write, invoiceId)
  const [invoice] = await write.db
    .select({ number: invoices.number, customerId: invoices.customerId, kind: invoices.kind })
    .from(invoices)
    .where(and(eq(invoices.organizationId, write.actor.organizationId), eq(invoices.id, invoiceId)))
  if (!invoice?.number) throw new Refused('invoices.still_concept')
  return { state, ...invoice, number: invoice.number }
}

/** What came in for an invoice altogether; its status follows. The state must be locked. */
export function setPaid(write: Write, state: InvoiceStateRow, paidAmount: string): Promise<InvoiceStatus> {
  return settle(write, state, { paidAmount })
}

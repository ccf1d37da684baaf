import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { invoiceLineSources } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { setInstalmentState } from '@/lib/contracts/mutations/billed'
import { setBookedInvoiceState } from '@/lib/hours/mutations/billing'
import { setLinesInvoiceState } from '@/lib/orders/mutations/facts'
import { type InvoiceState, invoiceStateFrom } from '@/lib/orders/rules'
import { type Billed, setBilledAmounts } from '@/lib/projects/mutations/billed'

type Line = { id: string; orderLineId: string | null; projectId: string | null; instalmentId: string | null }

/**
 * Moves along what these lines of an invoice bill: lines of orders, hours and expenses of projects, and instalments
 * of contracts. What of fixed prices is billed follows from the lines themselves: call refreshBilled once they are as they will
 * be. Refuses orders.lines_taken, hours.lines_taken, contracts.instalments_taken.
 */
export async function setInvoiceState(write: Write, lines: readonly Line[], to: InvoiceState): Promise<void> {
  const ofOrders = lines.flatMap(({ orderLineId }) => orderLineId ?? [])
  const ofProjects = lines.filter(({ projectId }) => projectId !== null).map(({ id }) => id)
  const ofContracts = lines.flatMap(({ instalmentId }) => instalmentId ?? [])
  await setLinesInvoiceState(write, ofOrders, to)
  await setInstalmentState(write, ofContracts, { from: invoiceStateFrom[to], to })
  if (ofProjects.length === 0) return
  const sources = await write.db
    .select({ timeEntryId: invoiceLineSources.timeEntryId, expenseId: invoiceLineSources.expenseId })
    .from(invoiceLineSources)
    .where(sourcesOf(write, ofProjects))
  await setBookedInvoiceState(
    write,
    {
      entryIds: sources.flatMap(({ timeEntryId }) => timeEntryId ?? []),
      expenseIds: sources.flatMap(({ expenseId }) => expenseId ?? []),
    },
    to,
  )
}

/** The lines of a concept no longer say what they bill: before they are removed themselves. */
export async function removeSources(write: Write, lines: readonly Line[]): Promise<void> {
  const ofProjects = lines.filter(({ projectId }) => projectId !== null).map(({ id }) => id)
  if (ofProjects.length > 0) await write.db.delete(invoiceLineSources).where(sourcesOf(write, ofProjects))
}

function sourcesOf(write: Write, lineIds: readonly string[]) {
  return and(
    eq(invoiceLineSources.organizationId, write.actor.organizationId),
    isOneOf(invoiceLineSources.invoiceLineId, lineIds),
  )
}

/**
 * Counts anew how much of the fixed prices of these projects is billed: on concepts, on invoices, or written off; not what a
 * credit note freed to be billed again. The projects must be locked.
 */
export async function refreshBilled(write: Write, projectIds: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(projectIds.flatMap((id) => id ?? []))]
  if (ids.length === 0) return
  const { organizationId } = write.actor
  const billed = await write.db.execute<Billed>(sql`
    select l.project_id as "projectId", l.phase_id as "phaseId", sum(s.fixed_amount)::text as amount
    from invoice_lines l
    join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id and s.fixed_amount is not null
    where l.organization_id = ${organizationId} and l.project_id = any(${sql.param(ids)}::uuid[])
      and not exists (select from invoice_lines c
        join invoices n on n.organization_id = ${organizationId} and n.id = c.invoice_id and n.credit_outcome = 'bill_again'
        where c.organization_id = ${organizationId} and c.credits_line_id = l.id)
    group by 1, 2`)
  await setBilledAmounts(write, ids, [...billed])
}

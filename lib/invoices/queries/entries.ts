import 'server-only'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'
import type { InvoiceFilters } from '../rules/filters'
import { isOverdueOpen } from '../rules/status'
import { invoiceTotals, listInvoices } from './list'

/** A page of the list as it travels to the browser, with the sums of everything the filters let through. */
export async function invoiceEntries(read: Read, filters: InvoiceFilters, today: DayText, before?: string) {
  const found = await listInvoices(read, filters, today, before)
  const rows = found.map(({ status, sentAt, poNumber: _, ...row }) => ({
    ...row,
    status:
      row.number === null || status === null
        ? ('concept' as const)
        : isOverdueOpen(row, today)
          ? ('overdue' as const)
          : status,
    isUnsent: row.number !== null && sentAt === null,
  }))
  return {
    rows,
    next: rows.length === 100 ? (rows.at(-1)?.id ?? null) : null,
    totals: before ? { count: 0, grossAmount: '0', openAmount: '0' } : await invoiceTotals(read, filters, today),
  }
}

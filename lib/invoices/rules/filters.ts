import type { DayText } from '@/lib/time'

export const invoiceFilterStatuses = [
  'concept',
  'final',
  'sent',
  'overdue',
  'partly_paid',
  'paid',
  'credited',
  'credit_note',
] as const
export type InvoiceFilterStatus = (typeof invoiceFilterStatuses)[number]

export type InvoiceFilters = {
  statuses: readonly InvoiceFilterStatus[]
  customerId: string | null
  /** Days of issue, inclusive. */
  from: DayText | null
  until: DayText | null
  /** Number, order number or words of the customer. */
  query: string
}

/** The filters in an address; what makes no sense is left out. */
export function invoiceFiltersFrom(params: URLSearchParams): InvoiceFilters {
  const [from = '', until = ''] = (params.get('period') ?? '').split('..')
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null)
  const customer = params.get('customer') ?? ''
  return {
    statuses: invoiceFilterStatuses.filter((status) => (params.get('status') ?? '').split(',').includes(status)),
    customerId: /^[0-9a-f-]{36}$/.test(customer) ? customer : null,
    from: day(from),
    until: day(until),
    query: (params.get('q') ?? '').trim().slice(0, 100),
  }
}

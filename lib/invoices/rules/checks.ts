import type { DayText } from '@/lib/time'
import type { InvoiceKind } from './status'
import { vatCode } from './vat'

/** What is looked at before the number is taken, so that nothing wrong gets one. */
export type InvoiceFacts = {
  kind: InvoiceKind
  seller: {
    country: string
    name: string
    street: string
    postalCode: string
    city: string
    vatNumber: string
    iban: string
  }
  buyer: {
    name: string
    street: string
    postalCode: string
    city: string
    country: string
    vatNumber: string
    poRequired: boolean
    /** Where the mail goes; empty when there is no address. */
    email: string
  }
  /** Every order on it has a PO number, its own or the invoice's. */
  hasPoNumber: boolean
  issuedOn: DayText
  today: DayText
  /** Date of the newest invoice of the series. */
  lastIssuedOn: DayText | null
  grossAmount: string
  lines: readonly { vatCode: string; netAmount: string }[]
  /** Billable lines of the orders on it that have no price yet, and so are not on it. */
  unpricedLines: number
  /** Closed visits of the orders on it whose work report is not there yet. */
  missingReports: number
  /** Who pays by now for some of the work on it, when that is somebody else. */
  otherPayer: string | null
}

export const invoiceChecks = [
  'lines',
  'prices',
  'amount',
  'buyer_address',
  'vat_number',
  'vat_code',
  'po_number',
  'date',
  'seller',
  'reports',
  'payer',
  'email',
] as const
export type InvoiceCheckName = (typeof invoiceChecks)[number]

export type InvoiceCheck = {
  name: InvoiceCheckName
  /** warning: the number may be taken, but something will not go along or the mail can't leave. */
  state: 'ok' | 'warning' | 'missing'
  /** Code with words under `refused`; empty when ok. */
  code: string
  params: Record<string, string | number>
}

const warnings: readonly InvoiceCheckName[] = ['reports', 'payer', 'email']

/** The pre-flight list, in a fixed order; 'missing' blocks finalizing. */
export function checkInvoice(facts: InvoiceFacts): InvoiceCheck[] {
  return invoiceChecks.map((name) => {
    const fault = faultOf[name](facts)
    if (!fault) return { name, state: 'ok', code: '', params: {} }
    return {
      name,
      state: warnings.includes(name) ? 'warning' : 'missing',
      code: `invoices.${fault[0]}`,
      params: fault[1] ?? {},
    }
  })
}

/** The first check that blocks, or null. */
export function finalizeRefusal(facts: InvoiceFacts): InvoiceCheck | null {
  return checkInvoice(facts).find(({ state }) => state === 'missing') ?? null
}

type Fault = [code: string, params?: Record<string, string | number>] | null

const faultOf: Record<InvoiceCheckName, (facts: InvoiceFacts) => Fault> = {
  lines: ({ lines }) => (lines.length === 0 ? ['no_lines'] : null),
  prices: ({ unpricedLines }) => (unpricedLines > 0 ? ['price_missing', { count: unpricedLines }] : null),
  // What is owed to the customer goes on a credit note, which has its own series.
  amount: ({ kind, grossAmount }) => (kind === 'invoice' && grossAmount.startsWith('-') ? ['negative_amount'] : null),
  buyer_address: ({ buyer }) =>
    buyer.name && buyer.street && buyer.postalCode && buyer.city ? null : ['address_missing', { name: buyer.name }],
  vat_number: ({ seller, buyer, lines, issuedOn }) =>
    !buyer.vatNumber && lines.some((line) => vatCode(seller.country, line.vatCode, issuedOn)?.needsVatNumber)
      ? ['vat_number_missing', { name: buyer.name }]
      : null,
  // A credit note repeats what it corrects, also a code or a wish that has changed since.
  vat_code: ({ kind, seller, lines, issuedOn }) =>
    kind === 'invoice' && lines.some((line) => !vatCode(seller.country, line.vatCode, issuedOn))
      ? ['vat_code_unknown']
      : null,
  po_number: ({ kind, buyer, hasPoNumber }) =>
    kind === 'invoice' && buyer.poRequired && !hasPoNumber ? ['po_missing', { name: buyer.name }] : null,
  date: ({ issuedOn, today, lastIssuedOn }) => {
    if (issuedOn > today) return ['date_in_future']
    if (lastIssuedOn !== null && issuedOn < lastIssuedOn) return ['date_goes_back', { date: lastIssuedOn }]
    return null
  },
  seller: ({ seller, lines }) => {
    const isExempt = lines.every((line) => line.vatCode === 'E')
    const isWhole = seller.name && seller.street && seller.postalCode && seller.city && seller.iban
    return isWhole && (seller.vatNumber || isExempt) ? null : ['seller_incomplete']
  },
  reports: ({ missingReports }) => (missingReports > 0 ? ['report_missing', { count: missingReports }] : null),
  payer: ({ kind, buyer, otherPayer }) =>
    kind === 'invoice' && otherPayer !== null ? ['payer_changed', { name: buyer.name, payer: otherPayer }] : null,
  email: ({ buyer }) => (buyer.email ? null : ['no_email']),
}

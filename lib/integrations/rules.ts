import type { DocumentLine, InvoiceDocument } from '@/lib/invoices/rules/document'
import { ogmDigits } from '@/lib/invoices/rules/reference'
import { compare, type DecimalText, decimal, round2, sum } from '@/lib/money'

export const handoverTargets = ['mail', 'folder'] as const
export type HandoverTarget = (typeof handoverTargets)[number]

export const handoverStatuses = ['queued', 'delivered', 'failed'] as const
export type HandoverStatus = (typeof handoverStatuses)[number]

/** One line of the sales journal: a ledger account and VAT code of one invoice. */
export type JournalRow = {
  ledger: string
  vatCode: string
  vatRate: DecimalText
  base: DecimalText
  vat: DecimalText
}

/**
 * An invoice's lines by ledger account and VAT code. The tax of a rate is the invoice's own, divided over its rows by their
 * base; the row with the largest base takes the cent that is left, so that the rows add up to the invoice exactly.
 */
export function journalRows(
  document: InvoiceDocument,
  lines: readonly (DocumentLine & { ledger: string })[],
): JournalRow[] {
  const rows: (JournalRow & { category: string })[] = []
  for (const line of lines) {
    const row = rows.find((one) => one.ledger === line.ledger && one.vatCode === line.vatCode)
    if (row) row.base = sum([row.base, line.netAmount])
    else
      rows.push({
        ledger: line.ledger,
        vatCode: line.vatCode,
        vatRate: decimal(line.vatRate).toFixed(2),
        category: line.vatCategory,
        base: decimal(line.netAmount).toFixed(2),
        vat: '0.00',
      })
  }
  for (const group of document.vat) {
    const own = rows.filter((row) => row.category === group.category && compare(row.vatRate, group.rate) === 0)
    for (const row of own) row.vat = round2(decimal(row.base).times(group.rate).dividedBy(100))
    const rest = decimal(group.tax).minus(sum(own.map(({ vat }) => vat)))
    const largest = [...own].sort((a, b) => decimal(b.base).abs().comparedTo(decimal(a.base).abs()))[0]
    if (largest) largest.vat = decimal(largest.vat).plus(rest).toFixed(2)
  }
  return rows
    .map(({ category: _, ...row }) => row)
    .filter(({ base, vat }) => compare(base, '0') !== 0 || compare(vat, '0') !== 0)
}

export const journalColumns = [
  'date',
  'number',
  'kind',
  'customerNumber',
  'customerName',
  'customerVatNumber',
  'ledger',
  'base',
  'vatCode',
  'vatRate',
  'vat',
  'total',
  'dueDate',
  'paymentReference',
] as const

/** The rows of one invoice as cells; `total` is the whole invoice on its first row and empty on the others. */
export function journalCells(document: InvoiceDocument, rows: readonly JournalRow[], sign: ',' | '.'): string[][] {
  const number = (value: DecimalText) => decimal(value).toFixed(2).replace('.', sign)
  return rows.map((row, index) => [
    document.issuedOn,
    cell(document.number),
    document.kind,
    cell(document.buyer.customerNumber),
    cell(document.buyer.name),
    cell(document.buyer.vatNumber),
    cell(row.ledger),
    number(row.base),
    cell(row.vatCode),
    number(row.vatRate),
    number(row.vat),
    index === 0 ? number(document.grossAmount) : '',
    document.dueOn,
    cell(plainReference(document.paymentReference)),
  ])
}

/** A structured communication without its plus signs, which a spreadsheet would take for a sum. */
function plainReference(reference: string): string {
  const digits = ogmDigits(reference)
  return digits ? `${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}` : reference
}

/** Text that a spreadsheet would run as a formula gets an apostrophe; quotes and separators are quoted. */
function cell(text: string): string {
  const flat = text.replace(/[\r\n\t]+/g, ' ')
  const safe = /^[=+\-@|%]/.test(flat.trimStart()) ? `'${flat}` : flat
  return /[";]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** UTF-8 with a byte order mark, semicolons and CRLF: what Excel in Belgium and the Netherlands opens as columns. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${[journalColumns, ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`
}

/** A name that is safe in any folder. */
export function fileStem(number: string): string {
  return number.replace(/[^A-Za-z0-9.-]+/g, '-')
}

import { compare, type DecimalText, decimal } from '@/lib/money'
import type { InvoiceKind } from './status'

/** Check digits of a Belgian structured communication: the first ten digits mod 97, and 97 when nothing is left. */
export function ogmCheck(base: string): string {
  const rest = BigInt(base) % 97n
  return (rest === 0n ? 97n : rest).toString().padStart(2, '0')
}

/** `+++123/4567/89002+++` from ten digits. */
export function ogm(base: string): string {
  if (!/^\d{10}$/.test(base)) throw new Error('a structured communication is made from ten digits')
  const digits = base + ogmCheck(base)
  return `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++`
}

/** The twelve digits of a structured communication (with +++, *** or bare), or null when it isn't one or its check is wrong. */
export function ogmDigits(text: string): string | null {
  const found = /^(?:\+{3}|\*{3})?(\d{3})\/?(\d{4})\/?(\d{5})(?:\+{3}|\*{3})?$/.exec(text.replace(/\s/g, ''))
  if (!found) return null
  const digits = found.slice(1).join('')
  return ogmCheck(digits.slice(0, 10)) === digits.slice(10) ? digits : null
}

/** `F2026-0116`. */
export function invoiceNumber(series: { prefix: string; year: number; digits: number }, sequence: number): string {
  return `${series.prefix}${series.year}-${String(sequence).padStart(series.digits, '0')}`
}

/**
 * What the customer writes with the payment, unique within the company. Belgium: a structured communication made of the
 * year, the series and the number in it; elsewhere the invoice's own number, since a Dutch bank reads free text.
 */
export function paymentReference(
  country: string,
  kind: InvoiceKind,
  year: number,
  sequence: number,
  number: string,
): string {
  if (country !== 'BE') return number
  const series = kind === 'invoice' ? '1' : '2'
  return ogm(`${String(year % 100).padStart(2, '0')}${series}${String(sequence % 10_000_000).padStart(7, '0')}`)
}

/**
 * The twelve lines of a SEPA transfer code (EPC069-12, version 002, UTF-8), or null when nothing can be paid with it.
 * A structured communication goes as twelve digits in line 10, any other reference as text in line 11; never both.
 */
export function epcLines(payment: {
  name: string
  iban: string
  bic: string
  amount: DecimalText
  reference: string
}): string | null {
  const { name, iban, bic, amount, reference } = payment
  const account = iban.replace(/\s/g, '').toUpperCase()
  if (!account || compare(amount, '0.01') < 0 || compare(amount, '999999999.99') > 0) return null
  const structured = ogmDigits(reference) ?? ''
  const text = structured ? '' : oneLine(reference, 140)
  const euros = `EUR${decimal(amount).toFixed(2)}`
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic.replace(/\s/g, ''),
    oneLine(name, 70),
    account,
    euros,
    '',
    structured,
    text,
  ]
  return lines.join('\n')
}

/** Whole characters of at most so many bytes: the code holds 331 in all. */
function oneLine(text: string, mostBytes: number): string {
  let line = ''
  let bytes = 0
  for (const character of text.replace(/\s+/g, ' ').trim()) {
    bytes += new TextEncoder().encode(character).length
    if (bytes > mostBytes) break
    line += character
  }
  return line
}

import { compare, formatDecimal, intlLocale } from '@/lib/money'
import type { documentText } from '@/lib/text'
import type { DayText } from '@/lib/time'
import type { DocumentLine, InvoiceDocument } from '../rules/document'

/** What every part of the drawing gets. */
export type Print = {
  document: InvoiceDocument
  t: ReturnType<typeof documentText>
  money: (value: string) => string
  /** A credit note is stored with negative amounts and read with positive ones. */
  shown: (value: string) => string
}

export function rateName(group: { category: string; rate: string }, locale: string, t: Print['t']): string {
  const rate = `${formatDecimal(group.rate, locale)} %`
  return group.category === 'S' || group.category === 'Z' ? rate : t(`pdf.category.${group.category}`)
}

export function vatLabel(line: DocumentLine, locale: string, t: Print['t']): string {
  if (line.vatCategory === 'S' || line.vatCategory === 'Z') return `${formatDecimal(line.vatRate, locale)} %`
  return t(`pdf.short.${line.vatCategory}`)
}

export function percentOf(value: string, locale: string): string {
  return compare(value, '0') === 0 ? '' : `${formatDecimal(value, locale)} %`
}

/** A quantity with the sign turned on a credit note: three decimals at most, which formatting trims. */
export function shown3(quantity: string, shown: (value: string) => string): string {
  const isTurned = shown('1.00').startsWith('-')
  if (!isTurned) return quantity
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`
}

export function day({ locale }: InvoiceDocument, date: DayText): string {
  const parts = date.split('-').map(Number)
  const at = new Date(Date.UTC(parts[0] ?? 0, (parts[1] ?? 1) - 1, parts[2] ?? 1))
  return new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}

export function countryName(country: string, locale: string): string {
  return new Intl.DisplayNames([intlLocale(locale)], { type: 'region' }).of(country) ?? country
}

export function spacedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}

export function spacedVat(vatNumber: string): string {
  const belgian = /^BE(\d{4})(\d{3})(\d{3})$/.exec(vatNumber.replace(/[\s.]/g, ''))
  return belgian ? `BE ${belgian[1]}.${belgian[2]}.${belgian[3]}` : vatNumber
}

export function spacedEnterprise(number: string, country: string): string {
  const belgian = /^(\d{4})(\d{3})(\d{3})$/.exec(number)
  return country === 'BE' && belgian ? `${belgian[1]}.${belgian[2]}.${belgian[3]}` : number
}

import { Decimal } from 'decimal.js'

export type { Decimal }

import { numberFormat } from './intl'

/** Decimal strings in, decimal strings out: a float never holds money. Half up on the absolute value, as EN 16931 wants. */
const Money = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP })

export type DecimalText = string

export function decimal(value: DecimalText | number): Decimal {
  return new Money(value)
}

/** Two decimals, half up on the absolute value: '-1.005' → '-1.01'. */
export function round2(value: Decimal | DecimalText): DecimalText {
  return new Money(value).toFixed(2, Decimal.ROUND_HALF_UP)
}

export function sum(values: readonly (DecimalText | null)[]): DecimalText {
  return values.reduce<Decimal>((total, value) => total.plus(value ?? 0), new Money(0)).toFixed(2)
}

/** Line net = price × quantity less the discount, rounded once (BT-131). */
export function lineNet(
  unitPrice: DecimalText,
  quantity: DecimalText,
  discountPercent: DecimalText = '0',
): DecimalText {
  const gross = new Money(unitPrice).times(quantity)
  return round2(gross.minus(gross.times(discountPercent).dividedBy(100)))
}

export function negate(value: DecimalText): DecimalText {
  return new Money(value).negated().toFixed(2)
}

export function compare(a: DecimalText, b: DecimalText): number {
  return new Money(a).comparedTo(b)
}

/** A decimal as a person of this locale types or reads it, without grouping: '12.5' ↔ '12,5'. */
export function decimalFromInput(text: string): DecimalText | null {
  const cleaned = text.trim().replace(/[\s€']/g, '')
  const normal = cleaned.includes(',') ? cleaned.replace(/\./g, '').replace(',', '.') : cleaned
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(normal) ? normal : null
}

export function formatMoney(value: DecimalText, locale: string): string {
  return numberFormat(intlLocale(locale), { style: 'currency', currency: 'EUR' }).format(value as `${number}`)
}

export function formatDecimal(value: DecimalText, locale: string, decimals?: { min?: number; max?: number }): string {
  return numberFormat(intlLocale(locale), {
    minimumFractionDigits: decimals?.min ?? 0,
    maximumFractionDigits: decimals?.max ?? 4,
  }).format(value as `${number}`)
}

export function intlLocale(locale: string): string {
  return { nl: 'nl-BE', fr: 'fr-BE', de: 'de-DE', en: 'en-GB' }[locale] ?? 'nl-BE'
}

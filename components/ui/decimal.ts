import { numberFormat } from '@/lib/intl'

/** The decimal and group sign of a locale: `,` and `.` in Dutch. */
export function decimalSigns(locale: string): { decimal: string; group: string } {
  const parts = numberFormat(locale, { useGrouping: true }).formatToParts(1234567.8)
  return {
    decimal: parts.find((part) => part.type === 'decimal')?.value ?? ',',
    group: parts.find((part) => part.type === 'group')?.value ?? '.',
  }
}

/**
 * What a person typed as an exact decimal string, or null when it is no number. Both signs are understood
 * (`1.234,56`, `1234.56`, `12,5`); a single sign before three digits follows the locale.
 */
export function parseDecimal(text: string, locale: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f€%'’]/g, '').replace(/^[−–]/, '-')
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(plain)) return null
  const { decimal } = decimalSigns(locale)
  const other = decimal === ',' ? '.' : ','
  const lastDecimal = plain.lastIndexOf(decimal)
  const lastOther = plain.lastIndexOf(other)
  let sign = decimal
  if (lastOther > lastDecimal) {
    const grouped = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+$`).test(plain)
    sign = grouped || (lastDecimal >= 0 && plain.split(other).length > 2) ? decimal : other
  }
  const at = plain.lastIndexOf(sign)
  if (at >= 0 && plain.indexOf(sign) !== at) return null
  const whole = (at < 0 ? plain : plain.slice(0, at)).replace(/[.,]/g, '')
  const fraction = at < 0 ? '' : plain.slice(at + 1)
  if (/[.,]/.test(fraction)) return null
  const digits = whole.replace('-', '').replace(/^0+(?=\d)/, '') || '0'
  const negative = whole.startsWith('-') && /[1-9]/.test(digits + fraction)
  return `${negative ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`
}

/** Cuts or fills the fraction: `12.5` with 2 and 4 → `12.50`. Rounds half away from zero beyond `most`. */
export function fixDecimal(value: string, least: number, most: number): string {
  const [whole = '0', fraction = ''] = value.split('.')
  if (fraction.length <= most) {
    const filled = fraction.padEnd(least, '0')
    return filled ? `${whole}.${filled}` : whole
  }
  const negative = whole.startsWith('-')
  const digits = BigInt(whole.replace('-', '') + fraction.slice(0, most)) + (Number(fraction[most]) >= 5 ? 1n : 0n)
  const text = digits.toString().padStart(most + 1, '0')
  const head = text.slice(0, text.length - most)
  const tail = most ? text.slice(-most) : ''
  return `${negative && digits > 0n ? '-' : ''}${head}${tail ? `.${tail}` : ''}`
}

/** An exact decimal string in the words of a locale: `1234.5` → `1.234,50`. */
export function formatDecimal(value: string, locale: string, least = 0, most = 4): string {
  return numberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most }).format(
    value as Intl.StringNumericLiteral,
  )
}

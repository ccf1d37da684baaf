/** Numbers that the tax office gives to companies, with the check digits they carry. All tolerant of dots and spaces. */

const bare = (typed: string) => typed.toUpperCase().replace(/[\s.\-/]/g, '')

/** ISO 7064: the text as one long number (A = 10 … Z = 35) modulo 97, digit by digit. */
function mod97(text: string): number {
  const digits = [...text].map((character) => Number.parseInt(character, 36)).join('')
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0)
}

/**
 * A Belgian enterprise number (KBO/BCE) as 10 digits, or null: the last two are 97 minus the first eight modulo 97
 * (royal decree of 24 June 2003). Nine digits are the old writing without the leading zero.
 */
export function belgianEnterpriseNumber(typed: string): string | null {
  const digits = bare(typed).replace(/^BE/, '').padStart(10, '0')
  if (!/^[01]\d{9}$/.test(digits) || digits === '0000000097') return null
  return 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8)) ? digits : null
}

/** A Dutch KvK number: 8 digits without a check digit. */
export function dutchEnterpriseNumber(typed: string): string | null {
  const digits = bare(typed)
  return /^\d{8}$/.test(digits) && digits !== '00000000' ? digits : null
}

/** KBO number in Belgium, KvK number in the Netherlands; digits only, or null when it can't be one. */
export function enterpriseNumberOf(country: string, typed: string): string | null {
  if (country === 'BE') return belgianEnterpriseNumber(typed)
  if (country === 'NL') return dutchEnterpriseNumber(typed)
  return null
}

/**
 * A Dutch btw-id: companies carry the eleven test over their nine digits (RSIN), sole traders since 2020 a number whose
 * whole text is 1 modulo 97 (ISO 7064 mod 97-10).
 */
function dutchVatNumber(text: string): string | null {
  if (!/^NL\d{9}B\d{2}$/.test(text) || text.endsWith('B00')) return null
  const digits = [...text.slice(2, 11)].map(Number)
  const weighed = digits.slice(0, 8).reduce((sum, digit, place) => sum + digit * (9 - place), 0)
  const passesEleven = weighed > 0 && weighed % 11 === digits[8]
  return passesEleven || mod97(text) === 1 ? text : null
}

/** Shapes of the other countries' numbers (annex of the EU's VIES); VIES itself knows whether one exists. */
const shapes: Record<string, RegExp> = {
  AT: /^ATU\d{8}$/,
  BG: /^BG\d{9,10}$/,
  CY: /^CY\d{8}[A-Z]$/,
  CZ: /^CZ\d{8,10}$/,
  DE: /^DE\d{9}$/,
  DK: /^DK\d{8}$/,
  EE: /^EE\d{9}$/,
  EL: /^EL\d{9}$/,
  ES: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^FI\d{8}$/,
  FR: /^FR[A-Z0-9]{2}\d{9}$/,
  HR: /^HR\d{11}$/,
  HU: /^HU\d{8}$/,
  IE: /^IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^IT\d{11}$/,
  LT: /^LT(\d{9}|\d{12})$/,
  LU: /^LU\d{8}$/,
  LV: /^LV\d{11}$/,
  MT: /^MT\d{8}$/,
  PL: /^PL\d{10}$/,
  PT: /^PT\d{9}$/,
  RO: /^RO\d{2,10}$/,
  SE: /^SE\d{12}$/,
  SI: /^SI\d{8}$/,
  SK: /^SK\d{10}$/,
  XI: /^XI(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

/**
 * A VAT number with its country's prefix (BE0123456749, NL123456789B01), or null when its check digits or shape are
 * wrong. Without a prefix it is read as one of `country`.
 */
export function vatNumberOf(typed: string, country: string): string | null {
  const given = bare(typed)
  const text = /^[A-Z]{2}/.test(given) ? given : `${country === 'GR' ? 'EL' : country}${given}`
  const prefix = text.slice(0, 2)
  if (prefix === 'BE') {
    const digits = belgianEnterpriseNumber(text)
    return digits && `BE${digits}`
  }
  if (prefix === 'NL') return dutchVatNumber(text)
  return shapes[prefix]?.test(text) ? text : null
}

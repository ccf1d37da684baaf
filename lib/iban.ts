import { electronicFormatIBAN, friendlyFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'

/** An IBAN without spaces, or null when its length or check digits (ISO 13616) are wrong. */
export function ibanOf(typed: string): string | null {
  const plain = electronicFormatIBAN(typed)
  return plain && isValidIBAN(plain) ? plain : null
}

/** In groups of four, for people. */
export function ibanText(iban: string): string {
  return friendlyFormatIBAN(iban) ?? iban
}

/** A BIC in capitals, or null when it has another shape than ISO 9362. */
export function bicOf(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/\s/g, '')
  return isValidBIC(plain) ? plain : null
}

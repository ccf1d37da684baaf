import { compare, type DecimalText, decimal } from '@/lib/money'
import type { DayText } from '@/lib/time'

type Words = { nl: string; fr: string; en: string; de: string }

export type VatCode = {
  /** Stable name: stored on customers and lines. */
  code: string
  country: 'BE' | 'NL'
  /** UNCL5305: S standard, Z zero, E exempt, AE reverse charge, K intra-Community, G export. */
  category: 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G'
  rate: DecimalText
  /** First and last day on which an invoice may carry it. */
  from: DayText
  until?: DayText
  /** Must be printed: why there is no tax, or on which statement of the customer the rate rests. */
  reason?: Words
  /** Needs the buyer's VAT number on the invoice. */
  needsVatNumber?: true
  /** The buyer is a private person or company that declares that the home is older than ten years. */
  renovation?: true
}

const always = '2000-01-01'

/** Wording of KB nr. 1 art. 20 (medecontractant) since 1 January 2023; nl as published by Embuild, fr from the same decree. */
const coContractor: Words = {
  nl: 'Verlegging van heffing. Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand na de ontvangst van de factuur, wordt de afnemer geacht te erkennen dat hij een belastingplichtige is gehouden tot de indiening van periodieke aangiften. Als die voorwaarde niet vervuld is, is de afnemer ten aanzien van die voorwaarde aansprakelijk voor de betaling van de verschuldigde belasting, interesten en geldboeten.',
  fr: "Autoliquidation. En l'absence de contestation par écrit, dans un délai d'un mois à compter de la réception de la facture, le client est présumé reconnaître qu'il est un assujetti tenu au dépôt de déclarations périodiques. Si cette condition n'est pas remplie, le client endossera, par rapport à cette condition, la responsabilité quant au paiement de la taxe, des intérêts et des amendes dus.",
  en: 'Reverse charge. Unless disputed in writing within one month of receipt of the invoice, the customer is deemed to acknowledge being a taxable person who files periodic VAT returns. If that condition is not met, the customer is liable, with regard to that condition, for the payment of the tax, interest and fines due.',
  de: 'Steuerschuldnerschaft des Leistungsempfängers. Ohne schriftlichen Widerspruch innerhalb eines Monats nach Erhalt der Rechnung gilt als anerkannt, dass der Kunde ein zur Abgabe periodischer Erklärungen verpflichteter Steuerpflichtiger ist. Ist diese Bedingung nicht erfüllt, haftet der Kunde diesbezüglich für die Zahlung der geschuldeten Steuer, Zinsen und Geldbußen.',
}

/** Replaces the attest for works on homes of ten years and older since 1 January 2022; nl as published by Embuild. */
const renovation: Words = {
  nl: 'Btw-tarief: Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand vanaf de ontvangst van de factuur, wordt de klant geacht te erkennen dat (1) de werken worden verricht aan een woning waarvan de eerste ingebruikneming heeft plaatsgevonden in een kalenderjaar dat ten minste tien jaar voorafgaat aan de datum van de eerste factuur met betrekking tot die werken, (2) de woning, na uitvoering van die werken, uitsluitend of hoofdzakelijk als privéwoning wordt gebruikt en (3) de werken worden verstrekt en gefactureerd aan een eindverbruiker. Wanneer minstens één van die voorwaarden niet is voldaan, zal het normale btw-tarief van 21 pct. van toepassing zijn en is de afnemer ten aanzien van die voorwaarden aansprakelijk voor de betaling van de verschuldigde belasting, interesten en geldboeten.',
  fr: "Taux de TVA : En l'absence de contestation par écrit, dans un délai d'un mois à compter de la réception de la facture, le client est présumé reconnaître que (1) les travaux sont effectués à une habitation dont la première occupation a eu lieu au cours d'une année civile qui précède d'au moins dix ans la date de la première facture relative à ces travaux, (2) qu'après l'exécution de ces travaux, l'habitation est utilisée, soit exclusivement, soit principalement comme logement privé et (3) que ces travaux sont fournis et facturés à un consommateur final. Si au moins une de ces conditions n'est pas remplie, le taux normal de TVA de 21 p.c. sera applicable et le client endossera, par rapport à ces conditions, la responsabilité quant au paiement de la taxe, des intérêts et des amendes dus.",
  en: 'VAT rate: Unless disputed in writing within one month of receipt of the invoice, the customer is deemed to acknowledge that (1) the works are carried out on a home first occupied in a calendar year at least ten years before the date of the first invoice for those works, (2) after the works the home is used solely or mainly as a private dwelling and (3) the works are supplied and invoiced to a final consumer. If at least one of these conditions is not met, the standard VAT rate of 21% applies and the customer is liable, with regard to those conditions, for the payment of the tax, interest and fines due.',
  de: 'Mehrwertsteuersatz: Ohne schriftlichen Widerspruch innerhalb eines Monats nach Erhalt der Rechnung gilt als anerkannt, dass (1) die Arbeiten an einer Wohnung ausgeführt werden, deren Erstbezug in einem Kalenderjahr erfolgte, das mindestens zehn Jahre vor dem Datum der ersten Rechnung für diese Arbeiten liegt, (2) die Wohnung nach Ausführung der Arbeiten ausschließlich oder hauptsächlich als Privatwohnung genutzt wird und (3) die Arbeiten an einen Endverbraucher geleistet und berechnet werden. Ist mindestens eine dieser Bedingungen nicht erfüllt, gilt der normale Satz von 21 % und der Kunde haftet diesbezüglich für die Zahlung der geschuldeten Steuer, Zinsen und Geldbußen.',
}

const reverseCharge: Words = {
  nl: 'Btw verlegd.',
  fr: 'Autoliquidation.',
  en: 'Reverse charge.',
  de: 'Steuerschuldnerschaft des Leistungsempfängers.',
}

/**
 * VAT codes by country with the days on which they hold; an accountant corrects a rate here by ending one row and adding
 * the next. Sources: W.Btw and KB nr. 1 and nr. 20 (BE), Wet OB (NL); see docs of the facts in the module's tests.
 */
export const vatCodes: readonly VatCode[] = [
  { code: 'S21', country: 'BE', category: 'S', rate: '21', from: always },
  { code: 'S12', country: 'BE', category: 'S', rate: '12', from: always },
  { code: 'S6', country: 'BE', category: 'S', rate: '6', from: always },
  { code: 'S6R', country: 'BE', category: 'S', rate: '6', from: '2022-01-01', reason: renovation, renovation: true },
  { code: 'S0', country: 'BE', category: 'Z', rate: '0', from: always },
  {
    code: 'AEC',
    country: 'BE',
    category: 'AE',
    rate: '0',
    from: '2023-01-01',
    reason: coContractor,
    needsVatNumber: true,
  },
  { code: 'AE', country: 'BE', category: 'AE', rate: '0', from: always, reason: reverseCharge, needsVatNumber: true },
  {
    code: 'K',
    country: 'BE',
    category: 'K',
    rate: '0',
    from: always,
    needsVatNumber: true,
    reason: {
      nl: 'Vrijgesteld van btw, intracommunautaire levering (art. 39bis W.Btw).',
      fr: 'Exonéré de TVA, livraison intracommunautaire (art. 39bis CTVA).',
      en: 'VAT exempt, intra-Community supply (art. 39bis Belgian VAT Code).',
      de: 'Mehrwertsteuerfrei, innergemeinschaftliche Lieferung (Art. 39bis belgisches MwStGB).',
    },
  },
  {
    code: 'G',
    country: 'BE',
    category: 'G',
    rate: '0',
    from: always,
    reason: {
      nl: 'Vrijgesteld van btw, uitvoer (art. 39 W.Btw).',
      fr: 'Exonéré de TVA, exportation (art. 39 CTVA).',
      en: 'VAT exempt, export (art. 39 Belgian VAT Code).',
      de: 'Mehrwertsteuerfrei, Ausfuhr (Art. 39 belgisches MwStGB).',
    },
  },
  {
    code: 'E',
    country: 'BE',
    category: 'E',
    rate: '0',
    from: always,
    reason: {
      nl: 'Bijzondere vrijstellingsregeling kleine ondernemingen (art. 56bis W.Btw).',
      fr: 'Régime particulier de franchise des petites entreprises (art. 56bis CTVA).',
      en: 'Special exemption scheme for small enterprises (art. 56bis Belgian VAT Code).',
      de: 'Sonderregelung der Steuerbefreiung für Kleinunternehmen (Art. 56bis belgisches MwStGB).',
    },
  },
  { code: 'S21', country: 'NL', category: 'S', rate: '21', from: '2012-10-01' },
  { code: 'S9', country: 'NL', category: 'S', rate: '9', from: '2019-01-01' },
  { code: 'S0', country: 'NL', category: 'Z', rate: '0', from: always },
  { code: 'AE', country: 'NL', category: 'AE', rate: '0', from: always, reason: reverseCharge, needsVatNumber: true },
  {
    code: 'K',
    country: 'NL',
    category: 'K',
    rate: '0',
    from: always,
    needsVatNumber: true,
    reason: {
      nl: 'Intracommunautaire levering, 0% btw (art. 9 lid 2 Wet OB).',
      fr: 'Livraison intracommunautaire, TVA 0 % (art. 9 al. 2 Wet OB).',
      en: 'Intra-Community supply, 0% VAT (art. 9(2) Dutch VAT Act).',
      de: 'Innergemeinschaftliche Lieferung, 0 % MwSt. (Art. 9 Abs. 2 Wet OB).',
    },
  },
  {
    code: 'G',
    country: 'NL',
    category: 'G',
    rate: '0',
    from: always,
    reason: {
      nl: 'Uitvoer buiten de EU, 0% btw (art. 9 lid 2 Wet OB).',
      fr: "Exportation hors de l'UE, TVA 0 % (art. 9 al. 2 Wet OB).",
      en: 'Export outside the EU, 0% VAT (art. 9(2) Dutch VAT Act).',
      de: 'Ausfuhr aus der EU, 0 % MwSt. (Art. 9 Abs. 2 Wet OB).',
    },
  },
  {
    code: 'E',
    country: 'NL',
    category: 'E',
    rate: '0',
    from: always,
    reason: {
      nl: 'Vrijgesteld van OB o.g.v. artikel 25 Wet OB (kleineondernemersregeling).',
      fr: 'Exonéré de TVA en vertu de l’article 25 Wet OB (régime des petites entreprises).',
      en: 'Exempt from VAT under article 25 of the Dutch VAT Act (small businesses scheme).',
      de: 'Von der Umsatzsteuer befreit gemäß Artikel 25 Wet OB (Kleinunternehmerregelung).',
    },
  },
]

/** The codes a company may use on this day, in the order they are offered. */
export function vatCodesOf(country: string, on: DayText): VatCode[] {
  return vatCodes.filter((one) => one.country === country && one.from <= on && (!one.until || on <= one.until))
}

export function vatCode(country: string, code: string, on: DayText): VatCode | null {
  return vatCodesOf(country, on).find((one) => one.code === code) ?? null
}

/** The text an invoice must carry for this code, in the customer's language; Dutch when it has no such words. */
export function vatReason(country: string, code: string, on: DayText, locale: string): string {
  const words = vatCode(country, code, on)?.reason
  return words ? (words[locale as keyof Words] ?? words.nl) : ''
}

/**
 * The code a line starts with. The customer's own code goes first; work for a foreign company outside the seller's country
 * is reverse-charged there (art. 44/196 directive; work on a building follows the building); otherwise the product's rate.
 * A rate that no longer exists falls to the highest one.
 */
export function vatCodeFor(facts: {
  sellerCountry: string
  siteCountry: string
  customer: { kind: 'company' | 'person'; country: string; vatNumber: string; vatCode: string }
  rate: DecimalText
  on: DayText
}): VatCode {
  const { sellerCountry, siteCountry, customer, rate, on } = facts
  const codes = vatCodesOf(sellerCountry, on)
  const own = customer.vatCode ? codes.find(({ code }) => code === customer.vatCode) : undefined
  if (own) return own
  const isForeignWork = siteCountry !== sellerCountry && customer.country !== sellerCountry
  if (isForeignWork && customer.kind === 'company' && customer.vatNumber) {
    const reversed = codes.find(({ code }) => code === 'AE')
    if (reversed) return reversed
  }
  const byRate = codes.find((one) => (one.category === 'S' || one.category === 'Z') && compare(one.rate, rate) === 0)
  const highest = [...codes].sort((a, b) => decimal(b.rate).comparedTo(a.rate))[0]
  const found = byRate ?? highest
  if (!found) throw new Error(`no VAT codes for ${sellerCountry} on ${on}`)
  return found
}

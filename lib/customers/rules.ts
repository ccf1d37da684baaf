import { enterpriseNumberOf, vatNumberOf } from '@/lib/vat'

export const customerKinds = ['company', 'person'] as const
export type CustomerKind = (typeof customerKinds)[number]

export const contactReceives = ['appointments', 'reports', 'approvals', 'invoices'] as const

/** How released orders of a customer come together on concept invoices. */
export const invoiceGroupings = ['order', 'customer', 'site', 'po', 'month'] as const
export type InvoiceGrouping = (typeof invoiceGroupings)[number]

/**
 * How hours of a project are kept apart on an invoice: not at all, by phase, by who worked them, or by order: then the orders of
 * the project come on its invoice too, each with its number, title and subtotal, beside what is booked on the project itself.
 */
export const workGroupings = ['project', 'phase', 'member', 'order'] as const
export type WorkGrouping = (typeof workGroupings)[number]

/** In how many lines: by kind and price, each booking, a day, somebody's together, or all in one. */
export const workDetails = ['price', 'line', 'day', 'member', 'total'] as const
export type WorkDetail = (typeof workDetails)[number]

/** Whether a customer approves the hours before they are billed, and when they are offered. `default` follows what is above. */
export const approvalWishes = ['default', 'yes', 'no'] as const
export type ApprovalWish = (typeof approvalWishes)[number]
export const approvalTimings = ['default', 'on_submission', 'after_internal'] as const
export type ApprovalTiming = (typeof approvalTimings)[number]
/** One request for everybody who worked in a period, or one for each of them. */
export const approvalScopes = ['together', 'per_member'] as const
export type ApprovalScope = (typeof approvalScopes)[number]

/**
 * A phone number as people type it to search: '+32470123456', '0470123456'. Country codes of one to three digits are taken
 * from the ones our customers have.
 */
export function phoneSearch(phone: string): string[] {
  const digits = phone
    .replace('(0)', '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
  if (digits.length < 6) return []
  const national = digits.replace(/^\+(32|31|33|49|352|44|34|39|48)0?/, '0')
  return national === digits ? [digits] : [digits, national]
}

/** What is typed in a search field: a phone or VAT number with blanks and dots becomes one word. */
export function searchWords(query: string): string {
  const bare = query.trim()
  if (/^\+?[\d\s./()-]{6,}$/.test(bare)) return bare.replace(/[^\d+]/g, '').replace(/^00/, '+')
  if (/^(be|nl)[\s\d.b]{6,}$/i.test(bare)) return bare.replace(/[\s.]/g, '')
  return query
}

/** The numbers of a company as they are kept, or the fields whose check digits are wrong with the code for each. */
export function checkedNumbers(
  typed: { vatNumber?: string; enterpriseNumber?: string },
  country: string,
): { numbers: { vatNumber?: string; enterpriseNumber?: string }; fields: Record<string, string> } {
  const numbers: { vatNumber?: string; enterpriseNumber?: string } = {}
  const fields: Record<string, string> = {}
  if (typed.vatNumber !== undefined) {
    const vatNumber = typed.vatNumber && vatNumberOf(typed.vatNumber, country)
    if (vatNumber === null) fields.vatNumber = 'customers.vat_number'
    else numbers.vatNumber = vatNumber
  }
  if (typed.enterpriseNumber !== undefined) {
    const known = country === 'BE' || country === 'NL'
    const enterpriseNumber =
      typed.enterpriseNumber && known ? enterpriseNumberOf(country, typed.enterpriseNumber) : typed.enterpriseNumber
    if (enterpriseNumber === null) fields.enterpriseNumber = 'customers.enterprise_number'
    else numbers.enterpriseNumber = enterpriseNumber
  }
  // A Belgian VAT number is the enterprise number with its country before it.
  if (numbers.vatNumber?.startsWith('BE') && !numbers.enterpriseNumber && !fields.enterpriseNumber)
    numbers.enterpriseNumber = numbers.vatNumber.slice(2)
  return { numbers, fields }
}

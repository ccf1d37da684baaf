import { type DecimalText, negate, sum } from '@/lib/money'
import { addDays, type DayText, type InstantText } from '@/lib/time'
import type { InvoiceKind } from './status'
import { totalsOf, type VatGroup } from './totals'
import { vatReason } from './vat'

export type InvoiceParty = {
  name: string
  /** Street and number, postal code and city. */
  lines: string[]
  country: string
  vatNumber: string
  enterpriseNumber: string
  email: string
}

export type InvoiceVat = VatGroup & { reason: string }

export type DocumentLine = {
  description: string
  unit: string
  quantity: DecimalText
  unitPrice: DecimalText
  discountPercent: DecimalText
  vatCode: string
  vatCategory: string
  vatRate: DecimalText
  netAmount: DecimalText
}

export type DocumentGroup = {
  orderNumber: string
  title: string
  site: string
  poNumber: string
  executedOn: DayText | null
  lines: DocumentLine[]
  netAmount: DecimalText
}

/** The row behind the document as it was sealed, so that the chain also covers what is not printed. */
export type SealedRow = {
  id: string
  customerId: string
  seriesId: string
  sequence: number
  finalizedAt: InstantText
  finalizedById: string | null
  creditsId: string | null
  creditOutcome: string | null
  creditReason: string
  paymentTermDays: number
  /** Only when none goes along: what was sealed before there were timesheets stays as it was. */
  withTimesheet?: false
  siteId: string | null
  groupKey: string
  version: number
  createdAt: InstantText
  lines: {
    id: string
    createdAt: InstantText
    position: number
    orderId: string | null
    orderLineId: string | null
    /** Only on lines that bill a project: what was sealed before there were projects stays as it was. */
    projectId?: string
    phaseId?: string
    /** Only on lines that bill an instalment of a contract. */
    contractId?: string
    instalmentId?: string
    creditsLineId: string | null
    description: string
    unit: string
    quantity: string
    unitPrice: string
    discountPercent: string
    vatCode: string
    vatCategory: string
    vatRate: string
    netAmount: string
  }[]
}

/** The frozen content of a final invoice: everything that is printed, so that it prints the same in ten years. */
export type InvoiceDocument = {
  /** Version of this shape. */
  shape: 1
  kind: InvoiceKind
  number: string
  issuedOn: DayText
  dueOn: DayText
  suppliedOn: DayText | null
  locale: string
  seller: InvoiceParty & {
    iban: string
    bic: string
    phone: string
    website: string
    logoFileId: string | null
    colour: string
  }
  buyer: InvoiceParty & { customerNumber: string }
  poNumber: string
  paymentReference: string
  notes: string
  /** Below the lines; absent on what was sealed before there was such a text, and when there is none. */
  closing?: string
  credits: { number: string; issuedOn: DayText; reason: string } | null
  groups: DocumentGroup[]
  vat: InvoiceVat[]
  netAmount: DecimalText
  vatAmount: DecimalText
  grossAmount: DecimalText
  footer: string
  /** Null on the preview of a concept. */
  record: SealedRow | null
}

/** What the PDF is drawn from. `logo`: bytes of the seller's logo, PNG or JPEG. */
export type InvoiceDrawing = { document: InvoiceDocument; logo: Uint8Array | null }

/** The lines of one order or project after another, in the order of their numbers, each with its subtotal; loose lines last. */
export function groupsOf(
  lines: readonly (DocumentLine & { workId: string | null })[],
  orders: ReadonlyMap<string, Omit<DocumentGroup, 'lines' | 'netAmount'>>,
): DocumentGroup[] {
  const found = new Map<string, DocumentGroup>()
  for (const { workId, ...line } of lines) {
    const order = workId ? orders.get(workId) : undefined
    const key = order ? (workId ?? '') : ''
    const group = found.get(key) ?? { ...(order ?? loose), lines: [], netAmount: '0.00' }
    group.lines.push(line)
    found.set(key, group)
  }
  const groups = [...found.entries()].map(([, group]) => ({
    ...group,
    netAmount: sum(group.lines.map(({ netAmount }) => netAmount)),
  }))
  const rank = ({ orderNumber }: DocumentGroup) => orderNumber || '￿'
  return groups.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}

const loose = { orderNumber: '', title: '', site: '', poNumber: '', executedOn: null }

/** The tax per category and rate, with the sentences that the law wants beside it. */
export function vatWithReasons(
  lines: readonly DocumentLine[],
  seller: { country: string },
  issuedOn: DayText,
  locale: string,
): { vat: InvoiceVat[]; netAmount: DecimalText; vatAmount: DecimalText; grossAmount: DecimalText } {
  const totals = totalsOf(lines)
  const vat = totals.vat.map((group) => {
    const codes = lines
      .filter((line) => line.vatCategory === group.category && Number(line.vatRate) === Number(group.rate))
      .map((line) => line.vatCode)
    const reasons = [...new Set(codes)].map((code) => vatReason(seller.country, code, issuedOn, locale)).filter(Boolean)
    return { ...group, reason: [...new Set(reasons)].join('\n') }
  })
  return { ...totals, vat }
}

/** The same line, taken back: what a credit note carries. */
export function creditLine<Line extends { quantity: DecimalText; netAmount: DecimalText }>(line: Line): Line {
  const quantity = line.quantity.startsWith('-') ? line.quantity.slice(1) : `-${line.quantity}`
  return { ...line, quantity, netAmount: negate(line.netAmount) }
}

export type Address = { street: string; houseNumber: string; postalCode: string; city: string; country: string }

/** What a document is drawn up from: the rows as they are now. */
export type InvoiceSource = {
  kind: InvoiceKind
  locale: string
  suppliedOn: DayText | null
  poNumber: string
  paymentTermDays: number
  notes: string
  closing: string
  credits: { number: string; issuedOn: DayText; reason: string } | null
  seller: Address & {
    name: string
    vatNumber: string
    enterpriseNumber: string
    email: string
    phone: string
    website: string
    iban: string
    bic: string
    logoFileId: string | null
    colour: string
    footer: Record<string, string>
  }
  buyer: Address & {
    name: string
    number: string
    vatNumber: string
    enterpriseNumber: string
    email: string
  }
  /** `workId`: the order, project or contract it bills. */
  lines: readonly (DocumentLine & { workId: string | null })[]
  orders: ReadonlyMap<string, Omit<DocumentGroup, 'lines' | 'netAmount'>>
}

/** The document as it is printed and sealed; for a concept with an empty number, so that its preview is the real thing. */
export function documentOf(
  source: InvoiceSource,
  given: { number: string; issuedOn: DayText; paymentReference: string; record: SealedRow | null },
): InvoiceDocument {
  const { seller, buyer, kind, locale } = source
  const { issuedOn } = given
  return {
    shape: 1,
    kind,
    number: given.number,
    issuedOn,
    dueOn: kind === 'credit_note' ? issuedOn : addDays(issuedOn, source.paymentTermDays),
    suppliedOn: source.suppliedOn,
    locale,
    seller: {
      name: seller.name,
      lines: addressLines(seller),
      country: seller.country,
      vatNumber: seller.vatNumber,
      enterpriseNumber: seller.enterpriseNumber,
      email: seller.email,
      iban: seller.iban,
      bic: seller.bic,
      phone: seller.phone,
      website: seller.website,
      logoFileId: seller.logoFileId,
      colour: seller.colour,
    },
    buyer: {
      name: buyer.name,
      lines: addressLines(buyer),
      country: buyer.country,
      vatNumber: buyer.vatNumber,
      enterpriseNumber: buyer.enterpriseNumber,
      email: buyer.email,
      customerNumber: buyer.number,
    },
    poNumber: source.poNumber,
    paymentReference: given.paymentReference,
    notes: source.notes,
    ...(source.closing && { closing: source.closing }),
    credits: source.credits,
    groups: groupsOf(source.lines, source.orders),
    // A code that ended since keeps the words it had on the invoice that is credited.
    ...vatWithReasons(source.lines, seller, source.credits?.issuedOn || issuedOn, locale),
    footer: seller.footer[locale] ?? seller.footer.nl ?? '',
    record: given.record,
  }
}

export function addressLines({ street, houseNumber, postalCode, city }: Address): string[] {
  return [`${street} ${houseNumber}`.trim(), `${postalCode} ${city}`.trim()].filter(Boolean)
}

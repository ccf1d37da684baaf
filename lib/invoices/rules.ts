export const invoiceKinds = ['invoice', 'credit_note'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

export const invoiceStatuses = ['final', 'sent', 'partly_paid', 'paid', 'credited'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** What a credit note does with the lines it takes back. */
export const creditOutcomes = ['bill_again', 'write_off'] as const
export type CreditOutcome = (typeof creditOutcomes)[number]

export type InvoiceParty = {
  name: string
  lines: string[]
  country: string
  vatNumber: string
  enterpriseNumber: string
  email: string
}

export type InvoiceVat = { category: string; rate: string; base: string; tax: string; reason: string }

/** The frozen content of a final invoice: everything that is printed, so that it prints the same in ten years. */
export type InvoiceDocument = {
  kind: InvoiceKind
  number: string
  issuedOn: string
  dueOn: string
  suppliedOn: string | null
  locale: string
  seller: InvoiceParty & { iban: string; bic: string; phone: string; website: string; logoFileId: string | null; colour: string }
  buyer: InvoiceParty
  poNumber: string
  paymentReference: string
  notes: string
  credits: { number: string; issuedOn: string } | null
  groups: {
    orderNumber: string
    title: string
    site: string
    lines: {
      description: string
      unit: string
      quantity: string
      unitPrice: string
      discountPercent: string
      vatCategory: string
      vatRate: string
      netAmount: string
    }[]
    netAmount: string
  }[]
  vat: InvoiceVat[]
  netAmount: string
  vatAmount: string
  grossAmount: string
  footer: string
}

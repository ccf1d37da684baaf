import { documentOf, type InvoiceDocument, type InvoiceSource } from './rules/document'

/** A collected invoice with everything that can be printed. */
export function sampleDocument(
  options: { locale?: string; kind?: 'invoice' | 'credit_note'; longLines?: number } = {},
): InvoiceDocument {
  const line = (
    description: string,
    quantity: string,
    unitPrice: string,
    netAmount: string,
    code = 'S21',
    rate = '21',
    discountPercent = '0',
    unit = 'st',
    orderId: string | null = 'a',
  ) => ({
    description,
    unit,
    quantity,
    unitPrice,
    discountPercent,
    vatCode: code,
    vatCategory: code.startsWith('S') ? 'S' : code === 'AEC' ? 'AE' : code,
    vatRate: rate,
    netAmount,
    orderId,
  })
  const source: InvoiceSource = {
    kind: options.kind ?? 'invoice',
    locale: options.locale ?? 'nl',
    suppliedOn: null,
    poNumber: 'PO-4711/2026',
    paymentTermDays: 30,
    notes: '',
    credits:
      options.kind === 'credit_note'
        ? { number: 'F2026-0116', issuedOn: '2026-11-01', reason: 'Verkeerde prijs' }
        : null,
    seller: {
      name: 'De Warmtebrigade bv',
      street: 'Vaartstraat',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
      country: 'BE',
      vatNumber: 'BE0123456749',
      enterpriseNumber: '0123456749',
      email: 'info@warmtebrigade.example',
      phone: '+32 16 12 34 56',
      website: 'warmtebrigade.example',
      iban: 'BE68539007547034',
      bic: 'TRIOBEBB',
      logoFileId: null,
      colour: '#0f5c66',
      footer: {
        nl: 'De Warmtebrigade bv, RPR Leuven. Op al onze werken zijn onze algemene voorwaarden van toepassing.',
      },
    },
    buyer: {
      name: 'Vastgoed Dijlevallei nv',
      number: 'K-0042',
      street: 'Bondgenotenlaan',
      houseNumber: '101',
      postalCode: '3000',
      city: 'Leuven',
      country: 'BE',
      vatNumber: 'BE0403170701',
      enterpriseNumber: '0403170701',
      email: 'facturen@dijlevallei.example',
    },
    lines: [
      line(
        'Jaarlijks onderhoud gasketel met verbrandingsattest',
        '1.000',
        '145.0000',
        '145.00',
        'S6R',
        '6',
        '0',
        'keer',
      ),
      line('Driewegklep Vaillant ecoTEC', '1.000', '89.5000', '80.55', 'S6R', '6', '10.00'),
      line('Verplaatsing zone 1', '1.000', '38.0000', '38.00', 'S6R', '6'),
      line('De klep was volledig verkalkt; we raden een waterverzachter aan.', '1.000', '0', '0.00', 'S6R', '6'),
      ...Array.from({ length: options.longLines ?? 0 }, (_, n) =>
        line(`Radiatorkraan type ${n + 1}`, '2.000', '24.9500', '49.90', 'S6R', '6'),
      ),
      line('Arbeid technieker', '3.250', '62.0000', '201.50', 'S21', '21', '0', 'u', 'b'),
      line('Koperbuis 15 mm', '12.500', '6.8450', '85.56', 'S21', '21', '0', 'm', 'b'),
      line('Dossierkosten', '1.000', '15.0000', '15.00', 'AEC', '0', '0', 'st', null),
    ],
    orders: new Map([
      [
        'a',
        {
          orderNumber: 'O-2026-0123',
          title: 'Onderhoud gasketel',
          site: 'Naamsestraat 41, 3000 Leuven',
          poNumber: 'PO-4711/2026',
          executedOn: '2026-11-12',
        },
      ],
      [
        'b',
        {
          orderNumber: 'O-2026-0131',
          title: 'Lek in stookplaats',
          site: 'Tiensevest 8, 3010 Kessel-Lo',
          poNumber: 'PO-4720',
          executedOn: '2026-11-14',
        },
      ],
    ]),
  }
  return documentOf(source, {
    number: 'F2026-0116',
    issuedOn: '2026-11-22',
    paymentReference: '+++261/0000/11689+++',
    record: null,
  })
}

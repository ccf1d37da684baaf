import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, expect, test } from 'vitest'
import { renderPdf, stopPdf } from '@/lib/pdf'
import { creditLine, documentOf, type InvoiceDocument, type InvoiceDrawing, type InvoiceSource } from './rules/document'

afterAll(stopPdf)

/** A collected invoice with everything that can be printed. */
function sampleDocument(
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
    workId: string | null = 'a',
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
    workId,
  })
  const source: InvoiceSource = {
    kind: options.kind ?? 'invoice',
    locale: options.locale ?? 'nl',
    suppliedOn: null,
    poNumber: 'PO-4711/2026',
    paymentTermDays: 30,
    notes: '',
    closing: '',
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
  const lines = source.kind === 'credit_note' ? source.lines.map(creditLine) : source.lines
  return documentOf(
    { ...source, lines },
    {
      number: 'F2026-0116',
      issuedOn: '2026-11-22',
      paymentReference: '+++261/0000/11689+++',
      record: null,
    },
  )
}

async function pagesOf(document: InvoiceDocument): Promise<string[]> {
  const drawing: InvoiceDrawing = { document, logo: null }
  const { text } = await extractText(await getDocumentProxy(await renderPdf('invoice', drawing)), { mergePages: false })
  return text.map((page) => page.replaceAll('\u00a0', ' '))
}

test('a collected invoice shows every order with its subtotal, the VAT per rate, the legal words and how to pay', async () => {
  const text = (await pagesOf(sampleDocument())).join('\n')
  for (const said of [
    'F2026-0116',
    'Subtotaal O-2026-0123',
    '€ 263,55',
    'Subtotaal O-2026-0131',
    '€ 287,06',
    'Btw verlegd',
    '€ 60,28',
    '€ 15,81',
    '€ 641,70',
    'BE68 5390 0754 7034',
    '+++261/0000/11689+++',
    'Scan en betaal',
    'ten minste tien jaar',
    'Verlegging van heffing',
    'BE 0403.170.701',
  ])
    expect(text).toContain(said)
})

test('a long one repeats its head and numbers its pages', async () => {
  const pages = await pagesOf(sampleDocument({ longLines: 60 }))
  expect(pages.length).toBeGreaterThan(2)
  for (const [index, page] of pages.entries()) expect(page).toContain(`Pagina ${index + 1}/${pages.length}`)
  expect(pages[1]).toContain('Omschrijving')
})

test('a credit note is read with positive amounts and says what it credits; nobody is asked to pay', async () => {
  const text = (await pagesOf(sampleDocument({ kind: 'credit_note' }))).join('\n')
  expect(text).toContain('Creditnota')
  expect(text).toContain('Te crediteren')
  expect(text).toContain('€ 641,70')
  expect(text).not.toContain('€ -')
  expect(text).not.toContain('Scan en betaal')
})

test.each([
  ['fr', 'Facture', 'Scannez et payez'],
  ['en', 'Invoice', 'Scan and pay'],
  ['de', 'Rechnung', 'Scannen und zahlen'],
])('in %s too', async (locale, title, scan) => {
  const text = (await pagesOf(sampleDocument({ locale }))).join('\n')
  expect(text).toContain(title)
  expect(text).toContain(scan)
})

test('what is copied from a PDF is what it shows, also from a later one of the same thread', async () => {
  for (const locale of ['nl', 'fr', 'nl', 'fr']) await pagesOf(sampleDocument({ locale }))
  const text = (await pagesOf(sampleDocument({ longLines: 60 }))).join('\n')
  expect(text).toContain('Te betalen € 3.815,34')
  expect(text).toContain('Naamsestraat 41, 3000 Leuven')
})

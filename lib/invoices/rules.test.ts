import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, decimal, lineNet, negate, sum } from '@/lib/money'
import { checkInvoice, type InvoiceFacts } from './rules/checks'
import { creditLine, documentOf } from './rules/document'
import { groupKey } from './rules/grouping'
import { epcLines, invoiceNumber, ogm, ogmCheck, ogmDigits, paymentReference } from './rules/reference'
import { creditedAmount, invoiceStatus, isOverdue, openAmount, stepRefusal } from './rules/status'
import { totalsOf } from './rules/totals'
import { vatCode, vatCodeFor, vatCodes, vatCodesOf, vatReason } from './rules/vat'

const cents = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((value) => (value / 100).toFixed(2))
const rate = fc.constantFrom('21', '12', '6', '0', '9.00')
const category = fc.constantFrom('S', 'AE', 'Z')
const line = fc.record({ netAmount: cents, vatRate: rate, vatCategory: category })

test('the tax of a rate is rounded once on the sum of its lines, never per line', () => {
  const line = { netAmount: '0.02', vatRate: '21', vatCategory: 'S' }
  expect(totalsOf([line, line, line])).toMatchObject({ netAmount: '0.06', vatAmount: '0.01', grossAmount: '0.07' })
})

test('half a cent goes away from zero, on a credit note too', () => {
  expect(totalsOf([{ netAmount: '0.50', vatRate: '21', vatCategory: 'S' }]).vatAmount).toBe('0.11')
  expect(totalsOf([{ netAmount: '-0.50', vatRate: '21', vatCategory: 'S' }]).vatAmount).toBe('-0.11')
  expect(lineNet('12.345', '3')).toBe('37.04')
})

test('totals add up to the cent, with one group per category and rate', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const totals = totalsOf(lines)
      expect(totals.netAmount).toBe(sum(lines.map(({ netAmount }) => netAmount)))
      expect(totals.grossAmount).toBe(sum([totals.netAmount, totals.vatAmount]))
      expect(totals.vatAmount).toBe(sum(totals.vat.map(({ tax }) => tax)))
      const keys = totals.vat.map((group) => `${group.category} ${group.rate}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { base, rate, tax } of totals.vat) {
        const exact = decimal(base).times(rate).dividedBy(100)
        expect(exact.minus(tax).abs().lessThanOrEqualTo('0.005')).toBe(true)
      }
    }),
  )
})

test('the order of the lines does not matter', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      expect(totalsOf([...lines].reverse())).toEqual(totalsOf(lines))
    }),
  )
})

test('a credit note of every line is minus the invoice', () => {
  const full = fc.record({ netAmount: cents, vatRate: rate, vatCategory: category, quantity: cents })
  fc.assert(
    fc.property(fc.array(full, { maxLength: 30 }), (lines) => {
      const invoice = totalsOf(lines)
      const note = totalsOf(lines.map(creditLine))
      for (const key of ['netAmount', 'vatAmount', 'grossAmount'] as const)
        expect(compare(note[key], negate(invoice[key]))).toBe(0)
    }),
  )
})

test('structured communications have the check digits of the published examples', () => {
  expect(ogmCheck('0000000097')).toBe('97')
  expect(ogm('0000000097')).toBe('+++000/0000/09797+++')
  expect(ogm('1234567890')).toBe('+++123/4567/89002+++')
  expect(ogm('0909337554')).toBe('+++090/9337/55493+++')
})

test('a structured communication is read with plus signs, stars or bare, and refused when a digit is wrong', () => {
  expect(ogmDigits('+++090/9337/55493+++')).toBe('090933755493')
  expect(ogmDigits('***090/9337/55493***')).toBe('090933755493')
  expect(ogmDigits('090933755493')).toBe('090933755493')
  expect(ogmDigits('090933755494')).toBeNull()
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_999_999_999 }),
      fc.nat(11),
      fc.integer({ min: 1, max: 9 }),
      (base, at, step) => {
        const digits = ogm(String(base).padStart(10, '0')).replace(/\D/g, '')
        expect(ogmDigits(digits)).toBe(digits)
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + step) % 10) + digits.slice(at + 1)
        // 97 is prime, so one wrong digit always shows; check digits 00 and 97 both stand for a remainder of 0.
        expect(ogmDigits(wrong)).toBeNull()
      },
    ),
  )
})

test('every number of a company has its own payment reference', () => {
  const references = new Set<string>()
  for (const kind of ['invoice', 'credit_note'] as const)
    for (const year of [2026, 2027])
      for (let n = 1; n < 300; n++) references.add(paymentReference('BE', kind, year, n, ''))
  expect(references.size).toBe(2 * 2 * 299)
  expect(paymentReference('NL', 'invoice', 2026, 7, 'F2026-0007')).toBe('F2026-0007')
})

test('numbers are padded, and simply grow when the digits run out', () => {
  expect(invoiceNumber({ prefix: 'F', year: 2026, digits: 4 }, 116)).toBe('F2026-0116')
  expect(invoiceNumber({ prefix: 'F', year: 2026, digits: 4 }, 10116)).toBe('F2026-10116')
})

test('a payment code has its twelve lines: the structured communication in line 10, other text in line 11, never both', () => {
  const payment = {
    name: 'Warmtebrigade',
    iban: 'BE68 5390 0754 7034',
    bic: 'TRIOBEBB',
    amount: '641.7',
    reference: ogm('1234567890'),
  }
  expect(epcLines(payment)?.split('\n')).toEqual([
    'BCD',
    '002',
    '1',
    'SCT',
    'TRIOBEBB',
    'Warmtebrigade',
    'BE68539007547034',
    'EUR641.70',
    '',
    '123456789002',
    '',
  ])
  expect(
    epcLines({ ...payment, reference: 'F2026-0116' })
      ?.split('\n')
      .slice(9),
  ).toEqual(['', 'F2026-0116'])
  expect(epcLines({ ...payment, amount: '0' })).toBeNull()
  expect(epcLines({ ...payment, iban: '' })).toBeNull()
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (name, reference) => {
      const code = epcLines({ ...payment, name, reference }) ?? ''
      expect(Buffer.byteLength(code)).toBeLessThanOrEqual(331)
      expect(code.split('\n')).toHaveLength(11)
    }),
  )
})

test('every VAT code that pays nothing says why, in four languages', () => {
  for (const one of vatCodes) {
    if (one.category === 'S' || one.category === 'Z') continue
    expect(one.rate).toBe('0')
    for (const words of ['nl', 'fr', 'en', 'de'] as const) expect(one.reason?.[words]).toBeTruthy()
  }
})

test('a code holds between its days, and only one of its name at a time', () => {
  expect(vatCode('BE', 'AEC', '2022-12-31')).toBeNull()
  expect(vatCode('BE', 'AEC', '2023-01-01')?.needsVatNumber).toBe(true)
  for (const country of ['BE', 'NL']) {
    const codes = vatCodesOf(country, '2026-11-22').map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  }
  expect(vatReason('BE', 'AEC', '2026-11-22', 'nl')).toContain('periodieke aangiften')
  expect(vatReason('BE', 'S6R', '2026-11-22', 'fr')).toContain('dix ans')
})

test('a line starts with the customer’s code, else reverse charge abroad, else the rate of the product', () => {
  const customer = { kind: 'company' as const, country: 'BE', vatNumber: 'BE0403170701', vatCode: '' }
  const base = { sellerCountry: 'BE', siteCountry: 'BE', customer, rate: '21.00', on: '2026-11-22' }
  expect(vatCodeFor(base).code).toBe('S21')
  expect(vatCodeFor({ ...base, rate: '6.00' }).code).toBe('S6')
  expect(vatCodeFor({ ...base, rate: '0' }).code).toBe('S0')
  expect(vatCodeFor({ ...base, rate: '19' }).code).toBe('S21')
  expect(vatCodeFor({ ...base, customer: { ...customer, vatCode: 'AEC' } }).code).toBe('AEC')
  const dutch = { ...customer, country: 'NL', vatNumber: 'NL000099998B57' }
  expect(vatCodeFor({ ...base, customer: dutch, siteCountry: 'NL' }).code).toBe('AE')
  expect(vatCodeFor({ ...base, customer: dutch }).code).toBe('S21')
  expect(vatCodeFor({ ...base, customer: { ...dutch, kind: 'person' }, siteCountry: 'NL' }).code).toBe('S21')
  expect(vatCodeFor({ ...base, sellerCountry: 'NL', siteCountry: 'NL', customer: dutch, rate: '9' }).code).toBe('S9')
})

const fine: InvoiceFacts = {
  kind: 'invoice',
  seller: {
    country: 'BE',
    name: 'W',
    street: 'V',
    postalCode: '3000',
    city: 'Leuven',
    vatNumber: 'BE0123456749',
    iban: 'BE68539007547034',
  },
  buyer: {
    name: 'K',
    street: 'T',
    postalCode: '3000',
    city: 'Leuven',
    country: 'BE',
    vatNumber: 'BE0403170701',
    poRequired: true,
    email: 'k@example.com',
  },
  hasPoNumber: true,
  issuedOn: '2026-11-22',
  today: '2026-11-22',
  lastIssuedOn: '2026-11-22',
  grossAmount: '121.00',
  lines: [{ vatCode: 'AEC', netAmount: '100.00' }],
  unpricedLines: 0,
  missingReports: 0,
  otherPayer: null,
}
const wrongIn = (facts: InvoiceFacts) => checkInvoice(facts).filter(({ state }) => state !== 'ok')

test('nothing wrong: every check is ok', () => expect(wrongIn(fine)).toEqual([]))

test.each<[string, Partial<InvoiceFacts>]>([
  ['no_lines', { lines: [] }],
  ['price_missing', { unpricedLines: 2 }],
  ['negative_amount', { grossAmount: '-0.01' }],
  ['address_missing', { buyer: { ...fine.buyer, street: '' } }],
  ['vat_number_missing', { buyer: { ...fine.buyer, vatNumber: '' } }],
  ['vat_code_unknown', { lines: [{ vatCode: 'S19', netAmount: '1.00' }] }],
  ['po_missing', { hasPoNumber: false }],
  ['date_in_future', { issuedOn: '2026-11-23' }],
  ['date_goes_back', { issuedOn: '2026-11-21' }],
  ['seller_incomplete', { seller: { ...fine.seller, iban: '' } }],
  ['report_missing', { missingReports: 1 }],
  ['payer_changed', { otherPayer: 'B' }],
  ['no_email', { buyer: { ...fine.buyer, email: '' } }],
])('%s is told before the number is taken', (code, change) => {
  const wrong = wrongIn({ ...fine, ...change })
  expect(wrong.map((check) => check.code)).toEqual([`invoices.${code}`])
  expect(wrong[0]?.state).toBe(['no_email', 'report_missing', 'payer_changed'].includes(code) ? 'warning' : 'missing')
})

test('the status follows from what was sent, paid and credited', () => {
  const money = { grossAmount: '121.00', paidAmount: '0.00', creditedAmount: '0.00', sentAt: null }
  expect(invoiceStatus(money)).toBe('final')
  expect(invoiceStatus({ ...money, sentAt: 'x' })).toBe('sent')
  expect(invoiceStatus({ ...money, paidAmount: '20.00' })).toBe('partly_paid')
  expect(invoiceStatus({ ...money, paidAmount: '121.00' })).toBe('paid')
  expect(invoiceStatus({ ...money, paidAmount: '100.00', creditedAmount: '21.00' })).toBe('paid')
  expect(invoiceStatus({ ...money, creditedAmount: '121.00' })).toBe('credited')
  expect(openAmount({ ...money, paidAmount: '130.00' })).toBe('-9.00')
  expect(isOverdue({ ...money, dueOn: '2026-11-21' }, '2026-11-22')).toBe(true)
  expect(isOverdue({ ...money, dueOn: '2026-11-22' }, '2026-11-22')).toBe(false)
  expect(isOverdue({ ...money, paidAmount: '121', dueOn: '2026-11-21' }, '2026-11-22')).toBe(false)
})

test('never more than the whole is credited, and every line credited is the whole', () => {
  expect(creditedAmount('121.00', ['60.51', '60.50'], false)).toBe('121.00')
  expect(creditedAmount('121.00', ['60.50', '60.49'], true)).toBe('121.00')
  expect(creditedAmount('121.00', ['60.50'], false)).toBe('60.50')
})

test('only a concept is edited, finalized or discarded; a concept is not credited', () => {
  expect(stepRefusal('concept', 'finalize')).toBeNull()
  expect(stepRefusal('sent', 'finalize')).toBe('invoices.already_final')
  expect(stepRefusal('discarded', 'edit')).toBe('invoices.discarded')
  expect(stepRefusal('concept', 'credit')).toBe('invoices.still_concept')
  expect(stepRefusal('credited', 'credit')).toBe('invoices.already_credited')
})

test('orders come together by the customer’s wish', () => {
  const facts = { orderId: 'o', customerId: 'c', siteId: 's', poNumber: ' PO-1 ', month: '2026-11' }
  expect(groupKey('order', facts)).toBe('order:o')
  expect(groupKey('customer', facts)).toBe('customer:c')
  expect(groupKey('site', facts)).toBe('site:c:s')
  expect(groupKey('po', facts)).toBe('po:c:po-1')
  expect(groupKey('month', facts)).toBe('month:c:2026-11')
})

test('a document carries each order with its subtotal and the sentence of each code once', () => {
  const party = {
    street: 'A',
    houseNumber: '1',
    postalCode: '3000',
    city: 'Leuven',
    country: 'BE',
    name: 'N',
    vatNumber: '',
    enterpriseNumber: '',
    email: '',
  }
  const row = { description: 'x', unit: 'st', quantity: '1', unitPrice: '10', discountPercent: '0', netAmount: '10.00' }
  const head = { title: '', site: '', poNumber: '', executedOn: null }
  const document = documentOf(
    {
      kind: 'invoice',
      locale: 'nl',
      suppliedOn: null,
      poNumber: '',
      paymentTermDays: 30,
      notes: '',
      closing: '',
      credits: null,
      seller: {
        ...party,
        phone: '',
        website: '',
        iban: '',
        bic: '',
        logoFileId: null,
        colour: '',
        footer: { nl: 'voet' },
      },
      buyer: { ...party, number: 'K-1' },
      lines: [
        { ...row, workId: null, vatCode: 'S21', vatCategory: 'S', vatRate: '21' },
        { ...row, workId: 'b', vatCode: 'S6R', vatCategory: 'S', vatRate: '6' },
        { ...row, workId: 'a', vatCode: 'S6R', vatCategory: 'S', vatRate: '6' },
        { ...row, workId: 'b', vatCode: 'S6', vatCategory: 'S', vatRate: '6' },
      ],
      orders: new Map([
        ['a', { orderNumber: 'O-1', ...head }],
        ['b', { orderNumber: 'O-2', ...head }],
      ]),
    },
    { number: '', issuedOn: '2026-11-22', paymentReference: '', record: null },
  )
  expect(document.groups.map(({ orderNumber, netAmount }) => [orderNumber, netAmount])).toEqual([
    ['O-1', '10.00'],
    ['O-2', '20.00'],
    ['', '10.00'],
  ])
  expect(document.vat.map(({ rate, base, tax }) => [rate, base, tax])).toEqual([
    ['21.00', '10.00', '2.10'],
    ['6.00', '30.00', '1.80'],
  ])
  expect(document.vat[1]?.reason).toContain('tien jaar')
  expect(document.dueOn).toBe('2026-12-22')
  expect(document.footer).toBe('voet')
})

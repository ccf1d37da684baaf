import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { belgianEnterpriseNumber, dutchEnterpriseNumber, enterpriseNumberOf, vatNumberOf } from './vat'

/** A valid Belgian number from its first eight digits. */
const belgian = fc
  .integer({ min: 100_001, max: 19_999_999 })
  .map((first) => `${String(first).padStart(8, '0')}${String(97 - (first % 97)).padStart(2, '0')}`)

describe('Belgian enterprise and VAT numbers', () => {
  test.each([
    ['0403.170.701', '0403170701'],
    ['0202 239 951', '0202239951'],
    ['BE 0417.497.106', '0417497106'],
    ['417.497.106', '0417497106'],
    ['0123.456.749', '0123456749'],
  ])('%s is one', (typed, digits) => {
    expect(belgianEnterpriseNumber(typed)).toBe(digits)
    expect(vatNumberOf(typed, 'BE')).toBe(`BE${digits}`)
  })

  test.each(['', '0403170702', '2403170701', '04031707011', '0403A70701', '0000000097', 'NL0403170701'])(
    '%j is none',
    (typed) => {
      expect(belgianEnterpriseNumber(typed)).toBeNull()
    },
  )

  test('any single changed digit is refused', () => {
    fc.assert(
      fc.property(belgian, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        expect(belgianEnterpriseNumber(number)).toBe(number)
        const digit = (Number(number[place]) + shift) % 10
        const changed = `${number.slice(0, place)}${digit}${number.slice(place + 1)}`
        expect(belgianEnterpriseNumber(changed)).toBeNull()
      }),
    )
  })
})

describe('Dutch numbers', () => {
  test.each([
    ['NL000099998B57', 'sole trader, the tax office’s own example'],
    ['NL 0044.95445 B01', 'company, by the eleven test'],
    ['NL010000446B01', 'company, by the eleven test'],
  ])('%s is a btw-id (%s)', (typed) => {
    expect(vatNumberOf(typed, 'NL')).toBe(typed.replace(/[ .]/g, ''))
  })

  test.each(['NL000099998B58', 'NL004495446B01', 'NL004495445B00', 'NL004495445', 'NL00449544B501'])(
    '%s is none',
    (typed) => {
      expect(vatNumberOf(typed, 'NL')).toBeNull()
    },
  )

  test('a KvK number is eight digits', () => {
    expect(dutchEnterpriseNumber('12 34 56 78')).toBe('12345678')
    expect(dutchEnterpriseNumber('1234567')).toBeNull()
    expect(enterpriseNumberOf('NL', '12345678')).toBe('12345678')
    expect(enterpriseNumberOf('DE', '12345678')).toBeNull()
  })
})

test('numbers of other countries are checked by their shape, and by the customer’s country without a prefix', () => {
  expect(vatNumberOf('DE 123456789', 'BE')).toBe('DE123456789')
  expect(vatNumberOf('LU12345678', 'LU')).toBe('LU12345678')
  expect(vatNumberOf('123456789', 'DE')).toBe('DE123456789')
  expect(vatNumberOf('FR123', 'FR')).toBeNull()
  expect(vatNumberOf('US123456789', 'US')).toBeNull()
})

test('never throws, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('BE', 'NL', 'DE', ''), (typed, country) => {
      vatNumberOf(typed, country)
      enterpriseNumberOf(country, typed)
    }),
  )
})

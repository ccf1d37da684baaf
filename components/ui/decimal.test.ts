import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixDecimal, formatDecimal, parseDecimal } from './decimal'

describe('what a person types as a number', () => {
  it.each([
    ['1.234,56', 'nl-BE', '1234.56'],
    ['1234.56', 'nl-BE', '1234.56'],
    ['12,5', 'nl-BE', '12.5'],
    ['12.5', 'nl-BE', '12.5'],
    ['1.234', 'nl-BE', '1234'],
    ['1,234', 'en-GB', '1234'],
    ['1,234.5', 'en-GB', '1234.5'],
    ['12,5', 'en-GB', '12.5'],
    ['€ 1 234,50', 'fr-BE', '1234.50'],
    ['1.234.567,8', 'nl-BE', '1234567.8'],
    [' -3,20 ', 'nl-BE', '-3.20'],
    ['−0,00', 'nl-BE', '0.00'],
    ['007', 'nl-BE', '7'],
    [',5', 'nl-BE', '0.5'],
  ])('%s in %s is %s', (text, locale, value) => {
    expect(parseDecimal(text, locale)).toBe(value)
  })

  it.each(['', '-', ',', 'twaalf', '1,2,3', '1e5', '12 stuks'])('%s is no number', (text) => {
    expect(parseDecimal(text, 'nl-BE')).toBeNull()
  })

  it('is read back from how it is shown, to the last digit', () => {
    const amount = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 9999 }))
    fc.assert(
      fc.property(amount, fc.constantFrom('nl-BE', 'nl-NL', 'fr-BE', 'en-GB'), ([whole, fraction], locale) => {
        const value = `${whole}.${String(fraction).padStart(4, '0')}`
        const back = parseDecimal(formatDecimal(value, locale, 4, 4), locale)
        expect(back).toBe(value.replace(/^-0\.0000$/, '0.0000'))
      }),
    )
  })
})

describe('digits after the comma', () => {
  it.each([
    ['12.5', 2, 4, '12.50'],
    ['12.34567', 2, 4, '12.3457'],
    ['1.005', 2, 2, '1.01'],
    ['-1.005', 2, 2, '-1.01'],
    ['-0.001', 2, 2, '0.00'],
    ['0.999', 0, 2, '1.00'],
    ['9.5', 0, 0, '10'],
    ['7', 0, 4, '7'],
  ])('%s with %i to %i is %s', (value, least, most, fixed) => {
    expect(fixDecimal(value, least, most)).toBe(fixed)
  })
})

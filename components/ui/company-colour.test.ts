import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyColours, contrast } from './company-colour'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('the colour of a company on its public pages', () => {
  it('can always be read, whatever was chosen', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const made = companyColours(chosen)
        expect(
          contrast(made?.['--company-light-fill'] ?? '', made?.['--company-light-on'] ?? ''),
        ).toBeGreaterThanOrEqual(4.5)
        expect(contrast(made?.['--company-light-ink'] ?? '', '#f5f7f7')).toBeGreaterThanOrEqual(4.5)
        expect(contrast(made?.['--company-dark-ink'] ?? '', '#1b2424')).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 500 },
    )
  })

  it('stays as it is when it is readable', () => {
    expect(companyColours('#0B5563')?.['--company-light-fill']).toBe('#0b5563')
    expect(companyColours('#e6a700')?.['--company-light-fill']).toBe('#e6a700')
    expect(companyColours('#05f')?.['--company-light-fill']).toBe('#0055ff')
  })

  it('refuses what is no colour, so that nothing else gets into a style', () => {
    for (const text of [null, '', 'red', '#12345', 'url(x)', '#12345g;color:red'])
      expect(companyColours(text)).toBeNull()
  })
})

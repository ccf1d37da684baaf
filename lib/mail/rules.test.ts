import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailAddress, mayStep, sendingSeconds, startOf } from './rules'

const facts = { attempts: 1, createdAt: '2026-11-22T09:00:00Z', attemptedAt: null }

describe('mailAddress', () => {
  it('takes one plain address and trims it', () => {
    expect(mailAddress(' an.peeters+werk@voorbeeld.be ')).toBe('an.peeters+werk@voorbeeld.be')
    expect(mailAddress('jan@sub.voorbeeld.co.uk')).toBe('jan@sub.voorbeeld.co.uk')
  })

  it.each([
    'a@b.be,c@d.be',
    'a@b.be\r\nBcc: c@d.be',
    '"a@evil.be"@b.be',
    'a@b@c.be',
    '<a@b.be>',
    'a@bé.be',
    'a@b',
    '',
    'a b@c.be',
    'a@-b.be',
    'a@b.be\u0000',
  ])('refuses %j', (text) => expect(mailAddress(text)).toBeNull())

  it('never lets a line break, a comma or a second @ through, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        const address = mailAddress(`${before}@voorbeeld.be${after}`)
        expect(address === null || (!/[\r\n,;<>"]/.test(address) && address.split('@').length === 2)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('startOf', () => {
  it('leaves a mail that another worker is sending', () => {
    expect(startOf({ ...facts, status: 'sending' }, sendingSeconds - 1, true)).toBe('leave')
  })
  it('asks a person after a crash with plain SMTP, and repeats where the provider drops doubles', () => {
    expect(startOf({ ...facts, status: 'sending' }, sendingSeconds, false)).toBe('uncertain')
    expect(startOf({ ...facts, status: 'sending' }, sendingSeconds, true)).toBe('send')
  })
  it.each(['sent', 'kept', 'dropped', 'uncertain'] as const)('never sends a %s mail by itself', (status) => {
    expect(startOf({ ...facts, status }, 1e6, true)).toBe('leave')
  })
  it('lets a person confirm only what is uncertain', () => {
    expect(mayStep('uncertain', 'confirm')).toBe(true)
    expect(mayStep('sent', 'retry')).toBe(false)
  })
})

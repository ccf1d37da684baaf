import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keySeconds, mailAddress, mayStep, retrySeconds, sendingSeconds, startOf } from './rules'

const facts = { nextAttemptAt: null }
const ago = (sinceAttempt: number, sinceMade = sinceAttempt) => ({ sinceAttempt, sinceMade })

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
    expect(startOf({ ...facts, status: 'sending' }, ago(sendingSeconds - 1), true)).toBe('leave')
  })
  it('asks a person after a crash with plain SMTP, and repeats where the provider drops doubles', () => {
    expect(startOf({ ...facts, status: 'sending' }, ago(sendingSeconds), false)).toBe('uncertain')
    expect(startOf({ ...facts, status: 'sending' }, ago(sendingSeconds), true)).toBe('send')
  })
  it('asks a person once the provider may have forgotten the key', () => {
    expect(startOf({ ...facts, status: 'sending' }, ago(keySeconds - 1), true)).toBe('send')
    expect(startOf({ ...facts, status: 'sending' }, ago(keySeconds), true)).toBe('uncertain')
    expect(startOf({ ...facts, status: 'sending' }, ago(sendingSeconds, keySeconds), true)).toBe('uncertain')
  })
  it('tries what may have been accepted again only where doubles are dropped', () => {
    const waits = { status: 'uncertain', nextAttemptAt: '2026-11-22T09:00:00Z' } as const
    expect(startOf(waits, ago(60), true)).toBe('send')
    expect(startOf(waits, ago(60), false)).toBe('uncertain')
    expect(startOf(waits, ago(keySeconds), true)).toBe('uncertain')
  })
  it('is through with its own tries before the provider forgets the key', () => {
    expect(retrySeconds.reduce((total, seconds) => total + seconds, 0)).toBeLessThan(keySeconds)
  })
  it.each(['sent', 'kept', 'dropped', 'uncertain'] as const)('never sends a %s mail by itself', (status) => {
    expect(startOf({ ...facts, status }, ago(1e6), true)).toBe('leave')
  })
  it('lets a person confirm only what is uncertain', () => {
    expect(mayStep('uncertain', 'confirm')).toBe(true)
    expect(mayStep('sent', 'retry')).toBe(false)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { resendEventFrom } from '../input'
import { bounceReasonOf, eventTags, type MailEvent, toldBy } from './bounces'

const mail = { status: 'sent' as const, providerId: 'p1', deliveredAt: null, bouncedAt: null }
const back: MailEvent = { kind: 'bounced', providerId: 'p1', reason: 'no_mailbox', said: '' }

test('an event counts for the sending that it is about, and what came back stays so', () => {
  expect(toldBy(back, mail)).toBe('bounced')
  expect(toldBy(back, { ...mail, status: 'bounced' })).toBe('leave')
  expect(toldBy({ ...back, providerId: 'p0' }, mail)).toBe('leave')
  expect(toldBy({ kind: 'delivered', providerId: 'p1' }, { ...mail, status: 'bounced' })).toBe('leave')
  expect(toldBy(back, { ...mail, status: 'sending' })).toBe('later')
  for (const status of ['queued', 'failed', 'kept', 'dropped'] as const)
    expect(toldBy(back, { ...mail, status })).toBe('leave')
})

test('a mail of which nobody knew whether it left is known by its event, but not by one of an earlier sending', () => {
  const unsure = { ...mail, status: 'uncertain' as const, providerId: '' }
  expect(toldBy({ kind: 'delivered', providerId: 'p9' }, unsure)).toBe('arrived')
  expect(toldBy({ kind: 'delayed', providerId: 'p9' }, unsure)).toBe('delayed')
  expect(toldBy(back, unsure)).toBe('bounced')
  expect(toldBy(back, { ...unsure, bouncedAt: '2026-11-22T10:00:00Z' })).toBe('leave')
})

test('what a person said did arrive can come back still', () => {
  const confirmed = { ...mail, providerId: '' }
  expect(toldBy(back, confirmed)).toBe('bounced')
  expect(toldBy({ kind: 'delivered', providerId: 'p9' }, confirmed)).toBe('arrived')
  expect(toldBy(back, { ...confirmed, bouncedAt: '2026-11-22T10:00:00Z' })).toBe('leave')
})

test('late is said only of what has not arrived', () => {
  expect(toldBy({ kind: 'delayed', providerId: 'p1' }, mail)).toBe('delayed')
  expect(toldBy({ kind: 'delayed', providerId: 'p1' }, { ...mail, deliveredAt: '2026-11-22T10:00:00Z' })).toBe('leave')
  expect(toldBy(back, { ...mail, deliveredAt: '2026-11-22T10:00:00Z' })).toBe('bounced')
})

test('reasons of Resend have our words; an unknown one is unknown', () => {
  expect(['NoEmail', 'MailboxFull', 'Suppressed', 'General', ''].map(bounceReasonOf)).toEqual([
    'no_mailbox',
    'mailbox_full',
    'blocked',
    'unknown',
    'unknown',
  ])
})

test('a mail that came back is known to, however its reason is written', () => {
  const told = (data: object) =>
    resendEventFrom({
      type: 'email.bounced',
      data: { email_id: 'p1', tags: { [eventTags.organization]: newId(), [eventTags.mail]: newId() }, ...data },
    })?.event
  const bounced = { providerId: 'p1', kind: 'bounced', reason: 'unknown', said: '' }
  for (const data of [{}, { bounce: null }, { bounce: 'Permanent' }, { bounce: { message: null, subType: null } }])
    expect(told(data)).toEqual(bounced)
  expect(told({ bounce: { message: null, subType: 'NoEmail' } })).toEqual({ ...bounced, reason: 'no_mailbox' })
})

test('whatever is posted is read without a fault, and only our own mails are understood', () => {
  fc.assert(fc.property(fc.jsonValue(), (payload) => resendEventFrom(payload) === null))
})

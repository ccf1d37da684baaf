import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Temporal } from '@/lib/time'
import { customerMail, staffMail, standardTexts, timesheetName } from '../mail'
import { deliveryOf, isSilentConsent, linkDaysOf } from './signs'
import {
  fillTemplate,
  paragraphsOf,
  reminderProblems,
  type TemplateFacts,
  templatePlaceholders,
  templateProblems,
  templateWords,
  unknownPlaceholders,
} from './templates'

const facts = Object.fromEntries(templatePlaceholders.map((name) => [name, `<${name}>`])) as TemplateFacts

describe('words of a mail', () => {
  test('are filled in once: what a customer is called is never a placeholder itself', () => {
    expect(fillTemplate('Dag {name}, {project}', { ...facts, name: '{project}' })).toBe('Dag {project}, <project>')
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, name) => {
        const plain = before.replaceAll(/[{}]/g, '')
        expect(fillTemplate(`${plain}{name}`, { ...facts, name })).toBe(`${plain}${name}`)
      }),
    )
  })

  test('hold no placeholder that means nothing, in whatever way it was typed', () => {
    expect(unknownPlaceholders('Dag {name} van {company}')).toEqual([])
    expect(unknownPlaceholders('Dag {naam}, { name } {naam} { {Name}')).toEqual(['{naam}', '{ name }', '{', '{Name}'])
    expect(
      templateProblems({ subject: { nl: '{nummer}', fr: 'Rappel' }, body: { nl: 'Dag', en: 'Dear {name' } }),
    ).toEqual({
      'subject.nl': 'approvals.unknown_placeholder',
      'subject.en': 'approvals.template_half',
      'body.fr': 'approvals.template_half',
      'body.en': 'approvals.unknown_placeholder',
    })
    expect(templateProblems({ subject: { nl: ' ' }, body: {} })).toEqual({ 'body.nl': 'approvals.template_empty' })
  })

  test('start from ours, which are whole in every language', () => {
    const ours = standardTexts()
    for (const [about, kind] of [
      ...([
        ['hours', 'offered'],
        ['hours', 'reminded'],
      ] as const),
      ...([
        ['order', 'offered'],
        ['order', 'reminded'],
      ] as const),
    ]) {
      const texts = Object.entries(ours[about][kind])
      expect(texts.map(([locale]) => locale).sort()).toEqual(['de', 'en', 'fr', 'nl'])
      const part = (name: 'subject' | 'body') =>
        Object.fromEntries(texts.map(([locale, words]) => [locale, words[name]]))
      expect(templateProblems({ subject: part('subject'), body: part('body') })).toEqual({})
    }
  })

  test('of a finished order speak of its work and never of hours, in every language', () => {
    const request = {
      organization: { name: 'Warmte', colour: '#0f5c66', contact: '016 12 34 56', timeZone: 'Europe/Brussels' },
      ...{ kind: 'order' as const, number: 'G-2026-0008', project: 'O-0001 Ketel', customer: 'Claes' },
      ...{ from: '2026-11-05', to: '2026-11-05', expiresAt: '2026-12-10T10:00:00Z', silentConsentDays: 10 },
      ...{ minutes: 0, lines: [], answeredByName: 'An' },
    }
    const titles = { nl: 'Uitgevoerd werk', en: 'Work done', fr: 'Travail exécuté', de: 'Ausgeführte Arbeit' }
    for (const [locale, title] of Object.entries(titles)) {
      const to = { url: 'https://example.com/approval/x', name: 'Kris', locale, by: 'An' }
      for (const what of ['offered', 'reminded', 'forwarded', 'confirmed', 'consented'] as const) {
        const { subject, text } = customerMail(request, what, to)
        expect(`${subject} ${text}`).not.toMatch(
          /\b(uren|urenbrief|hours|timesheet|heures|relevé|stunden|stundenzettel)\b/i,
        )
        expect(subject).toContain('O-0001 Ketel')
        if (what === 'offered' || what === 'forwarded')
          expect(`${subject} ${text}`.split(title).length).toBeGreaterThan(2)
      }
      for (const what of ['approved', 'rejected', 'silent'] as const)
        expect(staffMail(request, what, to).subject).not.toMatch(/\b(uren|hours|heures|stunden)\b/i)
      expect(timesheetName({ ...request, locale }, 'pdf')).toBe(`${title} G-2026-0008.pdf`)
    }
  })

  test('leave the facts, the link and what silence means in the mail, and in another language ours', () => {
    const request = {
      organization: {
        name: 'De Warmtebrigade',
        colour: '#0f5c66',
        contact: '016 12 34 56',
        timeZone: 'Europe/Brussels',
      },
      kind: 'hours' as const,
      number: 'G-2026-0007',
      project: 'P-0001 Nieuwbouw',
      customer: 'Claes & <b>Co</b>',
      from: '2026-11-02',
      to: '2026-11-08',
      expiresAt: '2026-12-10T10:00:00Z',
      silentConsentDays: 10,
      minutes: 450,
      lines: [],
      answeredByName: '',
    }
    const template = {
      subject: { nl: 'Uren\n{number}' },
      body: { nl: 'Dag {name} van {customer},\n\n{hours}, al {days} dagen.' },
    }
    const to = { url: 'https://example.com/approval/x', name: 'Kris', locale: 'nl', template, days: 4 }
    const { subject, html, text } = customerMail(request, 'reminded', to)
    expect(subject).toBe('Uren G-2026-0007')
    expect(text).toContain('Dag Kris van Claes & <b>Co</b>,\n\n7 u 30, al 4 dagen.')
    expect(html).toContain('Claes &amp; &lt;b&gt;Co&lt;/b&gt;')
    expect(text).toContain('https://example.com/approval/x')
    expect(text).toContain('binnen 10 dagen')
    expect(templateWords(template, 'fr')).toBeNull()
    expect(customerMail(request, 'reminded', { ...to, locale: 'fr' }).text).toContain('Bonjour Kris,')
    expect(paragraphsOf('een\n\n \ntwee\ndrie')).toEqual(['een', 'twee\ndrie'])
  })
})

test('reminder days come in order, and before the link has expired', () => {
  expect(reminderProblems([3, 7], 30)).toEqual({})
  expect(reminderProblems([], 1)).toEqual({})
  expect(reminderProblems([7, 7], 30)).toEqual({ 'approvalReminderDays.1': 'approvals.reminder_order' })
  expect(reminderProblems([3, 14], 14)).toEqual({ 'approvalReminderDays.1': 'approvals.reminder_too_late' })
})

test('a mail that failed came back only when nobody tries it again', () => {
  const at = '2026-11-10T09:00:00Z'
  expect(deliveryOf({ status: 'failed', nextAttemptAt: null })).toBe('bounced')
  expect(deliveryOf({ status: 'failed', nextAttemptAt: at })).toBe('retrying')
  expect(deliveryOf({ status: 'sent', nextAttemptAt: null })).toBe('sent')
  expect(deliveryOf({ status: 'sending', nextAttemptAt: null })).toBe('waiting')
  expect(deliveryOf(null)).toBe('kept')
})

test('silence is consent only when the contract says so, after its days, of who was reached and said nothing', () => {
  const mailedAt = '2026-03-27T09:00:00Z'
  const days = fc.option(fc.integer({ min: 1, max: 60 }), { nil: null })
  const status = fc.constantFrom('open', 'answered', 'expired', 'withdrawn')
  fc.assert(
    fc.property(
      days,
      status,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 0, max: 61 * 24 }),
      (n, state, is, was, h) => {
        const now = Temporal.Instant.from(mailedAt).add({ hours: h })
        const request = { status: state, silentConsentDays: n, mailedAt: was ? mailedAt : null, isSpoken: is }
        expect(isSilentConsent(request, now)).toBe(state === 'open' && n !== null && was && !is && h >= n * 24)
      },
    ),
  )
  expect([linkDaysOf(30, null), linkDaysOf(30, 10), linkDaysOf(14, 20)]).toEqual([30, 30, 21])
})

import { type Letter, renderLetter } from '@/lib/mail/letter'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { AppointmentFacts } from '@/lib/visits/mail'

/** The mail to a customer who waits: when we come now, and when we would have (`planned`, in words). The calendar keeps the plan. */
export function lateMail(
  facts: AppointmentFacts,
  expectedAt: string,
  planned: string,
  url: string,
): { subject: string; html: string; text: string } {
  const t = documentText(facts.locale, 'appointments')
  const visit = documentText(facts.locale, 'visits')
  const expected = clockIn(facts.locale, facts.organization.timeZone, expectedAt)
  const letter: Letter = {
    organization: facts.organization,
    locale: facts.locale,
    heading: t('late.heading', { time: expected }),
    paragraphs: [
      visit('greeting', { name: facts.customer.name }),
      t('late.text', { company: facts.organization.name, time: expected }),
    ],
    facts: [
      { label: t('late.expected'), value: t('around', { time: expected }) },
      { label: t('late.planned'), value: planned },
      { label: visit('address'), value: facts.address },
      { label: visit('reference'), value: facts.orderNumber },
    ],
    button: { label: visit('open'), url },
    closing: t('late.closing'),
  }
  return { subject: t('late.subject', { company: facts.organization.name, time: expected }), ...renderLetter(letter) }
}

/** `14:05` where the company is, as the customer's language writes it. */
export function clockIn(locale: string, timeZone: string, at: string): string {
  return new Intl.DateTimeFormat(intlLocale(locale), {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}

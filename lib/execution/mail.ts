import { type Letter, renderLetter } from '@/lib/mail/letter'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { WorkReportContent } from './rules'

/** The mail that carries a work report, in the language of who gets it. */
export function reportMail(
  content: WorkReportContent,
  to: { name: string; locale: string },
): { subject: string; html: string; text: string } {
  const t = documentText(to.locale, 'execution')
  const day = new Intl.DateTimeFormat(intlLocale(to.locale), { dateStyle: 'long', timeZone: content.timeZone }).format(
    new Date(content.closedAt),
  )
  const what = { completed: 'done', partly_completed: 'partly', no_access: 'no_access' }[content.outcome]
  const letter: Letter = {
    organization: {
      name: content.organization.name,
      colour: content.organization.colour,
      contact: content.organization.lines.join(' · '),
    },
    locale: to.locale,
    heading: t('mail.heading'),
    paragraphs: [t('mail.greeting', { name: to.name }), t(`mail.${what}`, { day })],
    facts: [
      { label: t('mail.order'), value: `${content.orderNumber} ${content.orderTitle}` },
      { label: t('mail.site'), value: content.site.join(', ') },
      { label: t('mail.team'), value: content.team.join(', ') },
    ],
    closing: t('mail.closing'),
  }
  const subject = t('mail.subject', { number: content.orderNumber, title: content.orderTitle })
  return { subject, ...renderLetter(letter) }
}

/** What the PDF is called in the mailbox. */
export function reportFileName(content: WorkReportContent): string {
  return `${documentText(content.locale, 'execution')('mail.filename', { number: content.orderNumber })}.pdf`
}

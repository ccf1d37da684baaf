import { renderLetter } from '@/lib/mail/letter'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import { fillReminder } from './rules'

type ReminderMail = {
  organization: {
    name: string
    colour: string
    phone: string
    email: string
    settings: { maintenanceReminderText: Record<string, string> }
  }
  locale: string
  customer: string
  name: string
  asset: string
  address: string
  /** Calendar day. */
  dueOn: string
}

/** The mail that says maintenance is due: the company's own words in this language, or ours. */
export function reminderLetter(mail: ReminderMail): { subject: string; html: string; text: string } {
  const { organization, locale } = mail
  const t = documentText(locale, 'maintenance')
  const date = new Intl.DateTimeFormat(intlLocale(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${mail.dueOn}T00:00:00Z`),
  )
  const own = organization.settings.maintenanceReminderText[locale]?.trim()
  const body = own
    ? fillReminder(own, { customer: mail.customer, name: mail.name, asset: mail.asset, address: mail.address, date })
    : t('body', { customer: mail.customer, name: mail.name, date })
  const { html, text } = renderLetter({
    organization: {
      name: organization.name,
      colour: organization.colour,
      contact: [organization.phone, organization.email].filter(Boolean).join(' · '),
    },
    locale,
    heading: t('heading', { name: mail.name }),
    paragraphs: body.split(/\n{2,}/),
    facts: [
      { label: t('what'), value: [mail.name, mail.asset].filter(Boolean).join(' · ') },
      { label: t('where'), value: mail.address },
      { label: t('when'), value: date },
    ],
    closing: t('closing', { phone: organization.phone || organization.email }),
  })
  return { subject: t('subject', { name: mail.name, organization: organization.name }), html, text }
}

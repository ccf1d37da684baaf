import { type Letter, renderLetter } from '@/lib/mail/letter'
import { compare, formatMoney, intlLocale, negate } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { DayText } from '@/lib/time'
import type { InvoiceDocument } from './rules/document'

/** The mail that an invoice or credit note goes with, in the customer's language. */
export function invoiceLetter(
  document: InvoiceDocument,
  options: { attachments: string[]; isAgain: boolean },
): { subject: string; html: string; text: string } {
  const { seller, buyer, number, locale } = document
  const t = documentText(locale, 'invoices')
  const isCredit = document.kind === 'credit_note'
  const amount = formatMoney(isCredit ? negate(document.grossAmount) : document.grossAmount, locale)
  const owed = compare(document.grossAmount, '0') > 0
  const day = dayText(document.dueOn, locale)
  const words = isCredit
    ? t('mail.creditText', { original: document.credits?.number ?? '' })
    : owed
      ? t('mail.invoiceText', { day })
      : t('mail.paidText')
  const letter: Letter = {
    organization: {
      name: seller.name,
      colour: seller.colour,
      contact: [seller.lines.join(', '), [seller.phone, seller.email].filter(Boolean).join(' · ')]
        .filter(Boolean)
        .join('\n'),
    },
    locale,
    heading: t(isCredit ? 'mail.creditHeading' : 'mail.invoiceHeading', { number }),
    paragraphs: [
      t('mail.greeting', { name: buyer.name }),
      ...(options.isAgain ? [t('mail.again')] : []),
      words,
      ...(options.attachments.length > 0 ? [t('mail.attachments', { titles: options.attachments.join(', ') })] : []),
    ],
    facts: [
      { label: t('mail.number'), value: number },
      { label: t('mail.issuedOn'), value: dayText(document.issuedOn, locale) },
      ...(document.poNumber ? [{ label: t('mail.po'), value: document.poNumber }] : []),
      { label: t('mail.amount'), value: amount },
      ...(owed && !isCredit
        ? [
            { label: t('mail.dueOn'), value: day },
            { label: t('mail.iban'), value: seller.iban.replace(/(.{4})(?=.)/g, '$1 ') },
            { label: t('mail.reference'), value: document.paymentReference },
          ]
        : []),
    ],
    closing: t('mail.closing'),
  }
  const subject = t(isCredit ? 'mail.creditSubject' : 'mail.invoiceSubject', { number, company: seller.name })
  return { subject, ...renderLetter(letter) }
}

function dayText(date: DayText, locale: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1))
  return new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}

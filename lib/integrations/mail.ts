import type { InvoiceDocument } from '@/lib/invoices/rules/document'
import { renderLetter } from '@/lib/mail/letter'
import { formatMoney } from '@/lib/money'
import { documentText } from '@/lib/text'

/** The bookkeeper's copy of one invoice, in the company's language. */
export function handoverLetter(
  document: InvoiceDocument,
  locale: string,
): { subject: string; html: string; text: string } {
  const t = documentText(locale, 'invoices')
  const { number, seller, buyer } = document
  const params = { number, company: seller.name, kind: t(`handover.${document.kind}`) }
  return {
    subject: `${t('handover.subject', { number })} · ${seller.name}`,
    ...renderLetter({
      organization: { name: seller.name, colour: seller.colour, contact: seller.lines.join(', ') },
      locale,
      heading: t('handover.heading', { number }),
      paragraphs: [t('handover.text', params)],
      facts: [
        { label: t('handover.customer'), value: buyer.name },
        { label: t('handover.net'), value: formatMoney(document.netAmount, locale) },
        { label: t('handover.vat'), value: formatMoney(document.vatAmount, locale) },
        { label: t('handover.total'), value: formatMoney(document.grossAmount, locale) },
      ],
    }),
  }
}

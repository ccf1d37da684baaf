import { renderLetter } from '@/lib/mail/letter'
import { documentText } from '@/lib/text'

type Company = {
  name: string
  colour: string
  street: string
  houseNumber: string
  postalCode: string
  city: string
  phone: string
  email: string
}
type Recipient = { name: string; email: string; locale: string }
type Written = { subject: string; html: string; text: string }

/** Under a mail: where the company is and how to reach it. */
export function contactLine(company: Omit<Company, 'name' | 'colour'>): string {
  const street = [company.street, company.houseNumber].filter(Boolean).join(' ')
  const place = [company.postalCode, company.city].filter(Boolean).join(' ')
  return [street, place, company.phone, company.email].filter(Boolean).join(' · ')
}

/** Come and work with us: a link that lasts seven days. */
export function invitationLetter(company: Company, to: Recipient, url: string, invitedBy: string): Written {
  return written('invitation', company, to, { company: company.name, name: to.name, invitedBy }, url)
}

/** A link for a new password, that lasts an hour. */
export function resetLetter(company: Company, to: Recipient, url: string): Written {
  return written('reset', company, to, { name: to.name }, url)
}

/** Your password was changed: if that was not you, say so. */
export function changedLetter(company: Company, to: Recipient): Written {
  return written('changed', company, to, { name: to.name })
}

function written(
  kind: 'invitation' | 'reset' | 'changed',
  company: Company,
  to: Recipient,
  params: Record<string, string>,
  url?: string,
): Written {
  const t = documentText(to.locale, 'auth')
  const letter = renderLetter({
    organization: { name: company.name, colour: company.colour, contact: contactLine(company) },
    locale: to.locale,
    heading: t(`${kind}.heading`, params),
    paragraphs: [t(`${kind}.hello`, params), t(`${kind}.text`, params)],
    ...(url && { button: { label: t(`${kind}.button`, params), url } }),
    closing: t(`${kind}.closing`, params),
  })
  return { subject: t(`${kind}.subject`, params), ...letter }
}

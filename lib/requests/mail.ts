import type { FullOrganization } from '@/lib/auth/queries'
import { type Letter, renderLetter } from '@/lib/mail/letter'
import { documentText } from '@/lib/text'

export type RequestFacts = { number: string; name: string; email: string; locale: string; type: string }
type Written = { subject: string; html: string; text: string }

/**
 * To somebody the company does not know yet: is this your address? Nothing that was typed goes along, so that nobody can
 * send words to others through us.
 */
export function confirmMail(organization: FullOrganization, request: RequestFacts, url: string): Written {
  const t = documentText(request.locale, 'requests')
  return written(organization, request, 'confirm', {
    paragraphs: [t('confirm.text', { company: organization.name })],
    facts: [{ label: t('number'), value: request.number }],
    button: { label: t('confirm.button'), url },
    closing: t('confirm.closing'),
  })
}

/** The request arrived for sure: number, what kind of work, and where to follow it. */
export function receivedMail(organization: FullOrganization, request: RequestFacts, url: string): Written {
  const t = documentText(request.locale, 'requests')
  return written(organization, request, 'received', {
    paragraphs: [t('greeting', { name: request.name }), t('received.text', { company: organization.name })],
    facts: [
      { label: t('number'), value: request.number },
      { label: t('work'), value: request.type },
    ],
    button: { label: t('received.button'), url },
    closing: t('received.closing'),
  })
}

export function declinedMail(organization: FullOrganization, request: RequestFacts, reason: string): Written {
  const t = documentText(request.locale, 'requests')
  return written(organization, request, 'declined', {
    paragraphs: [t('greeting', { name: request.name }), t('declined.text', { company: organization.name }), reason],
    facts: [
      { label: t('number'), value: request.number },
      { label: t('work'), value: request.type },
    ],
    closing: t('declined.closing'),
  })
}

function written(
  organization: FullOrganization,
  request: RequestFacts,
  kind: 'confirm' | 'received' | 'declined',
  content: Pick<Letter, 'paragraphs' | 'facts' | 'button' | 'closing'>,
): Written {
  const t = documentText(request.locale, 'requests')
  const params = { company: organization.name, number: request.number }
  const letter: Letter = {
    organization: { name: organization.name, colour: organization.colour, contact: contactOf(organization) },
    locale: request.locale,
    heading: t(`${kind}.heading`, params),
    ...content,
  }
  return { subject: t(`${kind}.subject`, params), ...renderLetter(letter) }
}

function contactOf(organization: FullOrganization): string {
  const street = [organization.street, organization.houseNumber].filter(Boolean).join(' ')
  const city = [organization.postalCode, organization.city].filter(Boolean).join(' ')
  return [street, city, organization.phone, organization.email].filter(Boolean).join(' · ')
}

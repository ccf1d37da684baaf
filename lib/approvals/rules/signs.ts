import type { MailStatus } from '@/lib/mail/rules'
import { instantOf, type Temporal } from '@/lib/time'

/** What became of the mail that asks: waiting to be sent, sent, tried again, came back, maybe sent, or never sent at all. */
export const deliveries = ['waiting', 'sent', 'retrying', 'bounced', 'uncertain', 'kept'] as const
export type Delivery = (typeof deliveries)[number]

/** Of the newest mail to who is asked; null when there is none. `nextAttemptAt`: it is tried again by itself. */
export function deliveryOf(mail: { status: MailStatus; nextAttemptAt: string | null } | null): Delivery {
  if (!mail || mail.status === 'kept' || mail.status === 'dropped') return 'kept'
  if (mail.status === 'failed') return mail.nextAttemptAt ? 'retrying' : 'bounced'
  if (mail.status === 'uncertain' || mail.status === 'bounced') return mail.status
  return mail.status === 'sent' ? 'sent' : 'waiting'
}

/** Opened this often a link is not counted further: more says nothing more. Whether by a person or a scanner nobody knows. */
export const mostOpenings = 1000

type Silence = {
  status: string
  /** What the contract said when it was offered; null: silence means nothing. */
  silentConsentDays: number | null
  /** When the mail that asks left, of who is asked now; null when it did not, or came back. */
  mailedAt: string | null
  /** Something was said: a line answered, a question asked. */
  isSpoken: boolean
}

/**
 * Whether silence has become consent: only when the contract says after how many days, counted from when the mail that told
 * the customer so was sent, and only of who said nothing at all. Who was never reached did not keep silent.
 */
export function isSilentConsent(request: Silence, now: Temporal.Instant): boolean {
  const { status, silentConsentDays: days, mailedAt, isSpoken } = request
  if (status !== 'open' || days === null || mailedAt === null || isSpoken) return false
  return now.since(instantOf(mailedAt)).total('hours') >= days * 24
}

/** Days a link works: as the company says, and longer than silence needs to become consent. */
export function linkDaysOf(linkDays: number, silentConsentDays: number | null): number {
  return silentConsentDays === null ? linkDays : Math.max(linkDays, silentConsentDays + 1)
}

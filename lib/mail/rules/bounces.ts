import type { MailStatus } from '../rules'

/** Why a mail came back, in our words. `spam`: it arrived, and its reader called it spam, so that nothing more gets through. */
export const bounceReasons = [
  'no_mailbox',
  'mailbox_full',
  'too_large',
  'content',
  'blocked',
  'spam',
  'not_sent',
  'unknown',
] as const
export type BounceReason = (typeof bounceReasons)[number]

/** What a provider tells of a mail after it took it. `providerId`: its own name of that sending. */
export type MailEvent = {
  providerId: string
} & (
  | { kind: 'delivered' }
  | { kind: 'delayed' }
  /** `said`: the receiving server's own words. */
  | { kind: 'bounced'; reason: BounceReason; said: string }
)

/** Names of what goes along with a mail to the provider, and comes back with its events. */
export const eventTags = { organization: 'werkstroom_organization', mail: 'werkstroom_mail' } as const

/** The error of a mail that was taken and is on its way longer than usual. */
export const delayedError = 'delayed'

export type Told = 'leave' | 'later' | 'arrived' | 'delayed' | 'bounced'

/**
 * What an event changes of a mail. Events come late, twice and out of order: one of an earlier sending is left, what came
 * back stays so, and nothing is sent again by itself. `later`: it is being sent this moment, or goes again since nobody knew
 * whether it left, and nobody knows yet as what.
 */
export function toldBy(
  event: MailEvent,
  mail: { status: MailStatus; providerId: string; deliveredAt: string | null; bouncedAt: string | null },
): Told {
  const isUnnamed = mail.providerId === '' && mail.bouncedAt === null
  if (mail.status === 'sending' || (mail.status === 'queued' && isUnnamed)) return 'later'
  // Who got no answer learns from the event that it was taken, also when a person said meanwhile that it did arrive; of one
  // that came back before, it may tell of that time.
  const isLearned = isUnnamed && (mail.status === 'uncertain' || mail.status === 'sent')
  const isOwn = mail.status === 'sent' && mail.providerId === event.providerId
  if (!isLearned && !isOwn) return 'leave'
  if (event.kind === 'bounced') return 'bounced'
  if (mail.deliveredAt !== null) return 'leave'
  return event.kind === 'delivered' ? 'arrived' : 'delayed'
}

const reasons: Record<string, BounceReason> = {
  NoEmail: 'no_mailbox',
  MailboxFull: 'mailbox_full',
  MessageTooLarge: 'too_large',
  ContentRejected: 'content',
  AttachmentRejected: 'content',
  Suppressed: 'blocked',
  OnAccountSuppressionList: 'blocked',
}

/** Resend's kinds of bounces in our words. */
export function bounceReasonOf(subType: string): BounceReason {
  return reasons[subType] ?? 'unknown'
}

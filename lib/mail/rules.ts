/**
 * The life of a mail. kept: no transport is configured, it can be read in the app. uncertain: the connection broke after
 * the message left, so nobody knows whether it arrived; a person decides (R4), unless another try is planned with a
 * provider that drops doubles. bounced: it left, and came back later, as only Resend tells. dropped: a person decided
 * against it.
 */
export const mailStatuses = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'bounced', 'kept', 'dropped'] as const
export type MailStatus = (typeof mailStatuses)[number]

export type MailFacts = { status: MailStatus; nextAttemptAt: string | null }

/** Seconds until the next try after this many failed ones: a minute, then longer, up to four hours; then a person must. */
export const retrySeconds = [60, 300, 900, 3600, 7200, 14_400, 14_400] as const

/** A send takes at most this long; a mail that is `sending` for longer belongs to a process that died. */
export const sendingSeconds = 45

/** A provider that drops doubles by key remembers the key for 24 hours; an hour less, since clocks differ. */
export const keySeconds = 23 * 3600

export type Start = 'send' | 'leave' | 'uncertain'

/**
 * What a job that finds a mail must do. A mail in `sending` was left there by a crash, or another worker has it; an
 * uncertain one with a next try may have been accepted. A provider that drops doubles may get those again for as long as
 * it remembers the key, counted from when the mail was made since no try was earlier; plain SMTP may not.
 */
export function startOf(
  mail: MailFacts,
  seconds: { sinceMade: number; sinceAttempt: number },
  dropsDoubles: boolean,
): Start {
  if (mail.status === 'queued' || mail.status === 'failed') return 'send'
  const waits = mail.status === 'uncertain' && mail.nextAttemptAt !== null
  const left = mail.status === 'sending' && seconds.sinceAttempt >= sendingSeconds
  if (!waits && !left) return 'leave'
  return dropsDoubles && seconds.sinceMade < keySeconds ? 'send' : 'uncertain'
}

/** What a person may do with a mail in the outbox. */
export const mailSteps = {
  retry: ['failed', 'uncertain', 'bounced', 'kept'],
  confirm: ['uncertain'],
  drop: ['failed', 'uncertain', 'bounced', 'kept', 'queued'],
} as const satisfies Record<string, readonly MailStatus[]>
export type MailStep = keyof typeof mailSteps

export function mayStep(status: MailStatus, step: MailStep): boolean {
  return (mailSteps[step] as readonly MailStatus[]).includes(status)
}

/**
 * The one address in a text, or null: normalized, one @, an ASCII domain, no quotes, no line breaks, no list;
 * so that what a stranger typed can never become a second recipient or a header.
 */
export function mailAddress(text: string): string | null {
  const address = text.normalize('NFKC').trim()
  if (address.length > 254) return null
  return /^[^\s@"'<>(),:;\\[\]\p{C}]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/iu.test(
    address,
  )
    ? address
    : null
}

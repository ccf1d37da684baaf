/**
 * The life of a mail. kept: no transport is configured, it can be read in the app. uncertain: the connection broke after
 * the message left, so nobody knows whether it arrived; a person decides (R4). dropped: a person decided against it.
 */
export const mailStatuses = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'kept', 'dropped'] as const
export type MailStatus = (typeof mailStatuses)[number]

export type MailFacts = { status: MailStatus; attempts: number; createdAt: string; attemptedAt: string | null }

/** Seconds until the next try after this many failed ones: a minute, then longer, up to four hours; then a person must. */
export const retrySeconds = [60, 300, 900, 3600, 7200, 14_400, 14_400] as const

/** A send takes at most this long; a mail that is `sending` for longer belongs to a process that died. */
export const sendingSeconds = 45

export type Start = 'send' | 'leave' | 'uncertain'

/**
 * What a job that finds a mail must do. A mail in `sending` was left there by a crash, or another worker has it:
 * a provider that drops doubles by key may get it again, plain SMTP may not.
 */
export function startOf(mail: MailFacts, secondsSinceAttempt: number, dropsDoubles: boolean): Start {
  if (mail.status === 'queued' || mail.status === 'failed') return 'send'
  if (mail.status !== 'sending' || secondsSinceAttempt < sendingSeconds) return 'leave'
  return dropsDoubles ? 'send' : 'uncertain'
}

/** What a person may do with a mail in the outbox. */
export const mailSteps = {
  retry: ['failed', 'uncertain', 'kept'],
  confirm: ['uncertain'],
  drop: ['failed', 'uncertain', 'kept', 'queued'],
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

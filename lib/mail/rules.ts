/** kept: no transport is configured, the mail can be read in the app. uncertain: a person must decide (R4). */
export const mailStatuses = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'kept', 'dropped'] as const
export type MailStatus = (typeof mailStatuses)[number]

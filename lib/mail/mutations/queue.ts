import 'server-only'
import { mails } from '@/db/schema/mail'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'

export type Mail = {
  /** `<module>.<what>`: visits.planned, invoices.sent … */
  kind: string
  /** One mail per document and step; the same key again is the same mail and changes nothing. */
  uniqueKey: string
  to: string
  toName?: string
  replyTo?: string
  subject: string
  html: string
  text: string
  attachmentIds?: string[]
  calendar?: string
  about?: readonly [type: string, id: string]
  orderId?: string | null
}

/** Puts a mail in the outbox with the change that causes it; a job sends it. Returns its id, or null when it was there already. */
export async function queueMail(write: Write, mail: Mail): Promise<string | null> {
  const id = newId()
  const made = await write.db
    .insert(mails)
    .values({
      organizationId: write.actor.organizationId,
      id,
      kind: mail.kind,
      uniqueKey: mail.uniqueKey,
      recipient: mail.to,
      recipientName: mail.toName ?? '',
      replyTo: mail.replyTo ?? '',
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      attachmentIds: mail.attachmentIds ?? [],
      calendar: mail.calendar ?? null,
      subjectType: mail.about?.[0] ?? '',
      subjectId: mail.about?.[1] ?? null,
      orderId: mail.orderId ?? null,
      messageId: `${id}@${write.actor.organizationId}`,
    })
    .onConflictDoNothing()
    .returning({ id: mails.id })
  if (made.length === 0) return null
  await enqueue(write, 'mail.send', { mailId: id })
  await announce(write, 'mail', id)
  return id
}

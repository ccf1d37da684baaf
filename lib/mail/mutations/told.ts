import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { delayedError, type MailEvent, toldBy } from '../rules/bounces'
import { change, lockMail, tellLost } from './deliver'

/**
 * What the provider tells of a mail after it took it: that it arrived, takes longer, or came back. Marks it and sends nothing
 * again; told twice it changes nothing. Of a mail that is not there it does nothing. `later`: the same must be told again.
 */
export async function takeEvent(write: Write, mailId: string, event: MailEvent): Promise<'done' | 'later'> {
  const mail = await lockMail(write, mailId)
  const told = mail ? toldBy(event, mail) : 'leave'
  if (!mail || told === 'leave') return 'done'
  if (told === 'later') return 'later'
  const at = write.now.toString()
  const sent = { status: 'sent', sentAt: mail.sentAt ?? mail.attemptedAt ?? at, providerId: event.providerId } as const
  if (event.kind !== 'bounced') {
    const isDelayed = told === 'delayed'
    await change(write, mail, { ...sent, error: isDelayed ? delayedError : '', deliveredAt: isDelayed ? null : at })
    return 'done'
  }
  await change(write, mail, {
    ...sent,
    status: 'bounced',
    bouncedAt: at,
    bounceReason: event.reason,
    error: event.said.replaceAll('\0', '').slice(0, 500),
  })
  await record(write, {
    subject: ['mail', mail.id],
    action: 'mail.bounce',
    params: { recipient: mail.recipient, subject: mail.subject },
    orderId: mail.orderId,
  })
  await tellLost(write, mail)
  return 'done'
}

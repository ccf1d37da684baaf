import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { Refused } from '@/lib/refused'
import { type MailStep, mayStep } from '../rules'
import { change, lockMail } from './deliver'

const outcome = {
  // A sending of its own: what is told of the one before no longer counts.
  retry: { status: 'queued', providerId: '', deliveredAt: null, bounceReason: null },
  confirm: { status: 'sent' },
  drop: { status: 'dropped' },
} as const

/** A person decides about a mail: try again, it did arrive, or let it be. Refuses common.not_found, mail.not_now. */
export async function decideMail(write: Write, input: { mailId: string; step: MailStep }): Promise<void> {
  const mail = await lockMail(write, input.mailId)
  if (!mail) throw new Refused('common.not_found')
  if (!mayStep(mail.status, input.step)) throw new Refused('mail.not_now')
  const sentAt = input.step === 'confirm' ? (mail.attemptedAt ?? write.now.toString()) : mail.sentAt
  await change(write, mail, { ...outcome[input.step], sentAt })
  if (input.step === 'retry') await enqueue(write, 'mail.send', { mailId: mail.id })
  await record(write, {
    subject: ['mail', mail.id],
    action: `mail.${input.step}`,
    params: { recipient: mail.recipient, subject: mail.subject },
    orderId: mail.orderId,
  })
}

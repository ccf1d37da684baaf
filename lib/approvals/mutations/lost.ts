import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import type { Write } from '@/lib/auth/actor'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { staffMail } from '../mail'
import { askingKinds } from '../queries/consent'
import { letterOf } from '../queries/request'
import { deliveryOf } from '../rules/signs'
import { leadOf, peopleOf } from './answer'
import { backOffice } from './back-office'
import { type LockedRequest, lockRequest } from './lines'

/**
 * A mail that asks for an answer came back, or was given up: on the trail, and mailed with why to who sent it, else to the
 * lead or to who invoices. Once per sending, and only as long as the request waits for who it was mailed to.
 */
export async function tellOfLost(write: Write, mailId: string): Promise<void> {
  const [mail] = await write.db
    .select()
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, write.actor.organizationId),
        eq(mails.id, mailId),
        eq(mails.subjectType, 'approval'),
        inArray(mails.kind, [...askingKinds]),
      ),
    )
  if (!mail?.subjectId || deliveryOf(mail) !== 'bounced') return
  const request = await lockRequest(write, mail.subjectId)
  if (request.status !== 'open' || request.recipient !== mail.recipient) return
  const facts = await letterOf(write, request.id)
  let isTold = false
  for (const person of await sendersOf(write, request)) {
    const queued = await queueMail(write, {
      kind: 'approvals.lost',
      uniqueKey: `approvals.lost:${mail.id}:${mail.attempts}:${person.id}`,
      to: person.email,
      toName: person.name,
      ...staffMail(facts, 'lost', {
        url: `${env.APP_URL}/approvals/${request.id}?do=resend`,
        name: person.name.split(' ')[0] ?? person.name,
        locale: person.locale,
        by: mail.recipient,
        lost: mail.bounceReason ?? (mail.error === 'address' ? 'no_mailbox' : 'unknown'),
      }),
      about: ['approval', request.id],
    })
    isTold ||= queued !== null
  }
  if (isTold)
    await record(write, {
      subject: ['approval', request.id],
      customerId: request.customerId,
      action: 'approvals.lost',
      params: { number: request.number, to: mail.recipient },
    })
  await announce(write, 'approval', request.id, request.version)
}

/** Who of us sent it last by hand; where it went by itself, its lead, else who invoices. */
async function sendersOf(write: Write, request: LockedRequest) {
  const [sent] = await write.db
    .select({ memberId: history.actorId })
    .from(history)
    .where(
      and(
        eq(history.organizationId, write.actor.organizationId),
        eq(history.subjectType, 'approval'),
        eq(history.subjectId, request.id),
        eq(history.actorKind, 'member'),
        inArray(history.action, ['approvals.offer', 'approvals.resend', 'approvals.remind']),
      ),
    )
    .orderBy(desc(history.id))
    .limit(1)
  for (const id of [sent?.memberId, await leadOf(write, request)]) {
    const people = id ? await peopleOf(write, [id]) : []
    if (people.length > 0) return people
  }
  return backOffice(write)
}

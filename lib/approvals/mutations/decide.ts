import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { makeLink, withdrawLinks } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import type { Remind, Resend, Withdraw } from '../input'
import { customerMail } from '../mail'
import { customerOfRequest, recipientOf } from '../queries/project'
import { letterOf } from '../queries/request'
import { daysLeft } from './follow'
import { changeRequest, type LockedRequest, lockOpenRequest, lockRequest, takeLinesBack } from './lines'

/**
 * Takes a request back: its lines are where they were before, its link says so. Refuses common.not_found, common.stale, and
 * as lockOpenRequest.
 */
export async function withdraw(write: Write, input: Withdraw): Promise<{ version: number }> {
  const request = await lockOpenRequest(write, input.id)
  refuseStale(request, input.version)
  await takeLinesBack(write, request.id)
  await withdrawLinks(write, 'approval', request.id)
  await changeRequest(write, request, { status: 'withdrawn', withdrawnAt: write.now.toString() })
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.withdraw',
    params: { number: request.number },
    changes: [{ field: 'status', from: 'open', to: 'withdrawn' }],
    reason: input.reason,
  })
  return { version: request.version + 1 }
}

/**
 * Sends the request to another contact of the customer, with a whole term to answer; earlier links no longer work. Refuses
 * common.not_found, common.stale, as lockOpenRequest, and beside contactId approvals.no_recipient.
 */
export async function resend(write: Write, input: Resend): Promise<{ version: number }> {
  const request = await lockOpenRequest(write, input.id)
  refuseStale(request, input.version)
  const about = await customerOfRequest(write, request)
  const to = await recipientOf(write, about, input.contactId)
  if (!to) throw new Refused('approvals.no_recipient', { fields: { contactId: 'approvals.no_recipient' } })
  const days = about.organization.settings.approvalLinkDays
  const url = await makeLink(write, { purpose: 'approval', subjectId: request.id, recipient: to.email, days })
  await changeRequest(write, request, {
    contactId: to.contactId,
    recipient: to.email,
    recipientName: to.name,
    locale: to.locale,
    expiresAt: write.now.add({ hours: days * 24 }).toString(),
  })
  await queueMail(write, {
    kind: 'approvals.offered',
    uniqueKey: `approvals.offered:${request.id}:${request.version + 1}`,
    to: to.email,
    toName: to.name,
    replyTo: about.organization.email,
    ...customerMail(await letterOf(write, request.id), 'offered', { url, name: to.name, locale: to.locale }),
    about: ['approval', request.id],
  })
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.resend',
    params: { number: request.number, to: to.email },
    changes: [{ field: 'recipient', from: request.recipient, to: to.email }],
  })
  return { version: request.version + 1 }
}

/** A reminder by hand, of one or many; requests that are no longer open are left out. Refuses approvals.none_open when none is. */
export async function remind(write: Write, input: Remind): Promise<{ reminded: number }> {
  let reminded = 0
  for (const id of [...new Set(input.ids)].sort()) {
    const request = await lockRequest(write, id)
    if (request.status !== 'open' || Date.parse(request.expiresAt) <= write.now.epochMilliseconds) continue
    await sendReminder(write, request, {})
    reminded++
  }
  if (reminded === 0) throw new Refused('approvals.none_open')
  return { reminded }
}

/** The mail, the counter and the trail of a reminder, together: after a crash all of them are there or none. */
export async function sendReminder(
  write: Write,
  request: LockedRequest,
  more: { automaticReminders?: number },
): Promise<void> {
  const organization = await organizationOf(write)
  const times = request.reminders + 1
  const url = await makeLink(write, {
    purpose: 'approval',
    subjectId: request.id,
    recipient: request.recipient,
    days: daysLeft(write, request),
    keepEarlier: true,
  })
  await changeRequest(write, request, { reminders: times, lastRemindedAt: write.now.toString(), ...more })
  await queueMail(write, {
    kind: 'approvals.reminded',
    uniqueKey: `approvals.reminded:${request.id}:${times}`,
    to: request.recipient,
    toName: request.recipientName,
    replyTo: organization.email,
    ...customerMail(await letterOf(write, request.id), 'reminded', {
      url,
      name: request.recipientName,
      locale: request.locale,
    }),
    about: ['approval', request.id],
  })
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.remind',
    params: { number: request.number, to: request.recipient, times },
  })
}

function refuseStale(request: LockedRequest, seen: number): void {
  if (request.version !== seen) throw new Refused('common.stale', { current: { version: request.version } })
}

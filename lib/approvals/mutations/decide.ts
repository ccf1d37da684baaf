import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { makeLink, withdrawLinks } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import { instantOf } from '@/lib/time'
import type { Remind, Resend, Withdraw } from '../input'
import { customerMail } from '../mail'
import { customerOfRequest, recipientOf } from '../queries/project'
import { letterOf } from '../queries/request'
import { mayHandleRequest } from '../queries/scope'
import { templateFor } from '../queries/templates'
import { linkDaysOf } from '../rules/signs'
import type { ApprovalTemplate } from '../rules/templates'
import { daysLeft } from './follow'
import { changeRequest, type LockedRequest, lockOpenRequest, lockRequest, takeLinesBack } from './lines'

/**
 * Takes a request back: its lines are where they were before, its link says so. Refuses common.not_found, common.stale, and
 * as lockOpenRequest.
 */
export async function withdraw(write: Write, input: Withdraw): Promise<{ version: number }> {
  const request = await lockOpenRequest(write, input.id)
  await refuseOthers(write, request)
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
  await refuseOthers(write, request)
  refuseStale(request, input.version)
  const about = await customerOfRequest(write, request)
  const to = await recipientOf(write, about, input.contactId)
  if (!to) throw new Refused('approvals.no_recipient', { fields: { contactId: 'approvals.no_recipient' } })
  const days = linkDaysOf(about.organization.settings.approvalLinkDays, request.silentConsentDays)
  const template = await ownWords(write, 'offered')
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
    ...customerMail(await letterOf(write, request.id), 'offered', {
      url,
      name: to.name,
      locale: to.locale,
      template,
      days: daysSince(write, request.sentAt),
    }),
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

/**
 * A reminder by hand, of one or many, in the words that were chosen; requests that are no longer open are left out. Refuses
 * common.not_found, approvals.none_open when none is open, and beside templateId approvals.no_template.
 */
export async function remind(write: Write, input: Remind): Promise<{ reminded: number }> {
  const template = await templateFor(write, 'reminded', input.templateId ?? null)
  if (template === 'missing')
    throw new Refused('approvals.no_template', { fields: { templateId: 'approvals.no_template' } })
  let reminded = 0
  for (const id of [...new Set(input.ids)].sort()) {
    const request = await lockRequest(write, id)
    await refuseOthers(write, request)
    if (request.status !== 'open' || Date.parse(request.expiresAt) <= write.now.epochMilliseconds) continue
    await sendReminder(write, request, template)
    reminded++
  }
  if (reminded === 0) throw new Refused('approvals.none_open')
  return { reminded }
}

/** The mail, the counter and the trail of a reminder, together: after a crash all of them are there or none. */
export async function sendReminder(
  write: Write,
  request: LockedRequest,
  template: ApprovalTemplate | null,
  more: { automaticReminders?: number } = {},
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
      template,
      days: daysSince(write, request.sentAt),
    }),
    about: ['approval', request.id],
  })
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.remind',
    params: { number: request.number, to: request.recipient, times, template: template?.name ?? '' },
  })
}

/** The company's own words of what goes by itself; null means ours. */
export async function ownWords(write: Write, kind: ApprovalTemplate['kind']): Promise<ApprovalTemplate | null> {
  const found = await templateFor(write, kind)
  return found === 'missing' ? null : found
}

function daysSince(write: Write, at: string): number {
  return Math.floor(write.now.since(instantOf(at)).total('hours') / 24)
}

/** Of a project that somebody else leads nobody learns that it is there. */
async function refuseOthers(write: Write, request: LockedRequest): Promise<void> {
  const isMember = write.actor.kind === 'member'
  if (isMember && !(await mayHandleRequest(write, request.projectId))) throw new Refused('common.not_found')
}

function refuseStale(request: LockedRequest, seen: number): void {
  if (request.version !== seen) throw new Refused('common.stale', { current: { version: request.version } })
}

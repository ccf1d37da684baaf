import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { makeLink, withdrawLinks } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { timeline } from '@/lib/history/queries'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import { daysSince } from '@/lib/time'
import type { Remind, Resend, Withdraw } from '../input'
import { customerMail } from '../mail'
import { customerOfRequest, recipientOf } from '../queries/project'
import { letterOf, type Meanwhile } from '../queries/request'
import { mayHandleRequest } from '../queries/scope'
import { templateFor } from '../queries/templates'
import type { ApprovalKind } from '../rules'
import { linkDaysOf } from '../rules/signs'
import type { ApprovalTemplate, TemplateKind } from '../rules/templates'
import { daysLeft } from './follow'
import { changeRequest, type LockedRequest, lockRequest, takeLinesBack } from './lines'

/**
 * Takes a request back: its lines are where they were before, its link says so. Refuses as lockSeen.
 */
export async function withdraw(write: Write, input: Withdraw): Promise<{ version: number }> {
  const request = await lockSeen(write, input)
  await takeLinesBack(write, request)
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
 * common.not_found, common.stale, as lockOpenRequest, and beside their fields approvals.no_recipient (`contactId`) and approvals.no_template (`templateId`).
 */
export async function resend(write: Write, input: Resend): Promise<{ version: number }> {
  const request = await lockSeen(write, input)
  const about = await customerOfRequest(write, request)
  const to = await recipientOf(write, about, input.contactId)
  if (!to) throw new Refused('approvals.no_recipient', { fields: { contactId: 'approvals.no_recipient' } })
  const days = linkDaysOf(about.organization.settings.approvalLinkDays, request.silentConsentDays)
  const template = await wordsFor(write, 'offered', request.kind, input.templateId)
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
      days: daysSince(about.organization.timeZone, request.sentAt, write.now),
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
 * A reminder by hand, of one or many, in the words that were chosen. Of many, those that are no longer open or changed since
 * they were seen are left out, and named. Refuses common.not_found, of one as lockSeen, approvals.none_open when none is left,
 * and beside templateId approvals.no_template.
 */
export async function remind(write: Write, input: Remind): Promise<{ reminded: number; left: string[] }> {
  let reminded = 0
  const left: string[] = []
  const ids = [...new Set(input.ids)].sort()
  for (const id of ids) {
    const version = input.versions?.[id]
    const isOne = ids.length === 1 && version !== undefined
    const request = isOne ? await lockSeen(write, { id, version, seen: input.seen }) : await lockRequest(write, id)
    await refuseOthers(write, request)
    const isOpen = request.status === 'open' && Date.parse(request.expiresAt) > write.now.epochMilliseconds
    if (isOpen && (version === undefined || version === request.version)) {
      await sendReminder(write, request, await wordsFor(write, 'reminded', request.kind, input.templateId))
      reminded++
    } else left.push(request.number)
  }
  if (reminded === 0) throw new Refused('approvals.none_open')
  return { reminded, left }
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
      days: daysSince(organization.timeZone, request.sentAt, write.now),
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

/** The words that were chosen, else the company's own of what goes by itself; null means ours. Refuses beside templateId approvals.no_template. */
export async function wordsFor(
  write: Write,
  kind: TemplateKind,
  about: ApprovalKind,
  chosen: string | null = null,
): Promise<ApprovalTemplate | null> {
  const found = await templateFor(write, kind, chosen ? { id: chosen } : { about })
  if (found === 'missing')
    throw new Refused('approvals.no_template', { fields: { templateId: 'approvals.no_template' } })
  return found
}

/** Of a project that somebody else leads nobody learns that it is there. */
async function refuseOthers(write: Write, request: LockedRequest): Promise<void> {
  const isMember = write.actor.kind === 'member'
  if (isMember && !(await mayHandleRequest(write, request.id))) throw new Refused('common.not_found')
}

/**
 * The request, locked, as it was seen and still open. Refuses common.not_found, as lockOpenRequest, and common.stale; each with
 * the version that stands and, where the newest step that was seen is known, every step taken since.
 */
async function lockSeen(
  write: Write,
  known: { id: string; version?: number; seen?: string | null },
): Promise<LockedRequest> {
  const request = await lockRequest(write, known.id)
  await refuseOthers(write, request)
  const { number, status, version } = request
  const isOver = status === 'open' && Date.parse(request.expiresAt) <= write.now.epochMilliseconds
  const isSame = known.version === undefined || known.version === version
  if (status === 'open' && !isOver && isSame) return request
  const { seen } = known
  const trail = seen ? await timeline(write, ['approval', known.id], { limit: 50 }) : []
  const meanwhile: Meanwhile = { version, number, entries: trail.filter((entry) => seen && entry.id > seen) }
  const code = isOver ? 'approvals.expired' : status === 'open' ? 'common.stale' : `approvals.${status}`
  throw new Refused(code, { params: { number }, current: meanwhile })
}

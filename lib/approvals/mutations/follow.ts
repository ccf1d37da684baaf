import 'server-only'
import { and, count, eq, gt } from 'drizzle-orm'
import { history } from '@/db/schema/history'
import type { Write } from '@/lib/auth/actor'
import { type Link, makeLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import { instantOf } from '@/lib/time'
import type { Ask, Forward } from '../input'
import { customerMail, staffMail } from '../mail'
import { letterOf } from '../queries/request'
import { approvalLimits } from '../rules'
import { leadOf, peopleOf } from './answer'
import { backOffice } from './back-office'
import { type LockedRequest, lockAsked } from './lines'

/** Days that a new link to a request is of use: until the request itself expires. */
export function daysLeft(write: Write, request: Pick<LockedRequest, 'expiresAt'>): number {
  return Math.max(1, Math.ceil(instantOf(request.expiresAt).since(write.now).total('hours') / 24))
}

/**
 * The customer passes the request on to a colleague, who gets a link of their own; the first one keeps working. A double tap
 * is one. Refuses as lockAsked, and approvals.too_often.
 */
export async function forwardRequest(write: Write, link: Link, input: Forward): Promise<void> {
  const request = await lockAsked(write, link)
  const params = { number: request.number, name: input.name, colleague: input.colleague, to: input.email }
  if (await isJustDone(write, request, { action: 'approvals.forward', params, reason: '' })) return
  await refuseTooOften(write, request, 'approvals.forward', approvalLimits.forwards)
  const organization = await organizationOf(write)
  const days = daysLeft(write, request)
  const url = await makeLink(write, {
    purpose: 'approval',
    subjectId: request.id,
    recipient: input.email,
    days,
    keepEarlier: true,
  })
  await queueMail(write, {
    kind: 'approvals.forwarded',
    uniqueKey: `approvals.forwarded:${url.split('/').at(-1)?.slice(0, 12)}:${request.id}`,
    to: input.email,
    toName: input.colleague,
    replyTo: organization.email,
    ...customerMail(await letterOf(write, request.id), 'forwarded', {
      url,
      name: input.colleague,
      locale: request.locale,
      by: input.name,
    }),
    about: ['approval', request.id],
  })
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.forward',
    params,
  })
  await announce(write, 'approval', request.id, request.version)
}

/**
 * The customer asks something: on the trail, and mailed to the lead, or to who invoices. A double tap is one. Refuses as
 * lockAsked, and approvals.too_often.
 */
export async function askAboutRequest(write: Write, link: Link, input: Ask): Promise<void> {
  const request = await lockAsked(write, link)
  const params = { number: request.number, name: input.name }
  if (await isJustDone(write, request, { action: 'approvals.ask', params, reason: input.question })) return
  const earlier = await refuseTooOften(write, request, 'approvals.ask', approvalLimits.questions)
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.ask',
    params,
    reason: input.question,
  })
  const leadId = await leadOf(write, request)
  const lead = leadId ? await peopleOf(write, [leadId]) : []
  const people = lead.length > 0 ? lead : await backOffice(write)
  const facts = await letterOf(write, request.id)
  for (const person of people)
    await queueMail(write, {
      kind: 'approvals.asked',
      uniqueKey: `approvals.asked:${request.id}:${earlier}:${person.id}`,
      to: person.email,
      toName: person.name,
      replyTo: link.recipient,
      ...staffMail(facts, 'asked', {
        url: `${env.APP_URL}/approvals/${request.id}`,
        name: person.name.split(' ')[0] ?? person.name,
        locale: person.locale,
        by: input.name,
        question: input.question,
      }),
      about: ['approval', request.id],
    })
  await announce(write, 'approval', request.id, request.version)
}

/** The same through the same link, a moment ago: a page without a script can't hold back a second tap. The request is locked. */
async function isJustDone(
  write: Write,
  request: LockedRequest,
  said: { action: string; params: Record<string, string>; reason: string },
): Promise<boolean> {
  const [earlier] = await write.db
    .select({ id: history.id })
    .from(history)
    .where(
      and(
        eq(history.organizationId, write.actor.organizationId),
        eq(history.subjectType, 'approval'),
        eq(history.subjectId, request.id),
        eq(history.action, said.action),
        eq(history.actorId, write.actor.id),
        eq(history.params, said.params),
        eq(history.reason, said.reason),
        gt(history.createdAt, write.now.subtract({ minutes: 1 }).toString()),
      ),
    )
    .limit(1)
  return earlier !== undefined
}

/** How often this was done with the request before. */
async function refuseTooOften(write: Write, request: LockedRequest, action: string, most: number): Promise<number> {
  const [row] = await write.db
    .select({ times: count() })
    .from(history)
    .where(
      and(
        eq(history.organizationId, write.actor.organizationId),
        eq(history.subjectType, 'approval'),
        eq(history.subjectId, request.id),
        eq(history.action, action),
      ),
    )
  const times = row?.times ?? 0
  if (times >= most) throw new Refused('approvals.too_often')
  return times
}

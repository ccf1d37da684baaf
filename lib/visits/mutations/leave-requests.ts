import 'server-only'
import { and, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { leaveRequests } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import type { AskLeaveInput, DecideLeaveInput, WithdrawLeaveInput } from '../input'
import { leaveAnswerMail } from '../mail'
import { letterhead } from '../queries/appointment'
import { momentText, whenText } from '../rules'
import { addLeave } from './leave'
import { lockPerson, type TeamMember } from './lock'

type Request = typeof leaveRequests.$inferSelect

/**
 * A member asks to be away; planning decides. The same id twice is one request.
 * Refused: visits.leave_asked {when} when they asked for these days already.
 */
export async function askLeave(write: Write, input: AskLeaveInput): Promise<{ id: string; version: number }> {
  const { organizationId, id: memberId } = write.actor
  const { timeZone } = await organizationOf(write)
  await lockPerson(write, memberId)
  const { id, kind, startAt, endAt, notes = '' } = input
  const [same] = await write.db
    .select({ id: leaveRequests.id, memberId: leaveRequests.memberId, version: leaveRequests.version })
    .from(leaveRequests)
    .where(and(eq(leaveRequests.organizationId, organizationId), eq(leaveRequests.id, id)))
  if (same && same.memberId !== memberId) throw new Refused('common.not_found')
  if (same) return { id, version: same.version }
  const [asked] = await write.db
    .select({ startAt: leaveRequests.startAt, endAt: leaveRequests.endAt })
    .from(leaveRequests)
    .where(
      and(
        eq(leaveRequests.organizationId, organizationId),
        eq(leaveRequests.memberId, memberId),
        inArray(leaveRequests.state, ['pending', 'granted']),
        lt(leaveRequests.startAt, endAt),
        gt(leaveRequests.endAt, startAt),
        ne(leaveRequests.id, id),
      ),
    )
    .limit(1)
  if (asked)
    throw new Refused('visits.leave_asked', { params: { when: whenText(timeZone, asked.startAt, asked.endAt) } })
  await write.db
    .insert(leaveRequests)
    .values({ organizationId, id, createdAt: write.now.toString(), memberId, kind, startAt, endAt, notes })
  await tell(write, { id }, 'visits.leave_asked', { kind, when: whenText(timeZone, startAt, endAt) })
  return { id, version: 1 }
}

/** Who asked takes it back while nobody decided. Refused: common.not_found, visits.leave_decided {who, when}. */
export async function withdrawLeave(write: Write, input: WithdrawLeaveInput): Promise<{ id: string }> {
  const request = await lockRequest(write, input.id)
  if (request.memberId !== write.actor.id) throw new Refused('common.not_found')
  const { timeZone } = await organizationOf(write)
  await refuseDecided(write, request, timeZone, input.version)
  await change(write, request, { state: 'withdrawn' })
  const when = whenText(timeZone, request.startAt, request.endAt)
  await tell(write, request, 'visits.leave_withdrawn', { kind: request.kind, when })
  return { id: request.id }
}

/**
 * Planning grants it, and it stands in the agenda like other leave, or declines it with a reason; who asked is mailed. Two who
 * decide at once: the second hears who was first.
 * Refused: common.not_found, visits.leave_decided {who, when}, visits.overlap without `overlapReason`.
 */
export async function decideLeave(write: Write, input: DecideLeaveInput): Promise<{ id: string }> {
  const organization = await organizationOf(write)
  const request = await lockRequest(write, input.id)
  await refuseDecided(write, request, organization.timeZone, input.version)
  const member = await lockPerson(write, request.memberId)
  const { kind, startAt, endAt, notes } = request
  const isGranted = input.decision === 'grant'
  const leaveId = newId()
  if (isGranted)
    await addLeave(write, {
      id: leaveId,
      memberId: member.id,
      kind,
      startAt,
      endAt,
      notes,
      overlapReason: input.overlapReason,
    })
  const reason = isGranted ? '' : (input.reason ?? '')
  await change(write, request, {
    state: isGranted ? 'granted' : 'declined',
    decideReason: reason,
    leaveId: isGranted ? leaveId : null,
  })
  const when = whenText(organization.timeZone, startAt, endAt)
  const action = isGranted ? 'visits.leave_granted' : 'visits.leave_declined'
  await tell(write, request, action, { kind, when, who: member.name }, reason)
  if (member.id !== write.actor.id) await mailAnswer(write, { organization, request, member, isGranted, reason })
  return { id: request.id }
}

async function lockRequest(write: Write, requestId: string): Promise<Request> {
  const [request] = await write.db
    .select()
    .from(leaveRequests)
    .where(and(eq(leaveRequests.organizationId, write.actor.organizationId), eq(leaveRequests.id, requestId)))
    .for('update')
  if (!request) throw new Refused('common.not_found')
  return request
}

async function refuseDecided(write: Write, request: Request, timeZone: string, seen: number): Promise<void> {
  if (request.state === 'pending' && request.version === seen) return
  const [by] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, request.decidedById ?? newId())))
  throw new Refused('visits.leave_decided', {
    params: {
      state: request.state,
      who: by?.name ?? '',
      when: request.decidedAt ? momentText(timeZone, request.decidedAt) : '',
    },
  })
}

type Decision = { state: 'granted' | 'declined' | 'withdrawn'; decideReason?: string; leaveId?: string | null }

async function change(write: Write, request: Request, decision: Decision): Promise<void> {
  await write.db
    .update(leaveRequests)
    .set({
      ...decision,
      decidedAt: write.now.toString(),
      decidedById: write.actor.id,
      version: sql`${leaveRequests.version} + 1`,
    })
    .where(
      and(
        eq(leaveRequests.organizationId, write.actor.organizationId),
        eq(leaveRequests.id, request.id),
        eq(leaveRequests.state, 'pending'),
      ),
    )
}

async function tell(
  write: Write,
  request: { id: string },
  action: string,
  params: Record<string, string>,
  reason = '',
): Promise<void> {
  await record(write, { subject: ['leave_request', request.id], action, params, reason })
  await announce(write, 'leave', request.id)
}

async function mailAnswer(
  write: Write,
  news: { organization: FullOrganization; request: Request; member: TeamMember; isGranted: boolean; reason: string },
): Promise<void> {
  const { organization, request, member, isGranted, reason } = news
  await queueMail(write, {
    kind: 'visits.leave_answer',
    uniqueKey: `visits.leave_answer:${request.id}`,
    to: member.email,
    toName: member.name,
    ...leaveAnswerMail({
      organization: letterhead(organization),
      locale: member.locale,
      name: member.name.split(' ')[0] ?? member.name,
      kind: request.kind,
      isGranted,
      reason,
      decidedBy: write.actor.name,
      startAt: request.startAt,
      endAt: request.endAt,
      url: `${env.APP_URL}/hours/approve`,
    }),
    about: ['leave_request', request.id],
  })
}

import 'server-only'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { approvalLines } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { expenses, timeEntries } from '@/db/schema/hours'
import { orderLines } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { type Link, useLink } from '@/lib/auth/links'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import type { Answers } from '../input'
import { staffMail } from '../mail'
import { letterOf } from '../queries/request'
import { answerProblems } from '../rules'
import { backOffice } from './back-office'
import {
  bookedOf,
  changeRequest,
  type LockedRequest,
  linesOfRequest,
  lockAsked,
  type RequestLine,
  repriceSoon,
  stepBooked,
} from './lines'
import { collectAgreed, moveOrderLines, tellOrders } from './order-lines'

/**
 * The customer's answer, from the page of the link: of the lines that have none yet, with the name of who answers and from
 * where as evidence. Whoever is second finds the request answered. When every line has its answer the request is, and a job
 * seals the timesheet. Refuses common.not_found, approvals.answered, approvals.expired, approvals.withdrawn, and beside its
 * field approvals.name_required (`name`), approvals.remark_required (`remark.<line>`), approvals.no_lines.
 */
export async function answerRequest(
  write: Write,
  link: Pick<Link, 'id' | 'subjectId' | 'recipient'>,
  input: Answers,
  ip: string,
): Promise<{ status: 'open' | 'answered'; approved: number; rejected: number }> {
  const request = await lockAsked(write, link)
  const lines = await linesOfRequest(write, request.id)
  const given = new Map(input.answers.map((one) => [one.lineId, one]))
  const asked = lines.filter((line) => line.answer === null && given.has(line.id))
  const answers = asked.flatMap((line) => given.get(line.id) ?? [])
  const problems = answerProblems(input.name, answers)
  if (Object.keys(problems).length > 0) throw new Refused('approvals.incomplete', { fields: problems })
  if (asked.length === 0) throw new Refused('approvals.no_lines')
  const at = write.now.toString()
  const by = { answeredByName: input.name.trim(), answeredByEmail: link.recipient, answeredByIp: ip }
  const answered: RequestLine[] = []
  const rejectedIds: string[] = []
  const agreedIds: string[] = []
  for (const line of asked) {
    const one = given.get(line.id)
    if (!one) continue
    const said = { answer: one.answer, remark: one.remark.trim(), answeredAt: at, ...by }
    const taken = await write.db
      .update(approvalLines)
      .set({ ...said, version: line.version + 1 })
      .where(
        and(
          eq(approvalLines.organizationId, write.actor.organizationId),
          eq(approvalLines.id, line.id),
          isNull(approvalLines.answer),
        ),
      )
      .returning({ id: approvalLines.id })
    if (taken.length === 0) throw new Refused('approvals.answered', { params: { number: request.number } })
    answered.push({ ...line, ...said })
    if (line.orderLineId) {
      const to = one.answer === 'approved' ? 'accepted' : 'rejected'
      const moved = await moveOrderLines(write, [line.orderLineId], 'offered', to, said.remark)
      for (const { orderId } of moved) (to === 'accepted' ? agreedIds : rejectedIds).push(orderId)
    }
    const booked = bookedOf(line)
    if (!booked) continue
    const isApproved = one.answer === 'approved'
    const stepped = await stepBooked(write, [booked], isApproved ? 'accept' : 'reject', isApproved ? '' : said.remark)
    if (stepped !== 1) throw new Error(`line ${line.id} of ${request.number} is not offered`)
  }
  const rejected = answered.filter((line) => line.answer === 'rejected').length
  if (rejected > 0) await repriceSoon(write, request)
  const isWhole = lines.every((line) => line.answer !== null || given.has(line.id))
  await changeRequest(write, request, {
    answeredByName: by.answeredByName,
    ...(isWhole ? { status: 'answered', answeredAt: at } : {}),
  })
  if (isWhole) {
    await useLink(write, link.id)
    await enqueue(write, 'approvals.seal', { requestId: request.id })
  }
  const counts = { approved: answered.length - rejected, rejected }
  await record(write, {
    subject: ['approval', request.id],
    customerId: request.customerId,
    action: 'approvals.answer',
    params: { number: request.number, name: by.answeredByName, ...counts, ip },
    changes: isWhole ? [{ field: 'status', from: 'open', to: 'answered' }] : [],
  })
  await collectAgreed(write, agreedIds)
  await tellOrders(write, [...rejectedIds, ...agreedIds], 'approvals.answer', {
    number: request.number,
    name: by.answeredByName,
    ...counts,
    ip,
  })
  await tellStaff(write, request, answered, by.answeredByName)
  return { status: isWhole ? 'answered' : 'open', ...counts }
}

/**
 * Each member hears of their own lines; on a rejection the lead, else the office, hears of all of them. `by` is null when nobody answered and
 * silence became consent.
 */
export async function tellStaff(
  write: Write,
  request: LockedRequest,
  lines: RequestLine[],
  by: string | null,
): Promise<void> {
  const owners = new Map([...(await ownersOf(write, lines)), ...(await workersOf(write, lines))])
  const leadId = await leadOf(write, request)
  // Where nobody leads, or who led is gone, the office hears what is to be mended.
  const isDisputed = lines.some((line) => line.answer === 'rejected')
  const office = !leadId && isDisputed ? (await backOffice(write)).map(({ id }) => id) : []
  const leads = leadId ? [leadId] : office
  const people = await peopleOf(write, [...new Set([...[...owners.values()].flat(), ...leads])])
  const facts = await letterOf(write, request.id)
  for (const person of people) {
    const isLead = leads.includes(person.id)
    const isOwn = (line: RequestLine) => owners.get(line.id)?.includes(person.id) ?? false
    const theirs = lines.filter((line) => isLead || isOwn(line))
    const isRejected = theirs.some((line) => line.answer === 'rejected')
    const own = isRejected ? theirs : theirs.filter(isOwn)
    if (own.length === 0) continue
    const minutes = own.reduce((total, { facts: f }) => total + (f.kind === 'hours' ? f.minutes : 0), 0)
    const first = own[0]
    await queueMail(write, {
      kind: isRejected ? 'approvals.lines_rejected' : 'approvals.lines_approved',
      uniqueKey: `approvals.answered:${request.id}:${person.id}:${first?.id ?? ''}`,
      to: person.email,
      toName: person.name,
      ...staffMail({ ...facts, lines: own, minutes }, isRejected ? 'rejected' : by === null ? 'silent' : 'approved', {
        url: isLead ? `${env.APP_URL}/approvals/${request.id}` : env.APP_URL,
        name: person.name.split(' ')[0] ?? person.name,
        locale: person.locale,
        by: by ?? '',
      }),
      about: ['approval', request.id],
    })
  }
}

/** Line of the request → member who booked it. */
async function ownersOf(write: Write, lines: readonly RequestLine[]): Promise<Map<string, string[]>> {
  const { organizationId } = write.actor
  const ids = (kind: 'timeEntryId' | 'expenseId') => lines.flatMap((line) => line[kind] ?? [])
  const [hours, costs] = await Promise.all([
    write.db
      .select({ id: timeEntries.id, memberId: timeEntries.memberId })
      .from(timeEntries)
      .where(and(eq(timeEntries.organizationId, organizationId), isOneOf(timeEntries.id, ids('timeEntryId')))),
    write.db
      .select({ id: expenses.id, memberId: expenses.memberId })
      .from(expenses)
      .where(and(eq(expenses.organizationId, organizationId), isOneOf(expenses.id, ids('expenseId')))),
  ])
  const owner = new Map([...hours, ...costs].map((row) => [row.id, row.memberId]))
  return new Map(
    lines.flatMap((line) => {
      const memberId = owner.get(line.timeEntryId ?? line.expenseId ?? '')
      return memberId ? [[line.id, [memberId]] as const] : []
    }),
  )
}

/** Line of an order → who was there: they know what was done. */
async function workersOf(write: Write, lines: readonly RequestLine[]): Promise<Map<string, string[]>> {
  const ids = lines.flatMap((line) => line.orderLineId ?? [])
  if (ids.length === 0) return new Map()
  const { organizationId } = write.actor
  const rows = await write.db
    .selectDistinct({ lineId: orderLines.id, memberId: agendaEntries.memberId })
    .from(orderLines)
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.orderId, orderLines.orderId)))
    .innerJoin(
      agendaEntries,
      and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visits.id)),
    )
    .where(and(eq(orderLines.organizationId, organizationId), isOneOf(orderLines.id, ids), isNotNull(visits.closedAt)))
  const workers = Map.groupBy(rows, (row) => row.lineId)
  return new Map(
    lines.flatMap((line) => {
      const own = workers.get(line.orderLineId ?? '')
      return own ? [[line.id, own.map(({ memberId }) => memberId)] as const] : []
    }),
  )
}

/** Who leads the project of a request, or of the order that it is about, and still works here. */
export async function leadOf(
  write: Write,
  request: Pick<LockedRequest, 'projectId' | 'orderId'>,
): Promise<string | null> {
  const { organizationId } = write.actor
  const of = sql`coalesce(${request.projectId}::uuid, (select o.project_id from orders o where o.organization_id = ${organizationId} and o.id = ${request.orderId}::uuid))`
  const [lead] = await write.db
    .select({ id: members.id })
    .from(projects)
    .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, projects.leadId)))
    .where(and(eq(projects.organizationId, organizationId), eq(projects.id, of), eq(members.active, true)))
  return lead?.id ?? null
}

/** Active members with where they are mailed. */
export function peopleOf(write: Write, ids: readonly string[]) {
  return write.db
    .select({ id: members.id, name: members.name, email: members.email, locale: members.locale })
    .from(members)
    .where(
      and(eq(members.organizationId, write.actor.organizationId), isOneOf(members.id, ids), eq(members.active, true)),
    )
    .orderBy(members.id)
}

import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { approvalLines, approvalOpenings, approvalRequests } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { contacts, customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { filesByIds } from '@/lib/files/queries'
import { type HistoryEntry, timeline } from '@/lib/history/queries'
import { mailsAbout } from '@/lib/mail/queries'
import { documentLocale } from '@/lib/text'
import { letterhead } from '@/lib/visits/queries/appointment'
import { approvalLimits, evidenceOf, type TimesheetContent } from '../rules'
import { deliveryOf } from '../rules/signs'
import { askingKinds, silenceOf } from './consent'
import { mayHandleRequest, seesAllRequests } from './scope'

/** A request with its lines, its project and customer; null when it is unknown. */
export async function requestById(read: Read, id: string) {
  const { organizationId } = read.actor
  const [found] = await read.db
    .select({
      request: approvalRequests,
      customer: { id: customers.id, name: customers.name },
      project: { id: projects.id, number: projects.number, name: projects.name, leadId: projects.leadId },
      order: { id: orders.id, number: orders.number, title: orders.title },
      member: members.name,
    })
    .from(approvalRequests)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, organizationId), eq(customers.id, approvalRequests.customerId)),
    )
    .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, approvalRequests.projectId)))
    .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, approvalRequests.orderId)))
    .leftJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, approvalRequests.memberId)))
    .where(and(eq(approvalRequests.organizationId, organizationId), eq(approvalRequests.id, id)))
  if (!found) return null
  const lines = await read.db
    .select()
    .from(approvalLines)
    .where(and(eq(approvalLines.organizationId, organizationId), eq(approvalLines.requestId, id)))
    .orderBy(asc(approvalLines.position))
    .limit(approvalLimits.linesOfRequest)
  return { ...found, lines }
}

/** As requestById with the names and kinds of the files beside its lines: what the page of the link shows. */
export async function requestForPage(read: Read, id: string) {
  const found = await requestById(read, id)
  if (!found) return null
  const ids = [...new Set(found.lines.flatMap((line) => line.facts.fileIds))]
  const files = await filesByIds(read, ids)
  return { ...found, files: files.map((file) => ({ id: file.id, name: file.name, type: file.type })) }
}
export type RequestPage = NonNullable<Awaited<ReturnType<typeof requestForPage>>>

/**
 * All of a request for the office and the lead of its project: lines, answers, what became of its mail, how often its links
 * were opened, its trail, and the contacts it can be sent to again. Null when it is unknown or somebody else's; what it
 * amounts to only for who sees prices.
 */
export async function requestForOffice(read: Read, id: string) {
  const found = await requestForPage(read, id)
  if (!found || !(await mayHandleRequest(read, id))) return null
  const seesAll = seesAllRequests(read)
  const [people, openings, entries, mails] = await Promise.all([
    contactsOf(read, found.customer.id),
    openingsOf(read, id),
    timeline(read, ['approval', id], { limit: 100 }),
    mailsAbout(read, ['approval', id]),
  ])
  const asking = mails.find(
    (mail) => mail.recipient === found.request.recipient && (askingKinds as readonly string[]).includes(mail.kind),
  )
  return {
    ...found,
    request: { ...found.request, netAmount: seesAll ? found.request.netAmount : null },
    /** May open customers, projects and the outbox. */
    isOffice: seesAll,
    people,
    openings,
    delivery: deliveryOf(asking ?? null),
    mailError: asking?.error ?? '',
    bounceReason: asking?.bounceReason ?? null,
    entries,
    // The outbox is the office's.
    mails: seesAll ? mails : [],
  }
}
export type OfficeRequest = NonNullable<Awaited<ReturnType<typeof requestForOffice>>>

/** What stands of a request for who came too late, and what was done with it since they saw it, newest first. */
export type Meanwhile = { version: number; number: string; entries: HistoryEntry[] }

/** Of each link of a request that was opened: to whom it was sent, how often and when. */
async function openingsOf(read: Read, requestId: string) {
  return read.db
    .select({
      id: approvalOpenings.id,
      recipient: approvalOpenings.recipient,
      times: approvalOpenings.times,
      firstAt: approvalOpenings.createdAt,
      lastAt: approvalOpenings.lastAt,
    })
    .from(approvalOpenings)
    .where(
      and(eq(approvalOpenings.organizationId, read.actor.organizationId), eq(approvalOpenings.requestId, requestId)),
    )
    .orderBy(asc(approvalOpenings.createdAt))
    .limit(100)
}

function contactsOf(read: Read, customerId: string) {
  return read.db
    .select({ id: contacts.id, name: contacts.name, email: contacts.email })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, read.actor.organizationId),
        eq(contacts.customerId, customerId),
        sql`${contacts.archivedAt} is null and ${contacts.email} <> ''`,
      ),
    )
    .orderBy(asc(contacts.name), asc(contacts.id))
    .limit(100)
}

/** Number and name of the project or the order that it is about. */
function aboutText({ project, order }: NonNullable<Awaited<ReturnType<typeof requestById>>>): string {
  return project ? `${project.number} ${project.name}` : order ? `${order.number} ${order.title}` : ''
}

/** What mails about a request say. */
export async function letterOf(read: Read, id: string) {
  const found = await requestById(read, id)
  if (!found) throw new Error('a mail about a request that is not there')
  const organization = await organizationOf(read)
  const { request, customer, lines } = found
  const silence = request.silentConsentDays === null ? null : await silenceOf(read, request)
  return {
    organization: letterhead(organization),
    kind: request.kind,
    number: request.number,
    project: aboutText(found),
    customer: customer.name,
    from: request.periodFrom,
    to: request.periodTo,
    expiresAt: request.expiresAt,
    silentConsentDays: request.silentConsentDays,
    askedAt: silence?.mailedAt ?? request.sentAt,
    minutes: request.minutes,
    lines: lines.map(({ facts, answer, remark }) => ({ facts, answer, remark })),
    answeredByName: request.answeredByName,
  }
}

/** What the timesheet prints, as it stands now. Null for a request that is unknown. */
export async function timesheetOf(read: Read, id: string): Promise<TimesheetContent | null> {
  const found = await requestById(read, id)
  if (!found) return null
  const { request, customer, lines } = found
  const organization = await organizationOf(read)
  const head = letterhead(organization)
  return {
    layout: 1,
    kind: request.kind,
    locale: documentLocale(request.locale),
    timeZone: organization.timeZone,
    number: request.number,
    status: request.status,
    project: aboutText(found),
    customer: customer.name,
    from: request.periodFrom,
    to: request.periodTo,
    organization: {
      name: organization.name,
      lines: head.contact.split(' · ').filter(Boolean),
      footer: [organization.name, organization.vatNumber].filter(Boolean).join(' · '),
      colour: organization.colour,
      logoFileId: organization.logoFileId,
    },
    lines: lines.map(({ facts, answer, remark, answeredAt, answeredByName }) => ({
      facts,
      answer,
      remark,
      answeredAt,
      answeredByName,
    })),
    evidence: evidenceOf(lines.filter((line) => line.answeredByName !== '')),
    silence:
      request.silentConsentAt && request.silentConsentDays !== null
        ? { days: request.silentConsentDays, email: request.recipient, at: request.silentConsentAt }
        : null,
    madeAt: request.answeredAt ?? request.sentAt,
  }
}

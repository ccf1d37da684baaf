import 'server-only'
import { and, asc, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { mails } from '@/db/schema/mail'
import { documents, orders, requestDrafts, requests } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { timeline } from '@/lib/history/queries'
import type { RequestStatus } from '@/lib/orders/rules'
import { likeWords } from '@/lib/search'
import { tokenHash } from '@/lib/stamp'
import { mailKey, requestLimits } from '../rules'

/** One line in the office's list. */
export type RequestRow = Awaited<ReturnType<typeof requestList>>['rows'][number]

const pageSize = 100

/** The newest requests of a status (all without one), keyset-paged by id. `more` is where to go on, or null. */
export async function requestList(
  read: Read,
  options: { statuses?: readonly RequestStatus[]; typeIds?: readonly string[]; search?: string; before?: string } = {},
) {
  const { organizationId } = read.actor
  const { statuses, typeIds, search, before } = options
  const matching = likeWords(search ?? '').map(
    (pattern) =>
      sql`lower(concat_ws(' ', ${requests.number}, ${requests.name}, ${requests.company}, ${requests.email}, ${requests.phone}, ${requests.street}, ${requests.city})) like ${pattern}`,
  )
  const rows = await read.db
    .select({
      id: requests.id,
      number: requests.number,
      status: requests.status,
      name: requests.name,
      company: requests.company,
      city: requests.city,
      typeId: requests.orderTypeId,
      type: orderTypes.name,
      description: sql<string>`left(${requests.description}, 160)`,
      createdAt: requests.createdAt,
      isKnown: sql<boolean>`${requests.customerId} is not null`,
      files: sql<number>`(select count(*)::int from ${documents} where ${documents.organizationId} = ${requests.organizationId}
        and ${documents.requestId} = ${requests.id} and ${documents.removedAt} is null)`,
    })
    .from(requests)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, requests.organizationId), eq(orderTypes.id, requests.orderTypeId)),
    )
    .where(
      and(
        eq(requests.organizationId, organizationId),
        statuses?.length ? or(...statuses.map((status) => eq(requests.status, status))) : undefined,
        typeIds?.length ? or(...typeIds.map((id) => eq(requests.orderTypeId, id))) : undefined,
        before ? lt(requests.id, before) : undefined,
        ...matching,
      ),
    )
    .orderBy(desc(requests.id))
    .limit(pageSize + 1)
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null }
}

/** A request with everything that came with it and what became of it. */
export async function requestById(read: Read, id: string) {
  const { organizationId } = read.actor
  const [row] = await read.db
    .select({
      request: requests,
      type: { name: orderTypes.name, names: orderTypes.names },
      fields: formTemplates.fields,
      order: { id: orders.id, number: orders.number, status: orders.status },
      customer: { id: customers.id, name: customers.name, number: customers.number },
    })
    .from(requests)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, requests.organizationId), eq(orderTypes.id, requests.orderTypeId)),
    )
    .leftJoin(
      formTemplates,
      and(eq(formTemplates.organizationId, requests.organizationId), eq(formTemplates.id, requests.formTemplateId)),
    )
    .leftJoin(orders, and(eq(orders.organizationId, requests.organizationId), eq(orders.requestId, requests.id)))
    .leftJoin(
      customers,
      and(eq(customers.organizationId, requests.organizationId), eq(customers.id, requests.customerId)),
    )
    .where(and(eq(requests.organizationId, organizationId), eq(requests.id, id)))
  if (!row) return null
  const attached = await attachments(read, id)
  const { organizationId: _, ...request } = row.request
  return {
    ...request,
    type: row.type,
    fields: row.fields ?? [],
    order: row.order,
    customer: row.customer,
    files: attached,
  }
}

function attachments(read: Read, requestId: string) {
  return read.db
    .select({
      id: files.id,
      name: files.name,
      type: files.type,
      sizeBytes: files.sizeBytes,
      width: files.width,
      height: files.height,
      fieldId: documents.fieldId,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, documents.organizationId), eq(files.id, documents.fileId)))
    .where(
      and(
        eq(documents.organizationId, read.actor.organizationId),
        eq(documents.requestId, requestId),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(100)
}

export function requestTimeline(read: Read, id: string) {
  return timeline(read, ['request', id], { limit: 50 })
}

export async function orderOfRequest(read: Read, requestId: string): Promise<{ id: string; number: string } | null> {
  const [order] = await read.db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(eq(orders.organizationId, read.actor.organizationId), eq(orders.requestId, requestId)))
  return order ?? null
}

export async function contactByEmail(read: Read, customerId: string, email: string): Promise<string | null> {
  const [contact] = await read.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, read.actor.organizationId),
        eq(contacts.customerId, customerId),
        sql`lower(${contacts.email}) = ${email.toLowerCase()}`,
        isNull(contacts.archivedAt),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(1)
  return contact?.id ?? null
}

/** For the customer behind a status link: what was asked and what comes of it, nothing that is the office's own. */
export async function requestStatus(read: Read, id: string) {
  const detail = await requestById(read, id)
  if (!detail) return null
  const told = detail.order
    ? await read.db
        .select({ startAt: visits.toldStartAt, endAt: visits.toldEndAt, status: visits.status })
        .from(visits)
        .where(and(eq(visits.organizationId, read.actor.organizationId), eq(visits.orderId, detail.order.id)))
        .orderBy(desc(visits.toldStartAt))
        .limit(10)
    : []
  return { ...detail, visits: told }
}

/** What was typed in a form that could not be taken, for who has its token; null when it was thrown away. */
export async function draftByToken(read: Read, token: string) {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  const [draft] = await read.db
    .select({
      typed: requestDrafts.typed,
      problems: requestDrafts.problems,
      code: requestDrafts.code,
      params: requestDrafts.params,
      files: requestDrafts.files,
    })
    .from(requestDrafts)
    .where(
      and(
        eq(requestDrafts.organizationId, read.actor.organizationId),
        eq(requestDrafts.tokenHash, tokenHash(token)),
        sql`${requestDrafts.createdAt} > now() - make_interval(hours => ${requestLimits.draftHours})`,
      ),
    )
  return draft ?? null
}

/** For the page after sending, whose address only the sender has: number, and whether a mail went out and where to. */
export async function sentRequest(
  read: Read,
  id: string,
): Promise<{ number: string; email: string; isMailed: boolean } | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const [row] = await read.db
    .select({
      number: requests.number,
      email: requests.email,
      isMailed: sql<boolean>`exists (select from ${mails} where ${mails.organizationId} = ${requests.organizationId}
        and ${mails.uniqueKey} in (${mailKey('confirm', id)}, ${mailKey('received', id)}))`,
    })
    .from(requests)
    .where(and(eq(requests.organizationId, read.actor.organizationId), eq(requests.id, id)))
  return row ?? null
}

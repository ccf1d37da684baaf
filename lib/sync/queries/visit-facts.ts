import 'server-only'
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { visitAnswers, visitEvents, visitMaterials, visitNotes } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { expenses, timeEntries } from '@/db/schema/hours'
import { documents, orderLines, orderQuestions, orders } from '@/db/schema/orders'
import { syncClosings } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { countsOfVisits } from '@/lib/execution/queries/counts'
import { windowColumns } from '@/lib/hours/queries/visit'

/** More than this of one kind is not carried by a phone. */
const most = 5000

type Ids = readonly string[]

/** Of some orders their visits, and what was answered on each; a visit without an answer is one row. */
function answersOf({ actor: { organizationId }, db }: Read, orderIds: Ids) {
  return db
    .select({
      orderId: visits.orderId,
      visitId: visits.id,
      fieldId: visitAnswers.fieldId,
      value: visitAnswers.value,
      version: visitAnswers.version,
    })
    .from(visits)
    .leftJoin(visitAnswers, and(eq(visitAnswers.organizationId, organizationId), eq(visitAnswers.visitId, visits.id)))
    .where(and(eq(visits.organizationId, organizationId), isOneOf(visits.orderId, orderIds)))
    .orderBy(asc(visitAnswers.answeredAt), asc(visitAnswers.id))
    .limit(most)
}

function eventsOf({ actor: { organizationId }, db }: Read, visitIds: Ids) {
  const { id, visitId, memberId, kind, at } = visitEvents
  return db
    .select({ id, visitId, memberId, kind, at })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, organizationId), isOneOf(visitId, visitIds)))
    .orderBy(asc(at), asc(id))
    .limit(most)
}

function materialsOf({ actor: { organizationId }, db }: Read, visitIds: Ids) {
  const { id, visitId, productId, description, unit, quantity, kind, billing, version, removedAt } = visitMaterials
  return db
    .select({ id, visitId, productId, description, unit, quantity, kind, billing, version })
    .from(visitMaterials)
    .where(and(eq(visitMaterials.organizationId, organizationId), isOneOf(visitId, visitIds), isNull(removedAt)))
    .orderBy(asc(id))
    .limit(most)
}

function notesOf({ actor: { organizationId }, db }: Read, visitIds: Ids) {
  const { id, visitId, memberId, body, forCustomer, version, removedAt } = visitNotes
  return db
    .select({ id, visitId, memberId, body, forCustomer, version })
    .from(visitNotes)
    .where(and(eq(visitNotes.organizationId, organizationId), isOneOf(visitId, visitIds), isNull(removedAt)))
    .orderBy(asc(id))
    .limit(most)
}

function hoursOf({ actor: { organizationId }, db }: Read, visitIds: Ids) {
  const { id, visitId, memberId, hourType, minutes, origin, state, remark, reason, version, removedAt } = timeEntries
  const { clockedStartAt, clockedEndAt } = timeEntries
  return db
    .select({
      ...{ id, visitId, memberId, member: members.name, hourType, ...windowColumns, minutes, origin },
      ...{ clockedStartAt, clockedEndAt, state, remark, reason, version },
    })
    .from(timeEntries)
    .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, memberId)))
    .where(and(eq(timeEntries.organizationId, organizationId), isOneOf(visitId, visitIds), isNull(removedAt)))
    .orderBy(asc(timeEntries.startAt), asc(id))
    .limit(most)
}

/** One's own: what a colleague declared is theirs. */
function expensesOf({ actor, db }: Read, visitIds: Ids) {
  const { id, visitId, kind, description, grossAmount, vatRate, receiptFileId, billable, version, removedAt } = expenses
  const mine = and(eq(expenses.organizationId, actor.organizationId), eq(expenses.memberId, actor.id))
  return db
    .select({ id, visitId, kind, description, grossAmount, vatRate, receiptFileId, billable, version })
    .from(expenses)
    .where(and(mine, isOneOf(visitId, visitIds), isNull(removedAt)))
    .orderBy(asc(id))
    .limit(most)
}

/** What they are, not their bytes: those are fetched from /files/[id]. Signatures and receipts are nobody's reading. */
function documentsOf({ actor: { organizationId }, db }: Read, orderIds: Ids) {
  const { id, orderId, visitId, fileId, kind, title, fieldId, purpose, removedAt } = documents
  const own: SQL | undefined = and(eq(documents.organizationId, organizationId), isNull(removedAt))
  return db
    .select({
      ...{ id, orderId, visitId, fileId, kind, title, fieldId, purpose },
      type: files.type,
      sizeBytes: files.sizeBytes,
      sha256: files.sha256,
      takenAt: files.takenAt,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, organizationId), eq(files.id, fileId)))
    .where(and(own, isOneOf(orderId, orderIds)))
    .orderBy(asc(id))
    .limit(most)
}

function questionsOf({ actor, db }: Read, orderIds: Ids) {
  const { id, orderId, lineId, question, askedToId, answeredAt } = orderQuestions
  const mine = and(eq(orderQuestions.organizationId, actor.organizationId), eq(askedToId, actor.id))
  return db
    .select({ id, orderId, question, line: orderLines.description })
    .from(orderQuestions)
    .leftJoin(orderLines, and(eq(orderLines.organizationId, actor.organizationId), eq(orderLines.id, lineId)))
    .where(and(mine, isNull(answeredAt), isOneOf(orderId, orderIds)))
    .orderBy(asc(id))
    .limit(most)
}

/** What was asked for on site besides, while it was not called off. */
function newOrdersOf({ actor: { organizationId }, db }: Read, orderIds: Ids) {
  const { id, followUpOfId: orderId, title } = orders
  const made = and(eq(orders.organizationId, organizationId), eq(orders.madeOnSite, true), isNull(orders.cancelledAt))
  return db
    .select({ id, orderId, title })
    .from(orders)
    .where(and(made, isOneOf(orderId, orderIds)))
    .orderBy(asc(id))
    .limit(most)
}

/** Visits that were closed on site and wait for their files. */
function closingsOf({ actor: { organizationId }, db }: Read, visitIds: Ids) {
  const { visitId, createdAt, endedAt } = syncClosings
  return db
    .select({ visitId, at: createdAt })
    .from(syncClosings)
    .where(and(eq(syncClosings.organizationId, organizationId), isOneOf(visitId, visitIds), isNull(endedAt)))
    .limit(most)
}

/** Everything that was recorded on some visits and their orders, each kind in one statement that all travel together. */
export async function factsOf(read: Read, visitIds: Ids, orderIds: Ids) {
  const [answers, events, materials, counts, notes, hours, own, papers, questions, closings, besides] =
    await Promise.all([
      answersOf(read, orderIds),
      eventsOf(read, visitIds),
      materialsOf(read, visitIds),
      countsOfVisits(read, [...visitIds]),
      notesOf(read, visitIds),
      hoursOf(read, visitIds),
      expensesOf(read, visitIds),
      documentsOf(read, orderIds),
      questionsOf(read, orderIds),
      closingsOf(read, visitIds),
      newOrdersOf(read, orderIds),
    ])
  const byVisit = <Row extends { visitId: string | null }>(rows: Row[]) => Map.groupBy(rows, (row) => row.visitId)
  const byOrder = <Row extends { orderId: string | null }>(rows: Row[]) => Map.groupBy(rows, (row) => row.orderId)
  const answered = answers.flatMap(({ fieldId, version, ...row }) =>
    fieldId === null || version === null ? [] : [{ ...row, fieldId, version }],
  )
  return {
    orderVisits: new Map([...byOrder(answers)].map(([id, rows]) => [id, idsIn(rows)])),
    answers: byOrder(answered),
    events: byVisit(events),
    materials: byVisit(materials),
    counts: byVisit(counts),
    notes: byVisit(notes),
    hours: byVisit(hours),
    expenses: byVisit(own),
    documents: byOrder(papers.filter(({ kind }) => kind !== 'signature' && kind !== 'receipt')),
    questions: byOrder(questions),
    newOrders: new Map([...byOrder(besides)].map(([of, rows]) => [of, rows.map(({ id, title }) => ({ id, title }))])),
    closings: new Map(closings.map(({ visitId, at }) => [visitId, at])),
  }
}

/** In an order that says nothing, so that the same visits are the same mark. */
function idsIn(rows: readonly { visitId: string }[]): string[] {
  return [...new Set(rows.map(({ visitId }) => visitId))].sort()
}

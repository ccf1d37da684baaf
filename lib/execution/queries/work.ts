import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { signatures, visitAnswers, visitCounts, visitMaterials, visitNotes, workReports } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { formTemplates } from '@/db/schema/forms'
import { expenses, timeEntries } from '@/db/schema/hours'
import { documents, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'
import type { Answers } from '@/lib/forms/rules'
import { windowColumns } from '@/lib/hours/queries/visit'
import { ofOrdersVisits } from '@/lib/visits/queries/visits'
import { printedAnswers } from '../rules'
import { countsFrom } from './counts'
import { arrivalsOf } from './positions'

export type OrderWork = Awaited<ReturnType<typeof workOfOrder>>

/** What was recorded on site, by visit, the earliest first; visits on which nothing was recorded are left out. For the office. */
export async function workOfOrder(read: Read, orderId: string, locale: string) {
  const asked = { own: read.actor.organizationId, order: orderId }
  // All at once: they go over the one connection together.
  const [found, ...recorded] = await Promise.all([
    visitsOf(read.db, asked),
    answersOf(read.db, asked),
    hoursOf(read.db, asked),
    materialsOf(read.db, asked),
    countsOf(read.db, asked),
    expensesOf(read.db, asked),
    notesOf(read.db, asked),
    photosOf(read.db, asked),
    signaturesOf(read.db, asked),
    reportsOf(read.db, asked),
    arrivalsOf(read.db, asked),
  ])
  const [answered, hours, materials, counts, expenses, notes, photos, signatures, reports, arrivals] = recorded
  return found
    .map(({ fields, ...visit }) => {
      const of = <Row extends { visitId: string | null }>(rows: Row[]) => rows.filter((row) => row.visitId === visit.id)
      const answers: Answers = Object.fromEntries(of(answered).map(({ fieldId, value }) => [fieldId, value]))
      return {
        ...visit,
        answers: printedAnswers(fields ?? [], answers, locale),
        hours: of(hours),
        materials: of(materials),
        counts: of(counts),
        expenses: of(expenses),
        notes: of(notes),
        photos: of(photos),
        signatures: of(signatures),
        report: of(reports)[0] ?? null,
        arrivals: of(arrivals),
      }
    })
    .filter((visit) => visit.closedAt !== null || hasRecorded(visit))
}

function hasRecorded({ hours, answers, counts }: Record<'hours' | 'answers' | 'counts', readonly unknown[]>): boolean {
  return hours.length > 0 || answers.length > 0 || counts.length > 0
}

const own = given('own')

const visitsOf = statement((db) =>
  db
    .select({
      id: visits.id,
      status: visits.status,
      startAt: visits.startAt,
      closedAt: visits.closedAt,
      remainingWork: visits.remainingWork,
      noAccessReason: visits.noAccessReason,
      fields: formTemplates.fields,
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, own), eq(orders.id, visits.orderId)))
    .leftJoin(
      formTemplates,
      and(eq(formTemplates.organizationId, own), eq(formTemplates.id, orders.checklistTemplateId)),
    )
    .where(and(eq(visits.organizationId, own), eq(visits.orderId, given('order'))))
    .orderBy(asc(visits.startAt), asc(visits.id))
    .limit(50),
)

const countsOf = statement((db) => countsFrom(db, own, ofOrdersVisits(visitCounts.visitId)))

const reportsOf = statement((db) =>
  db
    .select({ visitId: workReports.visitId, fileId: workReports.fileId, sealedAt: workReports.sealedAt })
    .from(workReports)
    .where(and(eq(workReports.organizationId, own), ofOrdersVisits(workReports.visitId))),
)

const answersOf = statement((db) =>
  db
    .select({ visitId: visitAnswers.visitId, fieldId: visitAnswers.fieldId, value: visitAnswers.value })
    .from(visitAnswers)
    .where(and(eq(visitAnswers.organizationId, own), ofOrdersVisits(visitAnswers.visitId)))
    .limit(2000),
)

const hoursOf = statement((db) =>
  db
    .select({
      visitId: timeEntries.visitId,
      id: timeEntries.id,
      member: members.name,
      hourType: timeEntries.hourType,
      ...windowColumns,
      minutes: timeEntries.minutes,
      origin: timeEntries.origin,
      reason: timeEntries.reason,
      clockedStartAt: timeEntries.clockedStartAt,
      clockedEndAt: timeEntries.clockedEndAt,
    })
    .from(timeEntries)
    .innerJoin(members, and(eq(members.organizationId, own), eq(members.id, timeEntries.memberId)))
    .where(and(eq(timeEntries.organizationId, own), ofOrdersVisits(timeEntries.visitId), isNull(timeEntries.removedAt)))
    .orderBy(asc(timeEntries.startAt), asc(timeEntries.id))
    .limit(1000),
)

const materialsOf = statement((db) =>
  db
    .select({
      visitId: visitMaterials.visitId,
      id: visitMaterials.id,
      description: visitMaterials.description,
      quantity: visitMaterials.quantity,
      unit: visitMaterials.unit,
      billing: visitMaterials.billing,
    })
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, own),
        ofOrdersVisits(visitMaterials.visitId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(asc(visitMaterials.id))
    .limit(1000),
)

const expensesOf = statement((db) =>
  db
    .select({
      visitId: expenses.visitId,
      id: expenses.id,
      kind: expenses.kind,
      description: expenses.description,
      grossAmount: expenses.grossAmount,
      receiptFileId: expenses.receiptFileId,
    })
    .from(expenses)
    .where(and(eq(expenses.organizationId, own), ofOrdersVisits(expenses.visitId), isNull(expenses.removedAt)))
    .orderBy(asc(expenses.id))
    .limit(500),
)

const notesOf = statement((db) =>
  db
    .select({
      visitId: visitNotes.visitId,
      id: visitNotes.id,
      body: visitNotes.body,
      forCustomer: visitNotes.forCustomer,
      member: members.name,
    })
    .from(visitNotes)
    .innerJoin(members, and(eq(members.organizationId, own), eq(members.id, visitNotes.memberId)))
    .where(and(eq(visitNotes.organizationId, own), ofOrdersVisits(visitNotes.visitId), isNull(visitNotes.removedAt)))
    .orderBy(asc(visitNotes.id))
    .limit(500),
)

const photosOf = statement((db) =>
  db
    .select({
      visitId: documents.visitId,
      fileId: documents.fileId,
      kind: documents.kind,
      takenAt: files.takenAt,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, own), eq(files.id, documents.fileId)))
    .where(
      and(
        eq(documents.organizationId, own),
        ofOrdersVisits(documents.visitId),
        inArray(documents.kind, ['photo', 'photo_before', 'photo_after']),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(500),
)

const signaturesOf = statement((db) =>
  db
    .select({
      visitId: signatures.visitId,
      signer: signatures.signer,
      name: signatures.name,
      absentReason: signatures.absentReason,
      fileId: signatures.fileId,
      signedAt: signatures.signedAt,
    })
    .from(signatures)
    .where(and(eq(signatures.organizationId, own), ofOrdersVisits(signatures.visitId)))
    .orderBy(asc(signatures.signer)),
)

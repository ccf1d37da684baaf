import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { signatures, visitAnswers, visitMaterials, visitNotes, workReports } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { expenses, timeEntries } from '@/db/schema/hours'
import { documents, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { Answers } from '@/lib/forms/rules'
import { windowColumns } from '@/lib/hours/queries/visit'
import { printedAnswers } from '../rules'
import { checklistOf } from './checklist'
import { countsOfVisits } from './counts'

export type OrderWork = Awaited<ReturnType<typeof workOfOrder>>

/** What was recorded on site, by visit, the earliest first; visits on which nothing was recorded are left out. For the office. */
export async function workOfOrder(read: Read, orderId: string, locale: string) {
  const { organizationId } = read.actor
  const found = await read.db
    .select({
      id: visits.id,
      status: visits.status,
      startAt: visits.startAt,
      closedAt: visits.closedAt,
      remainingWork: visits.remainingWork,
      noAccessReason: visits.noAccessReason,
      templateId: orders.checklistTemplateId,
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .where(and(eq(visits.organizationId, organizationId), eq(visits.orderId, orderId)))
    .orderBy(asc(visits.startAt), asc(visits.id))
    .limit(50)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return []
  const fields = await checklistOf(read, found[0]?.templateId ?? null)
  const recorded = await recordedOn(read, ids)
  return found
    .map(({ templateId: _, ...visit }) => {
      const of = <Row extends { visitId: string | null }>(rows: Row[]) => rows.filter((row) => row.visitId === visit.id)
      const answers: Answers = Object.fromEntries(of(recorded.answers).map(({ fieldId, value }) => [fieldId, value]))
      return {
        ...visit,
        answers: printedAnswers(fields, answers, locale),
        hours: of(recorded.hours),
        materials: of(recorded.materials),
        counts: of(recorded.counts),
        expenses: of(recorded.expenses),
        notes: of(recorded.notes),
        photos: of(recorded.photos),
        signatures: of(recorded.signatures),
        report: of(recorded.reports)[0] ?? null,
      }
    })
    .filter((visit) => visit.closedAt !== null || hasRecorded(visit))
}

function hasRecorded({ hours, answers, counts }: Record<'hours' | 'answers' | 'counts', readonly unknown[]>): boolean {
  return hours.length > 0 || answers.length > 0 || counts.length > 0
}

/** Everything of some visits, one query per kind. */
async function recordedOn(read: Read, visitIds: string[]) {
  const [answers, hours, materials, counts, expenses, notes, photos, signatures, reports] = await Promise.all([
    answersOn(read, visitIds),
    hoursOn(read, visitIds),
    materialsOn(read, visitIds),
    countsOfVisits(read, visitIds),
    expensesOn(read, visitIds),
    notesOn(read, visitIds),
    photosOn(read, visitIds),
    signaturesOn(read, visitIds),
    read.db
      .select({ visitId: workReports.visitId, fileId: workReports.fileId, sealedAt: workReports.sealedAt })
      .from(workReports)
      .where(and(eq(workReports.organizationId, read.actor.organizationId), inArray(workReports.visitId, visitIds))),
  ])
  return { answers, hours, materials, counts, expenses, notes, photos, signatures, reports }
}

function answersOn({ actor, db }: Read, visitIds: string[]) {
  return db
    .select({ visitId: visitAnswers.visitId, fieldId: visitAnswers.fieldId, value: visitAnswers.value })
    .from(visitAnswers)
    .where(and(eq(visitAnswers.organizationId, actor.organizationId), inArray(visitAnswers.visitId, visitIds)))
    .limit(2000)
}

function hoursOn({ actor, db }: Read, visitIds: string[]) {
  return db
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
    .innerJoin(members, and(eq(members.organizationId, actor.organizationId), eq(members.id, timeEntries.memberId)))
    .where(
      and(
        eq(timeEntries.organizationId, actor.organizationId),
        inArray(timeEntries.visitId, visitIds),
        isNull(timeEntries.removedAt),
      ),
    )
    .orderBy(asc(timeEntries.startAt), asc(timeEntries.id))
    .limit(1000)
}

function materialsOn({ actor, db }: Read, visitIds: string[]) {
  return db
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
        eq(visitMaterials.organizationId, actor.organizationId),
        inArray(visitMaterials.visitId, visitIds),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(asc(visitMaterials.id))
    .limit(1000)
}

function expensesOn({ actor, db }: Read, visitIds: string[]) {
  return db
    .select({
      visitId: expenses.visitId,
      id: expenses.id,
      kind: expenses.kind,
      description: expenses.description,
      grossAmount: expenses.grossAmount,
      receiptFileId: expenses.receiptFileId,
    })
    .from(expenses)
    .where(
      and(
        eq(expenses.organizationId, actor.organizationId),
        inArray(expenses.visitId, visitIds),
        isNull(expenses.removedAt),
      ),
    )
    .orderBy(asc(expenses.id))
    .limit(500)
}

function notesOn({ actor, db }: Read, visitIds: string[]) {
  return db
    .select({
      visitId: visitNotes.visitId,
      id: visitNotes.id,
      body: visitNotes.body,
      forCustomer: visitNotes.forCustomer,
      member: members.name,
    })
    .from(visitNotes)
    .innerJoin(members, and(eq(members.organizationId, actor.organizationId), eq(members.id, visitNotes.memberId)))
    .where(
      and(
        eq(visitNotes.organizationId, actor.organizationId),
        inArray(visitNotes.visitId, visitIds),
        isNull(visitNotes.removedAt),
      ),
    )
    .orderBy(asc(visitNotes.id))
    .limit(500)
}

function photosOn({ actor, db }: Read, visitIds: string[]) {
  return db
    .select({
      visitId: documents.visitId,
      fileId: documents.fileId,
      kind: documents.kind,
      takenAt: files.takenAt,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, actor.organizationId), eq(files.id, documents.fileId)))
    .where(
      and(
        eq(documents.organizationId, actor.organizationId),
        inArray(documents.visitId, visitIds),
        inArray(documents.kind, ['photo', 'photo_before', 'photo_after']),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(500)
}

function signaturesOn({ actor, db }: Read, visitIds: string[]) {
  return db
    .select({
      visitId: signatures.visitId,
      signer: signatures.signer,
      name: signatures.name,
      absentReason: signatures.absentReason,
      fileId: signatures.fileId,
      signedAt: signatures.signedAt,
    })
    .from(signatures)
    .where(and(eq(signatures.organizationId, actor.organizationId), inArray(signatures.visitId, visitIds)))
    .orderBy(asc(signatures.signer))
}

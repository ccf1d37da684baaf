import 'server-only'
import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { documents } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { ownUploads } from '@/lib/files/queries'
import { type FormField, formLimits } from '@/lib/forms/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import { lockMyOpenVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { newId } from '@/lib/ids'
import { addDocument, removeDocument } from '@/lib/orders/mutations/documents'
import { Refused } from '@/lib/refused'
import { instantOf, Temporal } from '@/lib/time'
import type { FieldFile } from '../input'
import { checklistOf } from '../queries/checklist'
import { putAnswer } from './answer'

/**
 * A photo, receipt or signature from the phone, whose bytes are already stored. Its id is also the document's, so that
 * sending it twice is once. With `fieldId` it answers that question. Refused: common.not_found, hours.closed,
 * execution.no_question, forms.photos when a question has enough of them.
 */
export async function addFieldFile(write: Write, input: FieldFile, prepared: Prepared): Promise<{ id: string }> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  const known = await documentOf(write, input.id)
  if (known && known.visitId !== mine.visit.id) throw new Refused('common.not_found')
  if (known) return { id: input.id }
  const field = input.kind === 'answer' ? await fileField(write, mine, input.fieldId) : null
  await refuseTaken(write, input.id)
  await recordFile(write, prepared, {
    id: input.id,
    source: input.kind === 'signature' ? 'signature' : 'field',
    takenAt: takenAt(write, input.takenAt),
  })
  // A receipt belongs to its expense, a signature to the one who signs at the end: both are no document yet.
  if (input.kind === 'receipt' || (input.kind === 'signature' && !field)) return { id: input.id }
  await addDocument(write, {
    id: input.id,
    orderId: mine.order.id,
    fileId: input.id,
    kind: input.kind,
    title: prepared.name,
    fieldId: field?.id ?? '',
    visitId: mine.visit.id,
  })
  if (field) await addToAnswer(write, mine, field, input.id)
  return { id: input.id }
}

/** Takes a photo off the visit; the bytes stay. Refused: common.not_found, hours.closed. */
export async function removeFieldFile(write: Write, documentId: string): Promise<void> {
  const document = await documentOf(write, documentId)
  if (!document?.visitId || document.removedAt) throw new Refused('common.not_found')
  const mine = await lockMyOpenVisit(write, document.visitId)
  await removeDocument(write, documentId)
  const field = questionOf(await checklistOf(write, mine.order.checklistTemplateId), document.fieldId)
  if (!field) return
  const left = (await fileAnswer(write, mine, field.id)).filter((id) => id !== document.fileId)
  await putAnswer(write, mine, { id: newId(), field, value: left.length > 0 ? left : null, seen: 'any' })
}

async function addToAnswer(write: Write, mine: MyVisit, field: FormField, fileId: string): Promise<void> {
  const already = await fileAnswer(write, mine, field.id)
  if (field.type === 'photo' && already.length >= formLimits.photos) throw new Refused('forms.photos')
  const value = field.type === 'signature' ? [fileId] : [...already, fileId]
  await putAnswer(write, mine, { id: newId(), field, value, seen: 'any' })
}

async function fileAnswer(write: Write, { visit }: MyVisit, fieldId: string): Promise<string[]> {
  const [answer] = await write.db
    .select({ value: visitAnswers.value })
    .from(visitAnswers)
    .where(
      and(
        eq(visitAnswers.organizationId, write.actor.organizationId),
        eq(visitAnswers.visitId, visit.id),
        eq(visitAnswers.fieldId, fieldId),
      ),
    )
  return Array.isArray(answer?.value) ? answer.value : []
}

async function fileField(write: Write, mine: MyVisit, fieldId: string): Promise<FormField> {
  const field = questionOf(await checklistOf(write, mine.order.checklistTemplateId), fieldId)
  if (field?.type !== 'photo' && field?.type !== 'signature') throw new Refused('execution.no_question')
  return field
}

async function documentOf(write: Write, documentId: string) {
  const [document] = await write.db
    .select({
      visitId: documents.visitId,
      fieldId: documents.fieldId,
      fileId: documents.fileId,
      removedAt: documents.removedAt,
    })
    .from(documents)
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.id, documentId)))
  return document
}

/** An id that another person's file has is refused; the own one, sent again, is the same file. */
async function refuseTaken(write: Write, fileId: string): Promise<void> {
  const [file] = await write.db
    .select({ actorId: files.actorId })
    .from(files)
    .where(and(eq(files.organizationId, write.actor.organizationId), eq(files.id, fileId)))
  if (file && file.actorId !== write.actor.id) throw new Refused('common.not_found')
}

/** When the camera says, unless its clock is ahead of ours. */
function takenAt(write: Write, at: string | null | undefined): string | null {
  if (!at) return null
  const taken = instantOf(at)
  return (Temporal.Instant.compare(taken, write.now) > 0 ? write.now : taken).toString()
}

/** Which of these files this person has not sent for this visit; a photo that was taken off again has been. */
export async function missingFiles(write: Write, visitId: string, fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return []
  const [own, elsewhere] = await Promise.all([
    ownUploads(write, fileIds),
    write.db
      .select({ fileId: documents.fileId })
      .from(documents)
      .where(
        and(
          eq(documents.organizationId, write.actor.organizationId),
          inArray(documents.fileId, [...fileIds]),
          or(isNull(documents.visitId), ne(documents.visitId, visitId)),
        ),
      ),
  ])
  for (const { fileId } of elsewhere) own.delete(fileId)
  return fileIds.filter((id) => !own.has(id))
}

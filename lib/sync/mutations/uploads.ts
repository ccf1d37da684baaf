import 'server-only'
import { and, eq, lt, sql } from 'drizzle-orm'
import { files } from '@/db/schema/files'
import { syncUploads } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { type FieldFile, fileInput } from '@/lib/execution/input'
import { addFieldFile } from '@/lib/execution/mutations/files'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { addDocument } from '@/lib/orders/mutations/documents'
import { Refused } from '@/lib/refused'
import type { DeclareFile } from '../input'
import { limits } from '../rules'
import { endClosing } from './closing'
import { lockDevice } from './devices'
import { keep } from './kept'

export type Upload = typeof syncUploads.$inferSelect
/** How many bytes of it are here; complete when it is a file. */
type Progress = { id: string; offset: number; complete: boolean }

function own({ actor }: Write, id: string) {
  return and(
    eq(syncUploads.organizationId, actor.organizationId),
    eq(syncUploads.id, id),
    eq(syncUploads.memberId, actor.id),
  )
}

/**
 * A file that is going to come in chunks, or how far it came. Other bytes under its id, while it is not whole, begin anew.
 * Refused: sync.device_revoked, common.not_found, sync.uploads_full {megabytes} when too much of this member is half-way.
 */
export async function declareUpload(write: Write, input: DeclareFile): Promise<Progress> {
  const { actor, db, now } = write
  const { organizationId, id: memberId } = actor
  await lockDevice(write, input.deviceId)
  if (await isWhole(write, input.id)) return { id: input.id, offset: input.sizeBytes, complete: true }
  const { id, deviceId, visitId, kind, fieldId, takenAt, sha256, sizeBytes, name } = input
  const said = { deviceId, visitId, kind, fieldId, takenAt: takenAt ?? null, name, sha256, sizeBytes }
  const expiresAt = expiry(write)
  await db
    .insert(syncUploads)
    .values({ organizationId, id, memberId, createdAt: now.toString(), ...said, expiresAt })
    .onConflictDoUpdate({
      target: [syncUploads.organizationId, syncUploads.id],
      set: {
        ...said,
        expiresAt,
        offsetBytes: sql`case when ${syncUploads.sha256} = ${sha256} and ${syncUploads.sizeBytes} = ${sizeBytes}
          then ${syncUploads.offsetBytes} else 0 end`,
      },
      setWhere: eq(syncUploads.memberId, memberId),
    })
  const [upload] = await db.select().from(syncUploads).where(own(write, id))
  if (!upload) throw new Refused('common.not_found')
  await refuseTooMuch(write)
  return { id, offset: upload.offsetBytes, complete: false }
}

/** What is known of a file that comes in; null when it is whole already. Refused: common.not_found, sync.device_revoked. */
export async function findUpload(write: Write, id: string): Promise<Upload | null> {
  const [upload] = await write.db.select().from(syncUploads).where(own(write, id))
  if (upload) {
    await lockDevice(write, upload.deviceId)
    return upload
  }
  if (await isWhole(write, id)) return null
  throw new Refused('common.not_found')
}

/**
 * The bytes from `from` to `to` are on disk. Answers where the file stands now: further than `to` or elsewhere when another
 * chunk was quicker.
 */
export async function noteChunk(write: Write, upload: Upload, to: number): Promise<number> {
  const { db } = write
  const [moved] = await db
    .update(syncUploads)
    .set({ offsetBytes: to, expiresAt: expiry(write) })
    .where(
      and(
        own(write, upload.id),
        eq(syncUploads.offsetBytes, upload.offsetBytes),
        eq(syncUploads.sha256, upload.sha256),
      ),
    )
    .returning({ offset: syncUploads.offsetBytes })
  if (moved) return moved.offset
  const [now] = await db.select({ offset: syncUploads.offsetBytes }).from(syncUploads).where(own(write, upload.id))
  return now?.offset ?? upload.sizeBytes
}

/** Its bytes were not those it was declared with: it begins anew. */
export async function restartUpload(write: Write, id: string): Promise<void> {
  await write.db.update(syncUploads).set({ offsetBytes: 0 }).where(own(write, id))
}

/**
 * A file of the phone whose bytes are stored, put where it belongs; a visit that only waited for it ends. One that comes when
 * the visit is closed stands with the order, for the office to look at. Refused as addFieldFile.
 */
export async function landFile(write: Write, input: FieldFile, prepared: Prepared): Promise<{ id: string }> {
  const recorded: NonNullable<Write['recorded']> = { late: null }
  const operation = { id: input.id, visitId: input.visitId, name: 'sync.file', input: { ...input } }
  try {
    await write.db.transaction((db) => addFieldFile({ ...write, db, recorded }, input, prepared))
    if (recorded.late) await keep(write, operation, { reason: recorded.late, current: null, isOnce: true })
    await endClosing(write, input.visitId)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'hours.closed') throw error
    if (await isWhole(write, input.id)) return { id: input.id }
    const kept = await keep(write, operation, { reason: 'closed', current: null })
    if (!kept) throw error
    await attach({ ...write, recorded }, input, prepared)
  }
  return { id: input.id }
}

/** landFile for the upload that became whole, which is forgotten with it. Doing it twice is once. */
export async function finishUpload(write: Write, upload: Upload, prepared: Prepared): Promise<{ id: string }> {
  const { id, visitId, kind, fieldId, takenAt } = upload
  const landed = await landFile(write, fileInput.parse({ id, visitId, kind, fieldId, takenAt }), prepared)
  await write.db.delete(syncUploads).where(own(write, id))
  await enqueue(write, 'sync.forget_part', { uploadId: id })
  return landed
}

/** What nobody added to for long goes, a job takes the bytes away. */
export async function expireUploads(write: Write): Promise<void> {
  const { actor, db, now } = write
  const gone = await db
    .delete(syncUploads)
    .where(and(eq(syncUploads.organizationId, actor.organizationId), lt(syncUploads.expiresAt, now.toString())))
    .returning({ id: syncUploads.id })
  for (const { id } of gone) await enqueue(write, 'sync.forget_part', { uploadId: id })
}

function expiry({ now }: Write): string {
  return now.add({ hours: 24 * limits.uploadDays }).toString()
}

async function isWhole({ actor, db }: Write, id: string): Promise<boolean> {
  const [file] = await db
    .select({ actorId: files.actorId })
    .from(files)
    .where(and(eq(files.organizationId, actor.organizationId), eq(files.id, id)))
  if (file && file.actorId !== actor.id) throw new Refused('common.not_found')
  return file !== undefined
}

async function refuseTooMuch({ actor, db }: Write): Promise<void> {
  const [sum] = await db
    .select({
      count: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(${syncUploads.sizeBytes}), 0)::float8`,
    })
    .from(syncUploads)
    .where(and(eq(syncUploads.organizationId, actor.organizationId), eq(syncUploads.memberId, actor.id)))
  if ((sum?.count ?? 0) > limits.uploads || (sum?.bytes ?? 0) > limits.uploadBytes)
    throw new Refused('sync.uploads_full', { params: { megabytes: limits.uploadBytes / 1024 / 1024 } })
}

async function attach(write: Write, input: FieldFile, prepared: Prepared): Promise<void> {
  const { actor, db } = write
  await recordFile(write, prepared, {
    id: input.id,
    source: input.kind === 'signature' ? 'signature' : 'field',
    takenAt: input.takenAt ?? null,
  })
  if (input.kind === 'receipt' || input.kind === 'signature') return
  const [visit] = await db
    .select({ orderId: visits.orderId })
    .from(visits)
    .where(and(eq(visits.organizationId, actor.organizationId), eq(visits.id, input.visitId)))
  if (!visit) throw new Refused('common.not_found')
  await addDocument(write, {
    ...{ id: input.id, fileId: input.id, orderId: visit.orderId, visitId: input.visitId },
    kind: input.kind === 'answer' ? 'photo' : input.kind,
    title: prepared.name,
  })
}

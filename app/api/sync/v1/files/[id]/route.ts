import { z } from 'zod'
import { type Actor, writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { requireRoute } from '@/lib/auth/route'
import { hashOf, takeUpload } from '@/lib/files/intake'
import { getPart, putPart } from '@/lib/files/storage'
import { readBytes } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { findUpload, finishUpload, noteChunk, restartUpload, type Upload } from '@/lib/sync/mutations/uploads'
import { limits } from '@/lib/sync/rules'

type Context = { params: Promise<{ id: string }> }

/**
 * The next bytes of a declared file, from `Upload-Offset` on: `{ id, offset, complete }`. 409 with the right offset when they
 * are not the next, or when the whole is not what was declared. The last chunk makes it a file as app/api/field/files does.
 */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const session = await requireRoute('/api/sync/v1/files/[id]')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    refuseApp(request, actor)
    if (!(await withinLimit(actor.id, 'sync.chunk', 20_000, 3600))) throw new Refused('common.rate_limited')
    const at = z.coerce
      .number()
      .int()
      .min(0)
      .safeParse(request.headers.get('upload-offset') || undefined).data
    if (at === undefined) throw new Refused('common.invalid')
    const id = z.uuid().safeParse((await params).id).data
    if (!id) throw new Refused('common.not_found')
    const upload = await writing(actor, (write) => findUpload(write, id))
    if (!upload) return withVersions(Response.json({ id, offset: null, complete: true }))
    const bytes = await readBytes(request, { bytes: limits.chunkBytes })
    const offset = await append(actor, upload, at, bytes)
    if (offset < upload.sizeBytes) return withVersions(Response.json({ id, offset, complete: false }))
    await finish(actor, upload)
    return withVersions(Response.json({ id, offset, complete: true }))
  } catch (error) {
    return refusedAnswer(error, 'sync.chunk')
  }
}

/** The bytes first, then the row: a crash in between has the chunk sent again, to the same place. Nothing to add asks again for the end. */
async function append(actor: Actor, upload: Upload, at: number, bytes: Uint8Array): Promise<number> {
  const to = at + bytes.length
  const offset = upload.offsetBytes
  // A chunk that is here already, sent again.
  if (to === offset && bytes.length > 0) return offset
  if (at !== offset || to > upload.sizeBytes) throw new Refused('sync.offset', { params: { offset } })
  if (bytes.length === 0) return offset
  await putPart(actor.organizationId, upload.id, at, bytes)
  return writing(actor, (write) => noteChunk(write, upload, to))
}

async function finish(actor: Actor, upload: Upload): Promise<void> {
  const bytes = await getPart(actor.organizationId, upload.id, upload.sizeBytes)
  // Another request was quicker, or the part is lost: the phone asks again.
  if (!bytes || hashOf(bytes) !== upload.sha256) {
    if (!(await writing(actor, (write) => findUpload(write, upload.id)))) return
    await writing(actor, (write) => restartUpload(write, upload.id))
    throw new Refused('sync.hash', { params: { offset: 0 } })
  }
  const prepared = await takeUpload(actor.organizationId, { bytes, name: upload.name })
  if (!prepared.type.startsWith('image/') && upload.kind !== 'receipt') throw new Refused('files.type')
  await writing(actor, (write) => finishUpload(write, upload, prepared))
}

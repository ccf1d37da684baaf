import { replyTo } from '@/lib/auth/action'
import { writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { requireRoute } from '@/lib/auth/route'
import { fileInput } from '@/lib/execution/input'
import { takeUpload } from '@/lib/files/intake'
import { uploadLimits } from '@/lib/files/rules'
import { isFromOurPage, readForm } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { landFile } from '@/lib/sync/mutations/uploads'

/**
 * One photo, receipt or signature from the phone: `file`, with `id` (made on the phone), `visitId`, `kind`, `fieldId` and
 * `takenAt` as in fileInput. Sending it again with its id is once. Answers like an action.
 */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/field/files')
  if (session instanceof Response) return session
  try {
    if (!isFromOurPage(request)) throw new Refused('common.forbidden')
    const { actor } = session
    if (!(await withinLimit(actor.id, 'field.upload', 600, 3600))) throw new Refused('common.rate_limited')
    const form = await readForm(request, { bytes: uploadLimits.bytes + 64 * 1024 })
    const file = form.get('file')
    if (!(file instanceof File)) throw new Refused('files.empty')
    const parsed = fileInput.safeParse({
      id: form.get('id'),
      visitId: form.get('visitId'),
      kind: form.get('kind'),
      fieldId: form.get('fieldId') ?? '',
      takenAt: form.get('takenAt') || null,
    })
    if (!parsed.success) throw new Refused('common.invalid')
    const prepared = await takeUpload(actor.organizationId, { bytes: await file.bytes(), name: file.name })
    if (!prepared.type.startsWith('image/') && parsed.data.kind !== 'receipt') throw new Refused('files.type')
    const value = await writing(actor, (write) => landFile(write, parsed.data, prepared))
    return Response.json({ ok: true, value })
  } catch (error) {
    return Response.json(replyTo(error, 'field.files'), { status: error instanceof Refused ? 422 : 500 })
  }
}

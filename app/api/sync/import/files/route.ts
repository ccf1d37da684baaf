import { z } from 'zod'
import { reading, writing } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { fileInput } from '@/lib/execution/input'
import { takeUpload } from '@/lib/files/intake'
import { uploadLimits } from '@/lib/files/rules'
import { isFromOurPage, readForm } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { refusedAnswer } from '@/lib/sync/answer'
import { landFile } from '@/lib/sync/mutations/uploads'
import { ownerOfPhone } from '@/lib/sync/queries/devices'

/** One file of what a phone could not send: `file`, with `memberId` and what fileInput names. Under its id it is once. */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/import/files')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    if (!isFromOurPage(request)) throw new Refused('common.forbidden')
    const form = await readForm(request, { bytes: uploadLimits.bytes + 64 * 1024 })
    const file = form.get('file')
    if (!(file instanceof File)) throw new Refused('files.empty')
    const memberId = z.uuid().safeParse(form.get('memberId')).data
    const parsed = fileInput.safeParse({
      ...{ id: form.get('id'), visitId: form.get('visitId'), kind: form.get('kind') },
      ...{ fieldId: form.get('fieldId') ?? '', takenAt: form.get('takenAt') || null },
    })
    if (!memberId || !parsed.success) throw new Refused('common.invalid')
    const owner = await reading(actor, (read) => ownerOfPhone(read, memberId))
    const prepared = await takeUpload(owner.organizationId, { bytes: await file.bytes(), name: file.name })
    if (!prepared.type.startsWith('image/') && parsed.data.kind !== 'receipt') throw new Refused('files.type')
    return Response.json({ ok: true, value: await writing(owner, (write) => landFile(write, parsed.data, prepared)) })
  } catch (error) {
    return refusedAnswer(error, 'sync.import')
  }
}

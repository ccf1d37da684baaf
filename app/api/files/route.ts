import { replyTo } from '@/lib/auth/action'
import { writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { requireRoute } from '@/lib/auth/route'
import { type Prepared, takeUpload } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { uploadLimits } from '@/lib/files/rules'
import { isFromOurPage, readForm } from '@/lib/multipart'
import { Refused } from '@/lib/refused'

/**
 * Takes files from a member (`file`, several allowed; `purpose=logo` for the company's logo) and answers what they became:
 * `{ ok, value: { files: [{ id, name, type, sizeBytes, width, height }] } }`, or a refusal like an action's. A file
 * belongs to nothing until an action says so.
 */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/files')
  if (session instanceof Response) return session
  try {
    if (!isFromOurPage(request)) throw new Refused('common.forbidden')
    const { actor } = session
    const mayGoOn = await withinLimit(actor.organizationId, 'files.upload', 1200, 3600)
    if (!mayGoOn) throw new Refused('common.rate_limited')
    const form = await readForm(request, { bytes: 4 * uploadLimits.bytes })
    const uploads = form.getAll('file').filter((entry) => entry instanceof File)
    if (uploads.length === 0) throw new Refused('files.empty')
    if (uploads.length > uploadLimits.files)
      throw new Refused('files.too_many', { params: { count: uploadLimits.files } })
    const prepared: Prepared[] = []
    for (const upload of uploads)
      prepared.push(await takeUpload(actor.organizationId, { bytes: await upload.bytes(), name: upload.name }))
    const isOffice = actor.roles.some((role) => role !== 'technician')
    const source =
      form.get('purpose') === 'logo' && actor.roles.includes('admin') ? 'logo' : isOffice ? 'office' : 'field'
    const files = await writing(actor, async (write) => {
      const made = []
      for (const { name, type, sizeBytes, width, height, ...hashes } of prepared) {
        const id = await recordFile(write, { name, type, sizeBytes, width, height, ...hashes }, { source })
        made.push({ id, name, type, sizeBytes, width, height })
      }
      return made
    })
    return Response.json({ ok: true, value: { files } })
  } catch (error) {
    return Response.json(replyTo(error, 'files.upload'), { status: error instanceof Refused ? 422 : 500 })
  }
}

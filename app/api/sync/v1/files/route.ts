import { writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { requireRoute } from '@/lib/auth/route'
import { readText } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { declareInput } from '@/lib/sync/input'
import { declareUpload } from '@/lib/sync/mutations/uploads'

/** Declares a file that comes in chunks (docs/sync.md), and answers how much of it is here. Sending it again asks the same. */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/v1/files')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    refuseApp(request, actor)
    if (!(await withinLimit(actor.id, 'sync.declare', 3000, 3600))) throw new Refused('common.rate_limited')
    const body = await readText(request, { bytes: 8 * 1024 })
    const parsed = declareInput.safeParse(body ? JSON.parse(body) : null)
    if (!parsed.success) throw new Refused('common.invalid')
    return withVersions(Response.json(await writing(actor, (write) => declareUpload(write, parsed.data))))
  } catch (error) {
    return refusedAnswer(error instanceof SyntaxError ? new Refused('common.invalid') : error, 'sync.declare')
  }
}

import { writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { requireRoute } from '@/lib/auth/route'
import { readText } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { parsedJson, refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { deviceInput } from '@/lib/sync/input'
import { sealKeyOf } from '@/lib/sync/mutations/seal-key'

/** The key with which a phone seals what is unsent when its member signs out, and opens it again (docs/sync.md). */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/v1/key')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    refuseApp(request, actor)
    if (!(await withinLimit(actor.id, 'sync.key', 120, 3600))) throw new Refused('common.rate_limited')
    const parsed = deviceInput.safeParse(parsedJson(await readText(request, { bytes: 8 * 1024 })))
    if (!parsed.success) throw new Refused('common.invalid')
    const appVersion = request.headers.get('x-app-version')?.slice(0, 40) ?? ''
    return withVersions(Response.json(await writing(actor, (write) => sealKeyOf(write, parsed.data, appVersion))))
  } catch (error) {
    return refusedAnswer(error, 'sync.key')
  }
}

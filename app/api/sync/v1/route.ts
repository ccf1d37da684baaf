import { writing } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { invalid } from '@/lib/invalid'
import { readText } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { answersTo, parsedJson, refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { batchInput } from '@/lib/sync/input'
import { greetDevice } from '@/lib/sync/mutations/devices'
import { limits } from '@/lib/sync/rules'

/**
 * A batch of operations of one phone, in the order of their numbers; answers each of them (docs/sync.md). Each is one
 * transaction, so that a batch that breaks off half-way is sent again whole.
 */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/v1')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    refuseApp(request, actor)
    const batch = batchInput.safeParse(parsedJson(await readText(request, { bytes: limits.bodyBytes })))
    if (!batch.success) throw new Refused('common.invalid', { fields: invalid(batch.error).fields ?? {} })
    const { device, operations } = batch.data
    const appVersion = request.headers.get('x-app-version')?.slice(0, 40) ?? ''
    await writing(actor, (write) => greetDevice(write, device, appVersion))
    return withVersions(Response.json({ answers: await answersTo(actor, device.id, operations) }))
  } catch (error) {
    return refusedAnswer(error, 'sync.batch')
  }
}

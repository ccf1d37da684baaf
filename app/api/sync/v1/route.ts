import { perform } from '@/lib/auth/action'
import type { Actor } from '@/lib/auth/actor'
import { writing } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { invalid } from '@/lib/invalid'
import { readText } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { batchInput, type Operation, sentOperationInput } from '@/lib/sync/input'
import { applyOperation } from '@/lib/sync/mutations/apply'
import { greetDevice } from '@/lib/sync/mutations/devices'
import { type Answered, limits } from '@/lib/sync/rules'

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
    const answers: Answered[] = []
    for (const operation of operations) answers.push(await answerTo(actor, device.id, operation))
    return withVersions(Response.json({ answers }))
  } catch (error) {
    return refusedAnswer(error, 'sync.batch')
  }
}

async function answerTo(actor: Actor, deviceId: string, operation: Operation): Promise<Answered> {
  const { id } = operation
  const input = { deviceId, ...operation }
  const reply = await perform(actor, 'sync.operation', sentOperationInput, applyOperation, input, id)
  if (reply.ok) return { id, ...reply.value }
  const { code, params = {} } = reply
  if (code === 'sync.device_revoked') throw new Refused(code)
  if (code === 'sync.gap') return { id, status: 'gap', expected: Number(params.expected) }
  if (code === 'common.unexpected') return { id, status: 'later' }
  return { id, status: 'refused', code, params, fields: reply.fields ?? {}, current: null }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('common.invalid')
  }
}

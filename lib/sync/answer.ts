import 'server-only'
import { perform, replyTo } from '@/lib/auth/action'
import type { Actor } from '@/lib/auth/actor'
import { isFromOurPage } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { type Operation, sentOperationInput } from './input'
import { applyOperation } from './mutations/apply'
import { type Answered, isOlder, oldestApp, protocol } from './rules'

const statuses: Record<string, number> = {
  'common.signed_out': 401,
  'common.forbidden': 403,
  'common.not_found': 404,
  'common.rate_limited': 429,
  'sync.device_revoked': 401,
  'sync.app_too_old': 426,
  'sync.offset': 409,
  'sync.hash': 409,
}

/** What every answer to a phone says: this protocol, from which version on an app is understood, and what time it is here. */
export function withVersions(response: Response): Response {
  response.headers.set('x-sync-protocol', String(protocol))
  response.headers.set('x-sync-now', String(Date.now()))
  if (oldestApp) response.headers.set('x-oldest-app', oldestApp)
  response.headers.set('cache-control', 'no-store')
  return response
}

/**
 * Refused: common.forbidden from another site's page, common.signed_out for what somebody else did on this phone than who is
 * signed in now, sync.app_too_old {oldest} for an app that this server no longer understands.
 */
export function refuseApp(request: Request, actor: Actor): void {
  if (!isFromOurPage(request)) throw new Refused('common.forbidden')
  const member = request.headers.get('x-member')
  if (member && member !== actor.id) throw new Refused('common.signed_out')
  const version = request.headers.get('x-app-version')
  if (oldestApp && version && isOlder(version, oldestApp))
    throw new Refused('sync.app_too_old', { params: { oldest: oldestApp } })
}

/** A request that was refused as a whole, in the shape of an action's reply. */
export function refusedAnswer(error: unknown, name: string): Response {
  const status = error instanceof Refused ? (statuses[error.code] ?? 422) : 500
  return withVersions(Response.json(replyTo(error, name), { status }))
}

/** Does operations of one phone in their order, each in a transaction of its own, and answers each. Refused: sync.device_revoked. */
export async function answersTo(actor: Actor, deviceId: string, operations: readonly Operation[]): Promise<Answered[]> {
  const answers: Answered[] = []
  for (const operation of operations) answers.push(await answerTo(actor, deviceId, operation))
  return answers
}

async function answerTo(actor: Actor, deviceId: string, operation: Operation): Promise<Answered> {
  const { id } = operation
  const input = { deviceId, ...operation }
  const reply = await perform(actor, 'sync.operation', sentOperationInput, applyOperation, input, id)
  if (reply.ok) return { id, ...reply.value }
  const { code, params = {} } = reply
  if (code === 'sync.device_revoked') throw new Refused(code)
  if (code === 'sync.gap') return { id, status: 'gap', expected: Number(params.expected) }
  if (code === 'common.unexpected' || code === 'common.busy') return { id, status: 'later' }
  return { id, status: 'refused', code, params, fields: reply.fields ?? {}, current: null }
}

/** Refused: common.invalid. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('common.invalid')
  }
}

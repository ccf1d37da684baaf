import type { Action, Reply } from '@/lib/reply'

/** An address of ours as an action: what visitors without a session send, since server actions want one. */
export function post<Input, Output>(
  address: string,
  body: (input: Input) => BodyInit = JSON.stringify,
): Action<Input, Output> {
  return async (input) => {
    const sent = body(input)
    const answer = await fetch(address, {
      method: 'POST',
      body: sent,
      headers: typeof sent === 'string' ? { 'content-type': 'application/json' } : undefined,
    })
    if (!answer.headers.get('content-type')?.includes('json')) return { ok: false, code: 'common.unexpected' }
    const reply = (await answer.json()) as Reply<Output>
    return 'ok' in reply ? reply : { ok: false, code: 'common.signed_out' }
  }
}

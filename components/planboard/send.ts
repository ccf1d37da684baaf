import { uuidv7 } from 'uuidv7'
import type { Action, Reply } from '@/lib/reply'

/** One sending of an action with a key of its own; when the answer gets lost it is asked for once more with the same key. */
export async function send<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Reply<Output>> {
  const key = uuidv7()
  const attempt = () => action(input, key).catch((): Reply<Output> => ({ ok: false, code: 'common.offline' }))
  const reply = await attempt()
  return reply.ok || reply.code !== 'common.offline' ? reply : attempt()
}

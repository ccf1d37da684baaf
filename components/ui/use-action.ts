'use client'
import { unstable_rethrow } from 'next/navigation'
import { useCallback, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Action, RefusedReply, Reply } from '@/lib/reply'

export type ActionState<Input, Output> = {
  /** Sends; the same input again after a failure carries the same key, so that the server does it once. */
  run: (input: Input) => Promise<Reply<Output>>
  /** Sends the last input once more, with its key. */
  retry: () => Promise<Reply<Output>> | undefined
  isPending: boolean
  /** Why the last attempt was refused; null while sending and after a success. */
  refusal: RefusedReply | null
  reset: () => void
}

/**
 * Calls a server action from an event: `const finalize = useAction(finalizeInvoice, { onDone })`, then
 * `<Button onPress={() => finalize.run({ invoiceId })} isPending={finalize.isPending}>`.
 */
export function useAction<Input, Output>(
  action: Action<Input, Output>,
  options: {
    onDone?: (value: Output, input: Input) => void
    onRefused?: (refusal: RefusedReply, input: Input) => void
  } = {},
): ActionState<Input, Output> {
  const [isPending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const attempt = useRef<{ payload: string; key: string; input: Input } | null>(null)
  const running = useRef<Promise<Reply<Output>> | null>(null)
  const latest = useRef({ action, options })
  latest.current = { action, options }

  const run = useCallback((input: Input): Promise<Reply<Output>> => {
    const payload = JSON.stringify(input) ?? ''
    if (running.current && attempt.current?.payload === payload) return running.current
    if (attempt.current?.payload !== payload) attempt.current = { payload, key: uuidv7(), input }
    const { key } = attempt.current
    setPending(true)
    setRefusal(null)
    const sending = send(latest.current.action, input, key).then((reply) => {
      if (running.current === sending) {
        running.current = null
        setPending(false)
      }
      if (reply.ok) {
        attempt.current = null
        latest.current.options.onDone?.(reply.value, input)
      } else {
        // A considered refusal is stored with its key; only an answer that never came may be asked for again.
        if (!isUnanswered(reply)) attempt.current = { payload: '', key: '', input }
        setRefusal(reply)
        latest.current.options.onRefused?.(reply, input)
      }
      return reply
    })
    running.current = sending
    return sending
  }, [])

  const retry = useCallback(() => (attempt.current ? run(attempt.current.input) : undefined), [run])
  const reset = useCallback(() => setRefusal(null), [])

  return { run, retry, isPending, refusal, reset }
}

/** Did the answer get lost, so that the same key must be sent again? */
export function isUnanswered(refusal: RefusedReply): boolean {
  return refusal.code === 'common.offline' || refusal.code === 'common.unexpected'
}

async function send<Input, Output>(action: Action<Input, Output>, input: Input, key: string): Promise<Reply<Output>> {
  try {
    return await action(input, key)
  } catch (error) {
    unstable_rethrow(error)
    const isNetwork = error instanceof TypeError || (typeof navigator !== 'undefined' && !navigator.onLine)
    return { ok: false, code: isNetwork ? 'common.offline' : 'common.unexpected' }
  }
}

'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProposalQuery } from '@/lib/planning/input'
import type { Proposal } from '@/lib/planning/rules/proposal'
import type { RefusedReply } from '@/lib/reply'

type Progress = { milliseconds: number; left: number }
type Line = { progress?: Progress; proposal?: Proposal; refused?: RefusedReply }
export type Asking =
  | { state: 'form'; refusal: RefusedReply | null }
  | { state: 'searching'; seconds: number; progress: Progress | null }
  | { state: 'found'; proposal: Proposal }

const blank: Asking = { state: 'form', refusal: null }

/** Asks for a proposal and follows the search; hanging up ends it on the server too. */
export function useProposal() {
  const [asking, setAsking] = useState<Asking>(blank)
  const running = useRef<AbortController | null>(null)

  const reset = useCallback(() => {
    running.current?.abort()
    running.current = null
    setAsking(blank)
  }, [])
  useEffect(() => () => running.current?.abort(), [])

  const ask = useCallback(async (query: ProposalQuery) => {
    const mine = new AbortController()
    running.current = mine
    setAsking({ state: 'searching', seconds: query.seconds, progress: null })
    const say = (next: Asking) => {
      if (running.current === mine) setAsking(next)
    }
    const fail = (refusal: RefusedReply) => say({ state: 'form', refusal })
    try {
      const answer = await fetch('/planboard/proposal', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(query),
        signal: mine.signal,
      })
      if (!answer.ok || !answer.body) return fail({ ok: false, code: 'common.invalid', ...(await answer.json()) })
      let isAnswered = false
      for await (const { progress, proposal, refused } of linesOf(answer.body)) {
        if (progress) say({ state: 'searching', seconds: query.seconds, progress })
        if (refused) fail(refused)
        if (proposal) say({ state: 'found', proposal })
        isAnswered ||= Boolean(proposal ?? refused)
      }
      if (!isAnswered) fail({ ok: false, code: 'common.offline' })
    } catch {
      // Who stopped it knows.
      if (!mine.signal.aborted) fail({ ok: false, code: 'common.offline' })
    }
  }, [])

  return { asking, ask, reset }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as Line
    if (done) return
  }
}

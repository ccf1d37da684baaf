'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { BoardVisit } from '@/lib/planning/rules'
import type { RefusedReply, Reply } from '@/lib/reply'
import type { BoardStore } from './use-board'
import { useBoardWords } from './words'

export type OverlapQuestion = { text: string; answer: (reason: string | null) => void }
export type Changed = { id: string; version: number }
export type Change<Value extends Changed> = {
  id: string
  /** What the board shows meanwhile; null takes it away. */
  next: BoardVisit | null
  call: (version: number, overlapReason?: string) => Promise<Reply<Value>>
  done: (value: Value) => void
  reverted?: () => void
  isForm?: boolean
}

const flashMilliseconds = 3000

/** Shows a change at once and sends it; refused, it goes back and says why, and an overlap may be answered with a reason. */
export function useAttempt(store: BoardStore) {
  const t = useTranslations('visits.board')
  const toast = useToast()
  const refusalText = useRefusalText()
  const words = useBoardWords()
  const [question, setQuestion] = useState<OverlapQuestion | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const running = useRef(new Map<string, Promise<unknown>>())
  const versions = useRef(new Map<string, number>())

  const versionOf = useCallback(
    (id: string) => Math.max(versions.current.get(id) ?? 0, store.current().visits.get(id)?.version ?? 0),
    [store],
  )

  const flash = useCallback((id: string) => {
    setRefused(id)
    setTimeout(() => setRefused((now) => (now === id ? null : now)), flashMilliseconds)
  }, [])

  const explain = useCallback(
    async (change: { id: string }, reply: RefusedReply) => {
      const visits = await store.refresh([change.id])
      flash(change.id)
      if (reply.code !== 'common.stale') return toast.refused(reply)
      const now = visits.get(change.id)
      toast.refused(now ? t('staleNow', { when: words.when(now.start, now.minutes) }) : t('staleGone'))
    },
    [flash, store, t, toast, words],
  )

  const once = useCallback(
    async <Value extends Changed>(change: Change<Value>, overlapReason?: string): Promise<Reply<Value>> => {
      const takeBack = store.paint(change.id, change.next)
      const reply = await change.call(versionOf(change.id), overlapReason)
      if (reply.ok) {
        versions.current.set(change.id, reply.value.version)
        const shown = store.current().visits.get(change.id)
        if (shown && shown.version <= reply.value.version) void store.refresh([change.id])
        change.done(reply.value)
        return reply
      }
      takeBack()
      change.reverted?.()
      if (change.isForm) return reply
      if (reply.code !== 'visits.overlap' || overlapReason) {
        await explain(change, reply)
        return reply
      }
      let isAnswered = false
      return new Promise((resolve) =>
        setQuestion({
          text: refusalText(reply),
          answer: (reason) => {
            if (isAnswered) return
            isAnswered = true
            setQuestion(null)
            if (reason) return resolve(once(change, reason))
            flash(change.id)
            resolve(reply)
          },
        }),
      )
    },
    [explain, flash, refusalText, store, versionOf],
  )

  /** One after the other per visit, so that two quick drags never race with their own version. */
  const attempt = useCallback(
    <Value extends Changed>(change: Change<Value>, overlapReason?: string): Promise<Reply<Value>> => {
      const mine = (running.current.get(change.id) ?? Promise.resolve()).then(() => once(change, overlapReason))
      running.current.set(change.id, mine)
      return mine.finally(() => {
        if (running.current.get(change.id) === mine) running.current.delete(change.id)
      })
    },
    [once],
  )

  /** When nothing is on its way any more. */
  const settled = useCallback(() => Promise.allSettled(running.current.values()), [])
  const saw = useCallback((id: string, version: number) => void versions.current.set(id, version), [])

  return { attempt, question, refused, settled, saw }
}

'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { BoardVisit } from '@/lib/planning/rules'
import type { Place } from '@/lib/planning/rules/group'
import type { RefusedReply, Reply } from '@/lib/reply'
import { isReasonCode, type NeededReason } from '@/lib/visits/rules/reasons'
import type { Reasons } from './send'
import type { BoardStore } from './use-board'
import { useBoardWords } from './words'

export type Question = { text: string; answer: (reason: string | null) => void }
/** Somebody else changed what was being moved: where one wanted it, and how it stands. */
export type Conflict = { mine: Place; theirs: BoardVisit }
export type Changed = { id: string; version: number }
export type Change<Value> = {
  /** What the board shows of each visit meanwhile; null takes it away. */
  shown: readonly { id: string; next: BoardVisit | null }[]
  /** Sends it; what needs a reason is sent again with the one it was given. */
  call: (reasons: Reasons) => Promise<Reply<Value>>
  changed: (value: Value) => readonly Changed[]
  done: (value: Value) => void
  reverted?: () => void
  /** Where one visit was to go, to be chosen from when somebody else was first. */
  mine?: Place
  /** A form shows a refusal itself and asks for the reason there. */
  isForm?: boolean
}

const flashMilliseconds = 3000

/**
 * Shows a change at once and sends it; refused, it goes back and says why. An overlap, and whatever else the server wants a
 * reason for, may be given one.
 */
export function useAttempt(store: BoardStore) {
  const t = useTranslations('visits.board')
  const p = useTranslations('planboard')
  const toast = useToast()
  const refusalText = useRefusalText()
  const words = useBoardWords()
  const [question, setQuestion] = useState<Question | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const running = useRef(new Map<string, Promise<unknown>>())
  const versions = useRef(new Map<string, number>())

  /** The version that this planner saw, or made since: what somebody else made in between is not overwritten unseen. */
  const versionOf = useCallback(
    (visit: { id: string; version: number }) => Math.max(versions.current.get(visit.id) ?? 0, visit.version),
    [],
  )

  const flash = useCallback((id: string) => {
    setRefused(id)
    setTimeout(() => setRefused((now) => (now === id ? null : now)), flashMilliseconds)
  }, [])

  const ask = useCallback(
    (text: string) =>
      new Promise<string | null>((resolve) =>
        setQuestion({
          text,
          answer: (reason) => {
            setQuestion(null)
            resolve(reason)
          },
        }),
      ),
    [],
  )

  const explain = useCallback(
    async (change: Pick<Change<unknown>, 'shown' | 'mine'>, reply: RefusedReply) => {
      const id = refusedOf(change, reply)
      const customer = store.current().visits.get(id)?.customer
      const visits = await store.refresh(change.shown.map((one) => one.id))
      flash(id)
      const now = visits.get(id)
      const isGroup = change.shown.length > 1 && customer !== undefined
      if (reply.code !== 'common.stale') {
        const text = refusalText(reply)
        return toast.refused(isGroup ? p('group.refused', { customer, text }) : reply)
      }
      if (now && change.mine) return setConflict({ mine: change.mine, theirs: now })
      const isCancelled = (reply.current as { status?: string } | undefined)?.status === 'cancelled'
      const gone = t(isCancelled ? 'staleCancelled' : 'staleGone')
      const text = now ? t('staleNow', { when: words.when(now.start, now.minutes) }) : gone
      toast.refused(isGroup ? p('group.refused', { customer, text }) : text)
    },
    [flash, p, refusalText, store, t, toast, words],
  )

  const once = useCallback(
    async <Value>(change: Change<Value>, reasons: Reasons): Promise<Reply<Value>> => {
      const takeBack = change.shown.map(({ id, next }) => store.paint(id, next))
      const reply = await change.call(reasons)
      if (reply.ok) {
        const changed = change.changed(reply.value)
        for (const { id, version } of changed) versions.current.set(id, version)
        const shown = store.current().visits
        const behind = changed.filter(({ id, version }) => (shown.get(id)?.version ?? version + 1) <= version)
        if (behind.length > 0) void store.refresh(behind.map(({ id }) => id))
        change.done(reply.value)
        return reply
      }
      for (const undo of takeBack) undo()
      change.reverted?.()
      if (change.isForm && !(reply.code === 'common.stale' && change.mine)) return reply
      const wanted = reasonOf(reply)
      if (!wanted || reasons[wanted]) {
        await explain(change, reply)
        return reply
      }
      const about = store.current().visits.get(refusedOf(change, reply))?.customer
      const text = neededReasons(reply)
        .map((one) => refusalText(one.code, one.params))
        .join(' ')
      const reason = await ask(change.shown.length > 1 && about ? p('group.about', { customer: about, text }) : text)
      if (reason) return once(change, { ...reasons, [wanted]: reason })
      flash(refusedOf(change, reply))
      return reply
    },
    [ask, explain, flash, p, refusalText, store],
  )

  /** One after the other per visit, so that two quick drags never race with their own version. */
  const attempt = useCallback(
    <Value>(change: Change<Value>, reasons: Reasons = {}): Promise<Reply<Value>> => {
      const ids = change.shown.map(({ id }) => id)
      const mine = Promise.all(ids.map((id) => running.current.get(id))).then(() => once(change, reasons))
      for (const id of ids) running.current.set(id, mine)
      return mine.finally(() => {
        for (const id of ids) if (running.current.get(id) === mine) running.current.delete(id)
      })
    },
    [once],
  )

  /** When nothing is on its way any more. */
  const settled = useCallback(() => Promise.allSettled(running.current.values()), [])
  const saw = useCallback((id: string, version: number) => void versions.current.set(id, version), [])
  const settle = useCallback(() => setConflict(null), [])

  return useMemo(
    () => ({ attempt, ask, question, conflict, settle, refused, settled, saw, versionOf }),
    [attempt, ask, question, conflict, settle, refused, settled, saw, versionOf],
  )
}

/** Which reason would do, when a reason is what is missing. */
export function reasonOf(reply: RefusedReply | null): keyof Reasons | null {
  if (reply?.code === 'visits.overlap') return 'overlapReason'
  return reply && isReasonCode(reply.code) ? 'despite' : null
}

/** Everything that a reason is wanted for, as refusals to be said. */
function neededReasons(reply: RefusedReply): readonly NeededReason[] {
  const all = isReasonCode(reply.code) ? (reply.current as NeededReason[] | undefined) : undefined
  return all ?? [{ code: reply.code, params: reply.params ?? {} }]
}

/** The visit that a refusal is about: of several the one it names. */
function refusedOf(change: Pick<Change<unknown>, 'shown'>, reply: RefusedReply): string {
  const named = reply.params?.visitId
  return typeof named === 'string' ? named : (change.shown[0]?.id ?? '')
}

'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type BoardVisit, wallOfInstant } from '@/lib/planning/rules'
import type { Place } from '@/lib/planning/rules/group'
import { moveVisits } from '@/lib/visits/actions'
import { send } from './send'
import { type Back, type Step, type StepDone, Steps } from './steps'
import type { useAttempt } from './use-attempt'
import type { BoardStore } from './use-board'

type Attempts = ReturnType<typeof useAttempt>
type AskToTell = (
  visitId: string,
  why: 'moved' | 'cancelled' | 'restored',
  customer: string,
  told: (visitId: string, version: number) => void,
) => void

/** Of many visits that stayed where they are, so many are named. */
const mostNamed = 3

/** Taking steps of this board back and doing them again, exactly as they stood; what somebody changed since is refused. */
export function useSteps(store: BoardStore, timeZone: string, attempts: Attempts, askToTell: AskToTell) {
  const t = useTranslations('planboard.steps')
  const group = useTranslations('planboard.group')
  const toast = useToast()
  const refusalText = useRefusalText()
  const steps = useRef(new Steps())
  const [next, setNext] = useState<{ undo: Step | undefined; redo: Step | undefined }>(() => steps.current.next)
  // What is off the board now is drawn as it last stood there.
  const drawn = useRef(new Map<string, BoardVisit>())
  const { attempt, settled } = attempts
  const told = useCallback((id: string, version: number) => steps.current.told(id, version), [])

  const take = useCallback(
    async (which: 'undo' | 'redo', step: Step) => {
      const changes = steps.current.changes(step)
      const drop = (why: string) => {
        steps.current.drop(step)
        setNext(steps.current.next)
        toast.refused(t(which === 'undo' ? 'undoRefused' : 'redoRefused', { what: step.what, why }))
      }
      if (!changes) return drop(t('changedSince'))
      const shownOf = (id: string) => store.current().visits.get(id) ?? drawn.current.get(id)
      const shown = changes.map(({ visitId, to }) => {
        const visit = shownOf(visitId)
        if (visit) drawn.current.set(visitId, visit)
        return { id: visitId, next: visit && to ? { ...visit, ...placeOf(timeZone, to, visit) } : null }
      })
      await attempt({
        shown,
        isForm: true,
        call: () => send(moveVisits, { changes, isPartly: step.isPartly }),
        changed: (value) => value.visits,
        done: ({ visits, stayed }) => {
          steps.current.tookBack(step, visits, which)
          setNext(steps.current.next)
          toast.done(t(which === 'undo' ? 'undone' : 'redone', { what: step.what }))
          void store.refresh(step.changes.map(({ id }) => id))
          const left = step.changes.filter(({ id }) => !visits.some((one) => one.id === id))
          if (left.length > 0) {
            const why = left.slice(0, mostNamed).map(({ id }) => {
              const refusal = stayed.find(({ visitId }) => visitId === id)
              const isChanged = !refusal || refusal.code === 'common.stale'
              const text = isChanged ? t('changedSince') : refusalText(refusal.code, refusal.params)
              return group('about', { customer: shownOf(id)?.customer ?? '', text })
            })
            toast.refused(t('stayed', { count: left.length, why: why.join(' ') }))
          }
          const toTell = visits.filter((one) => one.toTell !== null)
          const [only] = toTell
          if (toTell.length > 1) toast.tell(group('told', { count: toTell.length }))
          else if (only?.toTell) askToTell(only.id, only.toTell, shownOf(only.id)?.customer ?? '', told)
        },
      }).then((reply) => {
        if (reply.ok) return
        void store.refresh(changes.map(({ visitId }) => visitId))
        // Without an answer nothing is known: the step stays.
        if (reply.code === 'common.offline') return toast.refused(reply)
        drop(reply.code === 'common.stale' ? t('changedSince') : refusalText(reply))
      })
    },
    [askToTell, attempt, group, refusalText, store, t, timeZone, toast, told],
  )

  // One after the other, however fast the key is pressed: each press is about the step that the one before left.
  const presses = useRef<Promise<unknown>>(Promise.resolve())
  const takeLast = useCallback(
    (which: 'undo' | 'redo') => {
      presses.current = presses.current
        .catch(() => undefined)
        .then(async () => {
          // What is still on its way is the last step.
          await settled()
          const step = steps.current.next[which]
          if (!step) return toast.tell(t(which === 'undo' ? 'nothingToUndo' : 'nothingToRedo'))
          await take(which, step)
        })
    },
    [settled, t, take, toast],
  )

  /** What is being done and will be a step: an undo that is pressed meanwhile waits for it. */
  const during = useCallback(<Done>(work: Promise<Done>): Promise<Done> => {
    presses.current = Promise.allSettled([presses.current, work])
    return work
  }, [])

  /** Remembers a step that was done; returns how to take it back (partly: what can't go back stays, and is named). */
  const did = useCallback(
    (what: string, done: readonly StepDone[], was: readonly BoardVisit[], isPartly = false) => {
      for (const visit of was) drawn.current.set(visit.id, visit)
      const step = steps.current.did(what, done, isPartly)
      setNext(steps.current.next)
      return () => void take('undo', step)
    },
    [take],
  )

  return useMemo(
    () => ({
      did,
      during,
      told,
      undo: () => takeLast('undo'),
      redo: () => takeLast('redo'),
      undoes: next.undo?.what ?? null,
      redoes: next.redo?.what ?? null,
    }),
    [did, during, told, takeLast, next],
  )
}

function placeOf(timeZone: string, to: NonNullable<Back>, visit: Place): Place {
  const start = to.startAt ? wallOfInstant(timeZone, to.startAt) : null
  const minutes =
    to.startAt && to.endAt
      ? (Date.parse(to.endAt) - Date.parse(to.startAt)) / 60_000
      : (to.durationMinutes ?? visit.minutes)
  return { memberIds: to.memberIds, start, minutes }
}

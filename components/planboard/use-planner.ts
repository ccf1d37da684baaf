'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { useToast } from '@/components/ui/toast'
import { type BoardVisit, windowAt } from '@/lib/planning/rules'
import type { Place } from '@/lib/planning/rules/group'
import type { Reply } from '@/lib/reply'
import { cancel, move, moveVisits, resize, tell, unplan } from '@/lib/visits/actions'
import { type PlanOptions, type Reasons, reasonsIn, send, windowOf } from './send'
import { type Changed, useAttempt } from './use-attempt'
import type { Hidden } from './use-backlog'
import type { BoardStore } from './use-board'
import { useMaking } from './use-making'
import { useSteps } from './use-steps'
import { useBoardWords } from './words'

export type Planner = ReturnType<typeof usePlanner>

const toldWords = { moved: 'tellMoved', cancelled: 'tellCancelled', restored: 'tellRestored' } as const

/** Everything a planner does to visits: shown at once, taken back with the reason when refused, and undone again. */
export function usePlanner(store: BoardStore, timeZone: string, hideOrder: (orderId: string) => Hidden) {
  const t = useTranslations('visits.board')
  const p = useTranslations('planboard')
  const toast = useToast()
  const words = useBoardWords()
  const attempts = useAttempt(store)
  const { attempt, saw, versionOf } = attempts

  const tellAgain = useCallback(
    async (visitId: string): Promise<number | null> => {
      const reply = await send(tell, { visitId })
      if (!reply.ok) {
        toast.refused(reply)
        return null
      }
      saw(visitId, reply.value.version)
      void store.refresh([visitId])
      toast.done(t('toldNow'))
      return reply.value.version
    },
    [saw, store, t, toast],
  )
  const askToTell = useCallback(
    (visitId: string, why: keyof typeof toldWords, customer: string, told: (id: string, version: number) => void) =>
      toast.tell(t(toldWords[why], { customer }), {
        action: {
          label: t('tellNow'),
          onPress: () => void tellAgain(visitId).then((version) => version !== null && told(visitId, version)),
        },
      }),
    [t, tellAgain, toast],
  )

  const steps = useSteps(store, timeZone, attempts, askToTell)
  const { did, told } = steps

  const making = useMaking(timeZone, hideOrder, attempts, steps)

  const takeAway = useCallback(
    (visit: BoardVisit, give?: { reason: string; isTold: boolean }) => {
      let from = 0
      return attempt({
        shown: [{ id: visit.id, next: null }],
        changed: (value: Changed) => [value],
        call: () => {
          from = versionOf(visit)
          const which = { visitId: visit.id, version: from }
          return give ? send(cancel, { ...which, reason: give.reason, tell: give.isTold }) : send(unplan, which)
        },
        done: (value) => {
          const text = t(give ? 'cancelled' : 'unplanned', { customer: visit.customer })
          toast.done(text, { undo: did(text, [{ ...value, from }], [visit]) })
          if (value.wasTold) askToTell(visit.id, 'cancelled', visit.customer, told)
        },
      })
    },
    [attempt, askToTell, did, t, toast, told, versionOf],
  )

  const change = useCallback(
    (visit: BoardVisit, to: Place, options: PlanOptions = {}): Promise<Reply<Changed>> => {
      let from = 0
      return attempt(
        {
          shown: [{ id: visit.id, next: { ...visit, ...to } }],
          isForm: options.isForm,
          mine: to,
          changed: (value: Changed) => [value],
          call: (reasons) => {
            from = versionOf(visit)
            const memberIds = [...to.memberIds]
            const { instructions } = options
            return send(move, {
              visitId: visit.id,
              version: from,
              memberIds,
              ...windowOf(timeZone, to, visit.later),
              instructions,
              ...reasons,
            })
          },
          done: (value) => {
            const when = words.when(to.start, to.minutes, visit.later)
            const isToldNow = value.told === 'told' && visit.start === null && to.start !== null
            const what = t('moved', { customer: visit.customer, when })
            const undo = did(what, [{ ...value, from }], [visit])
            toast.done(isToldNow ? t('plannedTold', { customer: visit.customer, when }) : what, { undo })
            if (value.told === 'moved')
              askToTell(visit.id, to.start === null ? 'cancelled' : 'moved', visit.customer, told)
          },
        },
        reasonsIn(options),
      )
    },
    [askToTell, attempt, did, t, toast, told, timeZone, versionOf, words],
  )

  const lengthen = useCallback(
    (visit: BoardVisit, minutes: number, given: Reasons = {}): Promise<Reply<Changed>> => {
      const start = visit.start ?? 0
      let from = 0
      return attempt(
        {
          shown: [{ id: visit.id, next: { ...visit, minutes } }],
          mine: { memberIds: visit.memberIds, start, minutes },
          changed: (value: Changed) => [value],
          call: (reasons) => {
            from = versionOf(visit)
            const at = windowAt(timeZone, start, minutes, visit.later)
            return send(resize, { visitId: visit.id, version: from, ...at, ...reasons })
          },
          done: (value) => {
            const what = t('resized', { customer: visit.customer, when: words.when(start, minutes, visit.later) })
            toast.done(what, { undo: did(what, [{ ...value, from }], [visit]) })
            if (value.told === 'moved') askToTell(visit.id, 'moved', visit.customer, told)
          },
        },
        reasonsIn(given),
      )
    },
    [askToTell, attempt, did, t, timeZone, toast, told, versionOf, words],
  )

  /** Several at once, each to its place or (null) back to the backlog: all of them or none. */
  const moveGroup = useCallback(
    (group: readonly { visit: BoardVisit; to: Place | null }[], given: Reasons = {}) => {
      const from = new Map<string, number>()
      return attempt(
        {
          shown: group.map(({ visit, to }) => ({ id: visit.id, next: to && { ...visit, ...to } })),
          changed: (value: { visits: readonly Changed[] }) => value.visits,
          call: (reasons) => {
            const changes = group.map(({ visit, to }) => {
              const version = versionOf(visit)
              from.set(visit.id, version)
              return {
                visitId: visit.id,
                version,
                to: to && { memberIds: [...to.memberIds], ...windowOf(timeZone, to, visit.later) },
              }
            })
            return send(moveVisits, { changes, ...reasons })
          },
          done: ({ visits }) => {
            const isAway = group.every(({ to }) => to === null)
            const what = p(isAway ? 'group.unplanned' : 'group.moved', { count: visits.length })
            const done = visits.map((one) => ({ ...one, from: from.get(one.id) ?? 0 }))
            toast.done(what, {
              undo: did(
                what,
                done,
                group.map(({ visit }) => visit),
              ),
            })
            const toTell = visits.filter((one) => one.toTell !== null)
            if (toTell.length > 0) toast.tell(p('group.told', { count: toTell.length }))
          },
        },
        reasonsIn(given),
      )
    },
    [attempt, did, p, timeZone, toast, versionOf],
  )

  return useMemo(
    () => ({
      ...making,
      move: change,
      moveGroup,
      resize: lengthen,
      unplan: (visit: BoardVisit) => takeAway(visit),
      cancel: (visit: BoardVisit, reason: string, isTold: boolean) => takeAway(visit, { reason, isTold }),
      tell: async (visitId: string) => {
        const version = await tellAgain(visitId)
        if (version !== null) told(visitId, version)
      },
      steps,
      ask: attempts.ask,
      question: attempts.question,
      conflict: attempts.conflict,
      settle: attempts.settle,
      refused: attempts.refused,
    }),
    [making, change, moveGroup, lengthen, takeAway, tellAgain, told, steps, attempts],
  )
}

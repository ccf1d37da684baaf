'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef } from 'react'
import { uuidv7 } from 'uuidv7'
import { useToast } from '@/components/ui/toast'
import { type BacklogRow, type BoardVisit, windowAt } from '@/lib/planning/rules'
import type { Reply } from '@/lib/reply'
import { assign, cancel, move, resize, restore, tell, unplan } from '@/lib/visits/actions'
import { send } from './send'
import { type Changed, useAttempt } from './use-attempt'
import type { Hidden } from './use-backlog'
import type { BoardStore } from './use-board'
import { useBoardWords } from './words'

/** Where a visit goes: to whom (the leader first), when (wall minutes, or null without a time), for how long. */
export type Place = { memberIds: readonly string[]; start: number | null; minutes: number }
export type PlanOptions = {
  instructions?: string
  tell?: boolean
  overlapReason?: string
  /** A form shows a refusal itself and asks for the reason there. */
  isForm?: boolean
}
export type Planner = ReturnType<typeof usePlanner>

const undoLimit = 20

/** Everything a planner does to visits: shown at once, taken back with the reason when refused, and undone again. */
export function usePlanner(store: BoardStore, timeZone: string, hideOrder: (orderId: string) => Hidden) {
  const t = useTranslations('visits.board')
  const toast = useToast()
  const words = useBoardWords()
  const { attempt, question, refused, settled, saw } = useAttempt(store)
  const undos = useRef<(() => Promise<unknown>)[]>([])

  const remember = useCallback((undo: () => Promise<unknown>) => {
    undos.current = [...undos.current, undo].slice(-undoLimit)
    return () => {
      undos.current = undos.current.filter((one) => one !== undo)
      void undo()
    }
  }, [])

  const tellAgain = useCallback(
    async (visitId: string) => {
      const reply = await send(tell, { visitId })
      if (!reply.ok) return toast.refused(reply)
      saw(visitId, reply.value.version)
      void store.refresh([visitId])
      toast.done(t('toldNow'))
    },
    [saw, store, t, toast],
  )

  const askToTell = useCallback(
    (visitId: string, text: string) =>
      toast.tell(text, { action: { label: t('tellNow'), onPress: () => void tellAgain(visitId) } }),
    [t, tellAgain, toast],
  )

  // Taking away and bringing back undo each other.
  const broughtBack = useRef<(visit: BoardVisit) => Promise<unknown>>(async () => undefined)
  const takeAway = useCallback(
    (visit: BoardVisit, isUndoOffered: boolean) =>
      attempt({
        id: visit.id,
        next: null,
        call: (version) => send(unplan, { visitId: visit.id, version }),
        done: (value) => {
          const undo = remember(() => broughtBack.current(visit))
          toast.done(t('unplanned', { customer: visit.customer }), isUndoOffered ? { undo } : undefined)
          if (value.wasTold) askToTell(visit.id, t('tellCancelled', { customer: visit.customer }))
        },
      }),
    [attempt, askToTell, remember, t, toast],
  )

  const bringBack = useCallback(
    (visit: BoardVisit) =>
      attempt({
        id: visit.id,
        next: visit,
        call: (version, overlapReason) =>
          send(restore, { visitId: visit.id, version, memberIds: [...visit.memberIds], overlapReason }),
        done: (value) => {
          remember(() => takeAway(visit, false))
          toast.done(t('restored', { customer: visit.customer }))
          if (value.toldOff) askToTell(visit.id, t('tellRestored', { customer: visit.customer }))
        },
      }),
    [askToTell, attempt, remember, t, takeAway, toast],
  )

  broughtBack.current = bringBack

  const plan = useCallback(
    (order: BacklogRow, to: Place, options: PlanOptions = {}) => {
      const [orderId, number, , type, customer, city] = order
      const visit: BoardVisit = {
        id: uuidv7(),
        version: 0,
        status: 'planned',
        ...to,
        told: 'untold',
        overlap: false,
        type,
        number,
        customer,
        city,
      }
      const hidden = hideOrder(orderId)
      return attempt(
        {
          id: visit.id,
          next: visit,
          call: (_version, overlapReason) =>
            send(assign, {
              id: visit.id,
              orderId,
              memberIds: [...to.memberIds],
              durationMinutes: to.minutes,
              ...(to.start === null ? {} : windowAt(timeZone, to.start, to.minutes)),
              instructions: options.instructions,
              tell: options.tell,
              ...(overlapReason ? { overlapReason } : {}),
            }),
          done: (value) => {
            hidden.planned()
            const undo = remember(() => takeAway(visit, false))
            const when = words.when(to.start, to.minutes)
            toast.done(t(value.told ? 'plannedTold' : 'planned', { customer, when }), { undo })
          },
          reverted: hidden.show,
          isForm: options.isForm,
        },
        options.overlapReason,
      )
    },
    [attempt, hideOrder, remember, t, takeAway, timeZone, toast, words],
  )

  const change = useCallback(
    (visit: BoardVisit, to: Place, options: PlanOptions = {}, isUndo = false): Promise<Reply<Changed>> =>
      attempt(
        {
          id: visit.id,
          next: { ...visit, ...to },
          isForm: options.isForm,
          call: (version, overlapReason) =>
            send(move, {
              visitId: visit.id,
              version,
              memberIds: [...to.memberIds],
              ...(to.start === null ? { startAt: null, endAt: null } : windowAt(timeZone, to.start, to.minutes)),
              instructions: options.instructions,
              overlapReason,
            }),
          done: (value) => {
            const { memberIds, start, minutes } = visit
            const undo = remember(() => change({ ...visit, ...to }, { memberIds, start, minutes }, {}, true))
            const when = words.when(to.start, to.minutes)
            const isToldNow = value.told === 'told' && visit.start === null && to.start !== null
            toast.done(
              t(isToldNow ? 'plannedTold' : isUndo ? 'movedBack' : 'moved', { customer: visit.customer, when }),
              isUndo ? undefined : { undo },
            )
            if (value.told === 'moved')
              askToTell(visit.id, t(to.start === null ? 'tellCancelled' : 'tellMoved', { customer: visit.customer }))
          },
        },
        options.overlapReason,
      ),
    [askToTell, attempt, remember, t, timeZone, toast, words],
  )

  const lengthen = useCallback(
    (visit: BoardVisit, minutes: number, isUndo = false): Promise<Reply<Changed>> => {
      const start = visit.start ?? 0
      return attempt({
        id: visit.id,
        next: { ...visit, minutes },
        call: (version, overlapReason) =>
          send(resize, { visitId: visit.id, version, ...windowAt(timeZone, start, minutes), overlapReason }),
        done: (value) => {
          const undo = remember(() => lengthen({ ...visit, minutes }, visit.minutes, true))
          toast.done(
            t('resized', { customer: visit.customer, when: words.when(start, minutes) }),
            isUndo ? undefined : { undo },
          )
          if (value.told === 'moved') askToTell(visit.id, t('tellMoved', { customer: visit.customer }))
        },
      })
    },
    [askToTell, attempt, remember, t, timeZone, toast, words],
  )

  const cancelFor = useCallback(
    (visit: BoardVisit, reason: string, isTold: boolean) =>
      attempt({
        id: visit.id,
        next: null,
        call: (version) => send(cancel, { visitId: visit.id, version, reason, tell: isTold }),
        done: (value) => {
          const undo = remember(() => bringBack(visit))
          toast.done(t('cancelled', { customer: visit.customer }), { undo })
          if (value.wasTold) askToTell(visit.id, t('tellCancelled', { customer: visit.customer }))
        },
      }),
    [askToTell, attempt, bringBack, remember, t, toast],
  )

  const undo = useCallback(async () => {
    // What is still on its way is the last step.
    await settled()
    const last = undos.current.at(-1)
    if (!last) return toast.tell(t('nothingToUndo'))
    undos.current = undos.current.slice(0, -1)
    await last()
  }, [settled, t, toast])

  return useMemo(
    () => ({
      plan,
      move: change,
      resize: lengthen,
      unplan: (visit: BoardVisit) => takeAway(visit, true),
      cancel: cancelFor,
      tell: tellAgain,
      undo,
      remember,
      question,
      refused,
    }),
    [plan, change, lengthen, takeAway, cancelFor, tellAgain, undo, remember, question, refused],
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { uuidv7 } from 'uuidv7'
import { useToast } from '@/components/ui/toast'
import { type BacklogRow, type BoardVisit, windowAt } from '@/lib/planning/rules'
import type { Part, Place } from '@/lib/planning/rules/group'
import type { Reply } from '@/lib/reply'
import { assign, copy, split } from '@/lib/visits/actions'
import { type PlanOptions, type Reasons, reasonsIn, send, windowOf } from './send'
import type { Changed, useAttempt } from './use-attempt'
import type { Hidden } from './use-backlog'
import type { useSteps } from './use-steps'
import { useBoardWords } from './words'

/** What is spread over days: an order of the backlog, or a visit that becomes the first part. */
export type Whole = { order: BacklogRow } | { visit: BoardVisit }

/** What puts new visits on the board: planning an order, copying a visit, spreading long work over days. */
export function useMaking(
  timeZone: string,
  hideOrder: (orderId: string) => Hidden,
  { attempt, versionOf }: Pick<ReturnType<typeof useAttempt>, 'attempt' | 'versionOf'>,
  { did }: Pick<ReturnType<typeof useSteps>, 'did'>,
) {
  const t = useTranslations('visits.board')
  const p = useTranslations('planboard')
  const toast = useToast()
  const words = useBoardWords()

  /** A visit that is new on the board: of an order in the backlog, or a further one of a visit. */
  const make = useCallback(
    (
      visit: BoardVisit,
      call: (reasons: Reasons) => Promise<Reply<Changed & { told: boolean }>>,
      options: PlanOptions,
      after: { done?: () => void; reverted?: () => void } = {},
    ) =>
      attempt(
        {
          shown: [{ id: visit.id, next: visit }],
          call,
          changed: (value) => [value],
          done: (value) => {
            after.done?.()
            const when = words.when(visit.start, visit.minutes, visit.later)
            const text = t(value.told ? 'plannedTold' : 'planned', { customer: visit.customer, when })
            const what = t('planned', { customer: visit.customer, when })
            toast.done(text, { undo: did(what, [{ ...value, from: 0, was: null }], [visit]) })
          },
          reverted: after.reverted,
          isForm: options.isForm,
        },
        reasonsIn(options),
      ),
    [attempt, did, t, toast, words],
  )

  const plan = useCallback(
    (order: BacklogRow, to: Place, options: PlanOptions = {}) => {
      const [orderId] = order
      const visit = visitOf(order, to)
      const hidden = hideOrder(orderId)
      const at = to.start === null ? {} : windowAt(timeZone, to.start, to.minutes)
      const call = (reasons: Reasons) =>
        send(assign, {
          id: visit.id,
          orderId,
          memberIds: [...to.memberIds],
          durationMinutes: to.minutes,
          ...at,
          instructions: options.instructions,
          tell: options.tell,
          ...reasons,
        })
      return make(visit, call, options, { done: hidden.planned, reverted: hidden.show })
    },
    [hideOrder, make, timeZone],
  )

  const copyTo = useCallback(
    (visit: BoardVisit, to: Place, options: PlanOptions = {}) => {
      const next: BoardVisit = { ...visit, ...fresh, id: uuidv7(), ...to }
      const call = (reasons: Reasons) =>
        send(copy, {
          id: next.id,
          visitId: visit.id,
          memberIds: [...to.memberIds],
          ...windowOf(timeZone, to, visit.later),
          ...reasons,
        })
      return make(next, call, options)
    },
    [make, timeZone],
  )

  const splitOver = useCallback(
    (whole: Whole, memberIds: readonly string[], parts: readonly Part[], options: PlanOptions = {}) => {
      const isVisit = 'visit' in whole
      const drawn = parts.map((part, nth): BoardVisit => {
        const to = { memberIds, ...part }
        if (isVisit) return nth === 0 ? { ...whole.visit, ...to } : { ...whole.visit, ...fresh, id: uuidv7(), ...to }
        return visitOf(whole.order, to)
      })
      const hidden = isVisit ? null : hideOrder(whole.order[0])
      const customer = drawn[0]?.customer ?? ''
      let from = 0
      return attempt(
        {
          shown: drawn.map((visit) => ({ id: visit.id, next: visit })),
          isForm: true,
          changed: (value: { visits: readonly Changed[] }) => value.visits,
          call: (reasons) => {
            from = isVisit ? versionOf(whole.visit) : 0
            return send(split, {
              from: isVisit ? { visitId: whole.visit.id, version: from } : { orderId: whole.order[0] },
              memberIds: [...memberIds],
              parts: drawn.map(({ id, start, minutes }) => ({ id, ...windowAt(timeZone, start ?? 0, minutes) })),
              ...reasons,
            })
          },
          done: ({ visits }) => {
            hidden?.planned()
            const what = p('split.done', { customer, count: visits.length })
            const done = visits.map((one) => ({ ...one, from: one.was ? from : 0 }))
            toast.done(what, { undo: did(what, done, isVisit ? [whole.visit, ...drawn.slice(1)] : drawn) })
          },
          reverted: hidden?.show,
        },
        reasonsIn(options),
      )
    },
    [attempt, did, hideOrder, p, timeZone, toast, versionOf],
  )

  return useMemo(() => ({ plan, copy: copyTo, split: splitOver }), [plan, copyTo, splitOver])
}

/** What a visit has that the server does not know yet. */
const fresh = { version: 0, status: 'planned', told: 'untold', overlap: false } as const

function visitOf([, number, , type, customer, city, , , , , , , place]: BacklogRow, to: Place): BoardVisit {
  return { ...fresh, id: uuidv7(), ...to, type, number, customer, city, place: place ?? undefined }
}

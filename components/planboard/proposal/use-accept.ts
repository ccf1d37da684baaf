'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { uuidv7 } from 'uuidv7'
import { useToast } from '@/components/ui/toast'
import { accept, takeBack } from '@/lib/planning/actions'
import type { AcceptInput } from '@/lib/planning/input'
import type { Change, ProposalStep } from '@/lib/planning/rules/proposal'
import type { RefusedReply } from '@/lib/reply'
import { send } from '../send'
import type { BoardStore } from '../use-board'
import type { Planner } from '../use-planner'

/** What was not taken, and why. */
export type NotTaken = { step: ProposalStep; refusal: RefusedReply }
type Refused = { step: number; code: string; params: Record<string, string | number> }

/** Takes steps of a proposal, all at once; one undo takes all of it back. Answers which were refused. */
export function useAccept(store: BoardStore, planner: Planner) {
  const t = useTranslations('planning')
  const toast = useToast()

  return useCallback(
    async (steps: readonly ProposalStep[], tell: boolean): Promise<NotTaken[]> => {
      const ids = new Map<Change, string>()
      const changesOf = ({ changes }: ProposalStep): AcceptInput['steps'][number]['changes'] =>
        changes.map((change) => {
          const { orderId, version, memberId, startAt, endAt, visitId } = change
          const id = visitId ?? uuidv7()
          ids.set(change, id)
          const place = { id, version, memberId, startAt, endAt }
          return visitId ? { kind: 'move', ...place } : { kind: 'plan', orderId, ...place }
        })
      const reply = await send(accept, { steps: steps.map((step) => ({ changes: changesOf(step) })), tell })
      void store.reload()
      const refused = reply.ok ? reply.value.refused : refusedOf(reply)
      const left = refused.flatMap(({ step, code, params }) => {
        const found = steps[step]
        return found ? [{ step: found, refusal: { ok: false as const, code, params } }] : []
      })
      if (!reply.ok) {
        if (left.length === 0) toast.refused(reply)
        return left
      }
      const { done } = reply.value
      const undo = planner.remember(async () => {
        const taken = steps.filter((_, at) => done.some(({ step }) => step === at))
        const back = await send(takeBack, {
          steps: taken.map(({ changes }) => ({
            changes: changes.map((change) => {
              const id = ids.get(change) ?? ''
              return { id, version: done.find((one) => one.id === id)?.version ?? 1, back: change.was }
            }),
          })),
        })
        void store.reload()
        if (!back.ok) return toast.refused(back)
        if (back.value.refused.length > 0) return toast.refused(t('backPartly', { count: back.value.refused.length }))
        toast.done(t('back', { count: done.length }))
      })
      toast.done(t('accepted', { count: done.length }), { undo })
      const moved = done.filter(({ told }) => told === 'moved').length
      if (moved > 0) toast.tell(t('tellMoved', { count: moved }))
      return left
    },
    [planner, store, t, toast],
  )
}

/** When not one step could be taken it is one refusal, which knows each of them. */
function refusedOf({ current }: RefusedReply): Refused[] {
  return Array.isArray(current) ? (current as Refused[]) : []
}

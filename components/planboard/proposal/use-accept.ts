'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { uuidv7 } from 'uuidv7'
import { useToast } from '@/components/ui/toast'
import { accept } from '@/lib/planning/actions'
import type { AcceptInput } from '@/lib/planning/input'
import type { ProposalStep } from '@/lib/planning/rules/proposal'
import type { RefusedReply } from '@/lib/reply'
import { send } from '../send'
import type { BoardStore } from '../use-board'
import type { Planner } from '../use-planner'

/** What was not taken, and why. */
export type NotTaken = { step: ProposalStep; refusal: RefusedReply }
type Refused = { step: number; code: string; params: Record<string, string | number> }

/** Takes steps of a proposal, all at once; one undo takes all of it back but what somebody changed since. Answers which were refused. */
export function useAccept(store: BoardStore, planner: Planner) {
  const t = useTranslations('planning')
  const toast = useToast()
  const { did, during } = planner.steps

  const take = useCallback(
    async (steps: readonly ProposalStep[], tell: boolean): Promise<NotTaken[]> => {
      const changesOf = ({ changes }: ProposalStep): AcceptInput['steps'][number]['changes'] =>
        changes.map(({ orderId, version, memberId, startAt, endAt, visitId }) => {
          const place = { version, memberId, startAt, endAt }
          return visitId ? { kind: 'move', id: visitId, ...place } : { kind: 'plan', id: uuidv7(), orderId, ...place }
        })
      const reply = await send(accept, { steps: steps.map((step) => ({ changes: changesOf(step) })), tell })
      await store.reload()
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
      const what = t('accepted', { count: done.length })
      const { visits } = store.current()
      toast.done(what, {
        undo: did(
          what,
          done,
          done.flatMap(({ id }) => visits.get(id) ?? []),
          true,
        ),
      })
      const moved = done.filter(({ told }) => told === 'moved').length
      if (moved > 0) toast.tell(t('tellMoved', { count: moved }))
      return left
    },
    [did, store, t, toast],
  )
  return useCallback((steps: readonly ProposalStep[], tell: boolean) => during(take(steps, tell)), [during, take])
}

/** When not one step could be taken it is one refusal, which knows each of them. */
function refusedOf({ current }: RefusedReply): Refused[] {
  return Array.isArray(current) ? (current as Refused[]) : []
}

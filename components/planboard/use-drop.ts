'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useToast } from '@/components/ui/toast'
import type { BacklogRow, BoardVisit } from '@/lib/planning/rules'
import { isHard, isSoft } from '@/lib/planning/rules/drop'
import { shifted, swapped } from '@/lib/planning/rules/group'
import type { Dragged, DropHow, Target } from './drag-track'
import type { PlanOptions } from './send'
import type { ProblemWords } from './use-hint-words'
import type { Judge } from './use-judge'
import type { Planner } from './use-planner'

export type Drop = (dragged: Dragged, target: Target, how: DropHow) => void

/** What a drop does, by pointer or by keyboard. What the board warned of asks for a reason first. */
export function useDrop({
  planner,
  judge,
  words,
  groupOf,
  rows,
  splitLong,
}: {
  planner: Planner
  judge: Judge
  words: ProblemWords
  groupOf: (visit: BoardVisit) => readonly BoardVisit[]
  rows: readonly string[]
  /** Proposes to spread an order that is longer than the day of who it is dropped on; false when it is not. */
  splitLong: (order: BacklogRow, at: { memberId: string; start: number }) => boolean
}): Drop {
  const t = useTranslations('planboard')
  const toast = useToast()
  return useCallback<Drop>(
    async (dragged, target, how) => {
      if (dragged.kind === 'order' && target.zone === 'slot' && splitLong(dragged.order, target)) return
      const deed = deedOf({ planner, groupOf, rows }, dragged, target, how)
      if (deed === 'off board') return toast.refused(t('group.offBoard'))
      if (!deed) return
      const problems = judge(dragged, target, how)
      const options: PlanOptions = {}
      if (problems.some(isSoft)) {
        const reason = await planner.ask(t('problems.ask', { problems: words(problems) }))
        if (!reason) return
        options.despite = reason
        if (problems.some(isHard)) options.overlapReason = reason
      }
      deed(options)
    },
    [planner, judge, words, groupOf, rows, splitLong, t, toast],
  )
}

type Given = { planner: Planner; groupOf: (visit: BoardVisit) => readonly BoardVisit[]; rows: readonly string[] }
type Deed = (options: PlanOptions) => unknown

/** What to do once nothing is to be asked any more; null when it changes nothing. */
function deedOf(
  { planner, groupOf, rows }: Given,
  dragged: Dragged,
  target: Target,
  how: DropHow,
): Deed | 'off board' | null {
  const start = target.zone === 'slot' ? target.start : null
  if (dragged.kind === 'order') {
    if (target.zone === 'backlog') return null
    const place = { memberIds: [target.memberId], start, minutes: dragged.order[8] }
    return (options) => planner.plan(dragged.order, place, options)
  }
  const { visit, fromMemberId } = dragged
  const group = how.isCopy || how.isAdding ? [visit] : groupOf(visit)
  if (target.zone === 'backlog') {
    if (how.isCopy || how.isAdding) return null
    if (group.length === 1) return () => planner.unplan(visit)
    return () => planner.moveGroup(group.map((one) => ({ visit: one, to: null })))
  }
  const { memberId } = target
  const { minutes } = visit
  if (how.isAdding) {
    if (visit.memberIds.includes(memberId)) return null
    const place = { memberIds: [...visit.memberIds, memberId], start: visit.start, minutes }
    return (options) => planner.move(visit, place, options)
  }
  const place = { memberIds: swapped(visit.memberIds, fromMemberId, memberId), start, minutes }
  if (how.isCopy) return (options) => planner.copy(visit, place, options)
  const isSame = start === visit.start && place.memberIds.join() === visit.memberIds.join()
  if (isSame) return null
  if (group.length === 1) return (options) => planner.move(visit, place, options)
  const by = {
    minutes: start === null || visit.start === null ? 0 : start - visit.start,
    rows: rows.indexOf(memberId) - rows.indexOf(fromMemberId),
  }
  const moved = shifted(group, by, rows)
  if (!moved) return 'off board'
  const changes = moved.map((one) => (start === null ? { ...one, to: { ...one.to, start } } : one))
  return (options) => planner.moveGroup(changes, options)
}

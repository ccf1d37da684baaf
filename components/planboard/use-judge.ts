'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import type { WorkHours } from '@/lib/auth/rules/schedule'
import type { BoardVisit } from '@/lib/planning/rules'
import type { Problem } from '@/lib/planning/rules/drop'
import { shifted, swapped } from '@/lib/planning/rules/group'
import { type Asked, problemsOf, rowsOf, worstOf } from '@/lib/planning/rules/judge'
import type { Dragged, DropHow, Target } from './drag-track'
import type { Board } from './use-board'

/** What speaks against dropping this there; nothing for the backlog. */
export type Judge = (dragged: Dragged, target: Target, how: DropHow) => readonly Problem[]

export type JudgePlace = (asked: Asked, was: BoardVisit | null) => readonly Problem[]

/** Judges places for work: what stands there, hours, skills, the week, the ways, holidays, the due date. */
export function useJudge({
  board,
  holidays,
  workDay,
  groupOf,
  rows,
}: {
  board: Board
  holidays: ReadonlyMap<string, string>
  workDay: WorkHours
  /** What is moved along with a visit: itself alone, or all that is selected. */
  groupOf: (visit: BoardVisit) => readonly BoardVisit[]
  rows: readonly string[]
}): { judge: Judge; judgePlace: JudgePlace } {
  const t = useTranslations('visits.board')
  const rowOf = useMemo(() => rowsOf(board, (kind) => t(`leaveKinds.${kind}`)), [board, t])

  const one = useCallback(
    (asked: Asked, was: BoardVisit | null, moving: ReadonlySet<string>) =>
      problemsOf(board, rowOf, { holidays, workDay }, asked, was, moving),
    [board, holidays, rowOf, workDay],
  )

  const judgePlace = useCallback<JudgePlace>(
    (asked, was) => worstOf(one(asked, was, new Set(was ? [was.id] : []))),
    [one],
  )

  const judge = useCallback<Judge>(
    (dragged, target, { isCopy, isAdding }) => {
      if (target.zone === 'backlog') return []
      const { memberId } = target
      const start = target.zone === 'slot' ? target.start : null
      if (dragged.kind === 'order') {
        const [, , , type, , , , dueOn, minutes, , , , place, earliestOn] = dragged.order
        const memberIds = [memberId]
        return judgePlace({ start, minutes, memberIds, type, dueOn, earliestOn, place: place ?? undefined }, null)
      }
      const { visit, fromMemberId } = dragged
      const memberIds = isAdding ? [memberId] : swapped(visit.memberIds, fromMemberId, memberId)
      const alone = { ...visit, start: isAdding ? visit.start : start, memberIds, dueOn: null }
      if (isCopy) return worstOf(one(alone, null, new Set()))
      const group = isAdding ? [visit] : groupOf(visit)
      const moving = new Set(group.map(({ id }) => id))
      if (group.length === 1) return worstOf(one(alone, visit, moving))
      const by = {
        minutes: start === null || visit.start === null ? 0 : start - visit.start,
        rows: rows.indexOf(memberId) - rows.indexOf(fromMemberId),
      }
      const moved = shifted(group, by, rows) ?? []
      return worstOf(
        moved.flatMap(({ visit: was, to }) =>
          one({ ...was, ...to, ...(start === null ? { start } : {}), dueOn: null }, was, moving),
        ),
      )
    },
    [groupOf, judgePlace, one, rows],
  )
  return useMemo(() => ({ judge, judgePlace }), [judge, judgePlace])
}

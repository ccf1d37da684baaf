'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/shortcuts'
import { type Axis, minuteOf, snapMinutes } from '@/lib/planning/rules'
import { type Dragged, type DropHow, type HintState, stateOf, type Target } from './drag-track'
import type { RowModel } from './rows'
import type { HintWords } from './use-hint-words'
import type { Judge } from './use-judge'

const dayMinutes = 1440

const moveKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Enter', 'Escape']
const isMoveKey = (key: string) => moveKeys.includes(key)

/** Where something stands while it is moved with the arrows. */
export type Cursor = { memberId: string; start: number; minutes: number; state: HintState; words: string }

/**
 * Moving by keyboard: arrows by a quarter of an hour and by row, Page Up and Down by day, Enter puts it there, Escape leaves it.
 */
export function useKeyMove({
  rows,
  axis,
  now,
  workDay,
  judge,
  words,
  countOf,
  onDrop,
}: {
  rows: readonly RowModel[]
  axis: Axis
  now: number
  workDay: { dayStart: string; dayEnd: string }
  judge: Judge
  words: HintWords
  countOf: (dragged: Dragged) => number
  onDrop: (dragged: Dragged, target: Target, how: DropHow) => void
}): { cursor: Cursor | null; start: (dragged: Dragged, isCopy?: boolean) => void } {
  const [moving, setMoving] = useState<{ dragged: Dragged; memberId: string; start: number; how: DropHow } | null>(null)
  const latest = useRef({ rows, axis, onDrop, moving, countOf })
  latest.current = { rows, axis, onDrop, moving, countOf }

  const start = useCallback(
    (dragged: Dragged, isCopy = false) => {
      const { rows: all, axis: shown, countOf: count } = latest.current
      const first = all[0]?.member.id
      if (!first) return
      const isVisit = dragged.kind === 'visit'
      const today = shown.days.find((day) => now >= day && now < day + dayMinutes)
      const next = Math.ceil(now / snapMinutes) * snapMinutes
      const fresh =
        today !== undefined && next < today + minuteOf(workDay.dayEnd)
          ? Math.max(next, today + minuteOf(workDay.dayStart))
          : (shown.days[0] ?? 0) + minuteOf(workDay.dayStart)
      setMoving({
        dragged,
        memberId: isVisit ? dragged.fromMemberId : first,
        start: isVisit && dragged.visit.start !== null ? dragged.visit.start : fresh,
        how: { isCopy, isAdding: false, count: isCopy ? 1 : count(dragged) },
      })
    },
    [now, workDay],
  )

  const isMoving = moving !== null
  useEffect(() => {
    if (!isMoving) return
    function hear(event: KeyboardEvent) {
      const { rows: all, axis: shown, moving: at, onDrop: drop } = latest.current
      if (!at || isTyping(event.target)) return
      const row = all.findIndex((one) => one.member.id === at.memberId)
      const low = shown.days[0] ?? 0
      const high = (shown.days.at(-1) ?? 0) + dayMinutes - snapMinutes
      const later = (minutes: number) => setMoving({ ...at, start: Math.min(high, Math.max(low, at.start + minutes)) })
      const toRow = (index: number) => {
        const member = all[Math.min(all.length - 1, Math.max(0, index))]?.member
        if (member) setMoving({ ...at, memberId: member.id })
      }
      if (!isMoveKey(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'ArrowLeft') later(event.shiftKey ? -60 : -snapMinutes)
      else if (event.key === 'ArrowRight') later(event.shiftKey ? 60 : snapMinutes)
      else if (event.key === 'ArrowUp') toRow(row - 1)
      else if (event.key === 'ArrowDown') toRow(row + 1)
      else if (event.key === 'PageUp') later(-dayMinutes)
      else if (event.key === 'PageDown') later(dayMinutes)
      else setMoving(null)
      if (event.key === 'Enter') drop(at.dragged, { zone: 'slot', memberId: at.memberId, start: at.start }, at.how)
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [isMoving])

  if (!moving) return { cursor: null, start }
  const { dragged, memberId, how } = moving
  const minutes = dragged.kind === 'order' ? dragged.order[8] : dragged.visit.minutes
  const target: Target = { zone: 'slot', memberId, start: moving.start }
  const problems = judge(dragged, target, how)
  const said = words(target, problems, minutes, how)
  return { cursor: { memberId, start: moving.start, minutes, state: stateOf(problems), words: said }, start }
}

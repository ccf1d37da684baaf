'use client'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/shortcuts'
import { type Axis, dropProblem, minuteOf, snapMinutes } from '@/lib/planning/rules'
import type { Dragged, Geometry, HintState, HintWords, Target } from './drag-track'
import type { RowModel } from './rows'

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
  geometry,
  words,
  onDrop,
}: {
  rows: readonly RowModel[]
  axis: Axis
  now: number
  workDay: { dayStart: string; dayEnd: string }
  geometry: RefObject<Geometry | null>
  words: HintWords
  onDrop: (dragged: Dragged, target: Target) => void
}): { cursor: Cursor | null; start: (dragged: Dragged) => void } {
  const [moving, setMoving] = useState<{ dragged: Dragged; memberId: string; start: number } | null>(null)
  const latest = useRef({ rows, axis, onDrop, moving })
  latest.current = { rows, axis, onDrop, moving }

  const start = useCallback(
    (dragged: Dragged) => {
      const { rows: all, axis: shown } = latest.current
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
      if (event.key === 'Enter') drop(at.dragged, { zone: 'slot', memberId: at.memberId, start: at.start })
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [isMoving])

  if (!moving) return { cursor: null, start }
  const { dragged, memberId } = moving
  const minutes = dragged.kind === 'order' ? dragged.order[8] : dragged.visit.minutes
  const except = dragged.kind === 'visit' ? dragged.visit.id : null
  const obstacles = geometry.current?.obstacles(memberId, except) ?? []
  const problem = dropProblem({ start: moving.start, end: moving.start + minutes }, obstacles, workDay)
  const target: Target = { zone: 'slot', memberId, start: moving.start }
  const state: HintState = problem === null ? 'ok' : problem.kind === 'outside' ? 'outside' : 'clash'
  return { cursor: { memberId, start: moving.start, minutes, state, words: words(target, problem, minutes) }, start }
}

'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/shortcuts'
import { hoursOf, scheduledMinutes, type WorkHours, weekdayOf } from '@/lib/auth/rules/schedule'
import { type Axis, dayMinutes, dayOfWall, minuteOf, snapMinutes } from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import { type FreeRow, freePlace } from '@/lib/planning/rules/free'
import { type Dragged, type DropHow, type HintState, stateOf, type Target } from './drag-track'
import type { RowModel } from './rows'
import type { HintWords } from './use-hint-words'
import type { Judge } from './use-judge'

const moveKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Enter', 'Escape']
const isMoveKey = (key: string) => moveKeys.includes(key)

/** Where something stands while it is moved with the arrows. */
export type Cursor = { memberId: string; start: number; minutes: number; state: HintState; words: string }

/** Where an order that comes from the backlog is put first: behind what was planned last, else where the day is now. */
type Last = { memberId: string; start: number }

/**
 * Moving by keyboard: arrows by a quarter of an hour and by row, Page Up and Down by day, Enter puts it there, Escape leaves it.
 * An order begins at the first free place, so that one after the other is planned with two keys each.
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
  workDay: WorkHours
  judge: Judge
  words: HintWords
  countOf: (dragged: Dragged) => number
  onDrop: (dragged: Dragged, target: Target, how: DropHow) => void
}): { cursor: Cursor | null; start: (dragged: Dragged, isCopy?: boolean) => void } {
  const [moving, setMoving] = useState<{ dragged: Dragged; memberId: string; start: number; how: DropHow } | null>(null)
  const latest = useRef({ rows, axis, onDrop, moving, countOf, workDay })
  latest.current = { rows, axis, onDrop, moving, countOf, workDay }
  const last = useRef<Last | null>(null)

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
      const begin = beginOf(last.current, all, shown) ?? { memberId: first, start: fresh }
      const place = isVisit
        ? { memberId: dragged.fromMemberId, start: dragged.visit.start ?? fresh }
        : (freePlace(
            all.map((row) => freeRowOf(row, workDay)),
            shown.days,
            begin,
            dragged.order[8],
          ) ?? begin)
      setMoving({
        dragged,
        ...place,
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
      if (event.key !== 'Enter') return
      const { dragged, memberId, start, how } = at
      if (dragged.kind === 'order') last.current = { memberId, start }
      drop(dragged, { zone: 'slot', memberId, start }, how)
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

/** Where was planned last, if that row and day are still shown. */
function beginOf(last: Last | null, rows: readonly RowModel[], axis: Axis): Last | null {
  const isShown = last !== null && axis.days.some((day) => last.start >= day && last.start < day + dayMinutes)
  return isShown && rows.some(({ member }) => member.id === last.memberId) ? last : null
}

function freeRowOf({ member, timed, leaves }: RowModel, workDay: WorkHours): FreeRow {
  return {
    memberId: member.id,
    taken: [...timed.map((visit) => ({ start: visit.start, end: endOf(visit) })), ...leaves.map(({ leave }) => leave)],
    hours: hoursOf(member.hours, workDay),
    worksOn: (day) => scheduledMinutes(member, weekdayOf(dayOfWall(day))) > 0,
  }
}

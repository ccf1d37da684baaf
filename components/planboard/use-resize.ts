'use client'
import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback } from 'react'
import { type BoardVisit, clockOf, snapMinutes, wallAt, xOf } from '@/lib/planning/rules'
import { clockShift, endOf, minutesUntil } from '@/lib/planning/rules/clock'
import type { Geometry } from './drag-track'

/**
 * Pulling the right edge of a block: the block follows by style, React hears of the new length at the end. Returns handlers
 * for the board; they stop the event where it hits a handle, so that no drag starts.
 */
export function useResize(
  geometry: RefObject<Geometry | null>,
  timeZone: string,
  visitOf: (id: string) => BoardVisit | undefined,
  onResize: (visit: BoardVisit, minutes: number) => void,
): {
  onPointerDownCapture: (event: ReactPointerEvent) => void
  onMouseDownCapture: (event: { target: EventTarget; stopPropagation: () => void }) => void
} {
  const onPointerDownCapture = useCallback(
    (event: ReactPointerEvent) => {
      const handle = handleOf(event.target)
      const board = geometry.current
      const block = handle?.closest<HTMLElement>('[data-visit]')
      const visit = visitOf(handle?.dataset.resize ?? '')
      const { start } = visit ?? { start: null }
      if (!handle || !board || !block || !visit || start === null || event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      handle.setPointerCapture(event.pointerId)
      const before = { width: block.style.width, title: block.title }
      const heard = new AbortController()
      const { signal } = heard
      const left = xOf(board.axis, start)
      let minutes = visit.minutes

      function follow(move: PointerEvent) {
        if (!board || !block || !visit || start === null) return
        const box = board.scroller.getBoundingClientRect()
        const x = move.clientX - box.left + board.scroller.scrollLeft - board.nameWidth
        minutes = Math.max(snapMinutes, minutesUntil(timeZone, { ...visit, start }, wallAt(board.axis, x)))
        const end = endOf({ start, minutes, shift: clockShift(timeZone, start, minutes, visit.later) })
        block.style.width = `${Math.max(8, xOf(board.axis, end) - left)}px`
        block.style.zIndex = '15'
        block.title = clockOf(end)
      }
      function finish(isDone: boolean) {
        heard.abort()
        if (block) {
          block.style.width = before.width
          block.style.zIndex = ''
          block.title = before.title
        }
        if (isDone && visit && minutes !== visit.minutes) onResize(visit, minutes)
      }
      function abort(key: KeyboardEvent) {
        if (key.key === 'Escape') finish(false)
      }
      handle.addEventListener('pointermove', follow, { signal })
      handle.addEventListener('pointerup', () => finish(true), { signal })
      handle.addEventListener('pointercancel', () => finish(false), { signal })
      window.addEventListener('keydown', abort, { capture: true, signal })
    },
    [geometry, onResize, timeZone, visitOf],
  )
  const onMouseDownCapture = useCallback((event: { target: EventTarget; stopPropagation: () => void }) => {
    if (handleOf(event.target)) event.stopPropagation()
  }, [])
  return { onPointerDownCapture, onMouseDownCapture }
}

function handleOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-resize]') : null
}

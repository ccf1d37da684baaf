'use client'
import { type FocusEvent, type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { BacklogRow, BoardVisit } from '@/lib/planning/rules'
import type { Dragged } from './drag-track'

const stops = '[data-visit], [data-order]'

/** What has the focus, and how the arrows go from one block or card to the next. */
export function useBoardFocus({
  visitOf,
  orderOf,
}: {
  visitOf: (id: string) => BoardVisit | undefined
  orderOf: (id: string) => BacklogRow | undefined
}) {
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(stops) : null
    if (!here || !event.key.startsWith('Arrow') || event.defaultPrevented) return
    const next = neighbour(here, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])

  // What had the focus, to give it to what comes instead when it is planned, moved to another row or taken away.
  const last = useRef<{ element: HTMLElement; box: DOMRect } | null>(null)
  const onFocus = useCallback((event: FocusEvent) => {
    const element = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(stops) : null
    last.current = element && { element, box: element.getBoundingClientRect() }
  }, [])
  useLayoutEffect(() => {
    if (!last.current || last.current.element.isConnected || document.activeElement !== document.body) return
    const { element, box } = last.current
    const { visit, order } = element.dataset
    const again = document.querySelector<HTMLElement>(visit ? `[data-visit="${visit}"]` : `[data-order="${order}"]`)
    // A visit that is only out of sight, in a row that is scrolled away, takes nothing along.
    if (!again && visit && visitOf(visit)) return
    const next = again ?? nearest(visit ? '[data-visit]' : '[data-order]', box)
    next?.focus({ preventScroll: true })
  })

  return useMemo(() => {
    const data = () => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {})
    const visit = () => visitOf(data().visit ?? '')
    const order = () => orderOf(data().order ?? '')
    const dragged = (): Dragged | null => {
      const found = visit()
      if (found?.status === 'planned') return { kind: 'visit', visit: found, fromMemberId: data().member ?? '' }
      const row = order()
      return row ? { kind: 'order', order: row } : null
    }
    return { onKeyDown, onFocus, visit, order, dragged }
  }, [onFocus, onKeyDown, orderOf, visitOf])
}

/** What lies nearest to where something was. */
function nearest(kind: string, box: DOMRect): HTMLElement | null {
  let best: { element: HTMLElement; distance: number } | null = null
  for (const element of document.querySelectorAll<HTMLElement>(kind)) {
    const { left, top } = element.getBoundingClientRect()
    const distance = Math.abs(left - box.left) + Math.abs(top - box.top)
    if (!best || distance < best.distance) best = { element, distance }
  }
  return best?.element ?? null
}

/** The nearest block or card in the direction of the arrow. */
function neighbour(here: HTMLElement, key: string): HTMLElement | null {
  const from = here.getBoundingClientRect()
  const [x, y] = [from.left + from.width / 2, from.top + from.height / 2]
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight'
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1
  let best: { element: HTMLElement; distance: number } | null = null
  for (const element of document.querySelectorAll<HTMLElement>(stops)) {
    if (element === here) continue
    const box = element.getBoundingClientRect()
    const dx = box.left + box.width / 2 - x
    const dy = box.top + box.height / 2 - y
    const along = (isAcross ? dx : dy) * sign
    const aside = Math.abs(isAcross ? dy : dx)
    if (along < 4 || (isAcross && aside > along * 2)) continue
    const distance = along + aside * 2
    if (!best || distance < best.distance) best = { element, distance }
  }
  return best?.element ?? null
}

'use client'
import { type KeyboardEvent, useCallback, useMemo } from 'react'
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
    return { onKeyDown, visit, order, dragged }
  }, [onKeyDown, orderOf, visitOf])
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

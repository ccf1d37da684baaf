'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

const virtualFrom = 200
const rowPixels = 36

/** Which rows to draw: all of them up to 200, beyond that only those near the window of the scroller. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const isVirtual = count > virtualFrom
  const virtualizer = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 12,
    initialRect: { width: 1200, height: 800 },
  })
  if (!isVirtual) {
    return {
      isVirtual,
      visible: Array.from({ length: count }, (_, index) => index),
      before: 0,
      after: 0,
      measure: undefined,
      scrollTo: () => undefined,
    }
  }
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  return {
    isVirtual,
    visible: items.map((item) => item.index),
    before: first?.start ?? 0,
    after: last ? virtualizer.getTotalSize() - last.end : 0,
    measure: virtualizer.measureElement,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}

import { useEffect } from 'react'

const blocks = '[data-board] [data-visit], [data-backlog] [data-order]'

/** What the pointer is over on the board is pointed at on the map, and the other way round. */
export function usePointing(pointed: string | null, point: (id: string | null) => void): void {
  useEffect(() => {
    function over(event: PointerEvent) {
      const block = event.target instanceof Element ? event.target.closest<HTMLElement>(blocks) : null
      if (block) point(block.dataset.visit ?? block.dataset.order ?? null)
    }
    function out(event: PointerEvent) {
      if (event.target instanceof Element && event.target.closest(blocks)) point(null)
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('pointerout', out)
    return () => {
      document.removeEventListener('pointerover', over)
      document.removeEventListener('pointerout', out)
    }
  }, [point])

  useEffect(() => {
    if (pointed === null) return
    const id = CSS.escape(pointed)
    const found = document.querySelectorAll(`[data-board] [data-visit="${id}"], [data-backlog] [data-order="${id}"]`)
    for (const block of found) block.toggleAttribute('data-pointed', true)
    return () => {
      for (const block of found) block.removeAttribute('data-pointed')
    }
  }, [pointed])
}

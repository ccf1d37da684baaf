'use client'
import { useLocale } from 'next-intl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { BaseMapOptions } from './base-map'
import { useMapStyle } from './map-style'

export type DrawingState = 'loading' | 'drawn' | 'impossible' | 'failed'
/** What every map is told about where it is drawn. */
export type MapGround = Pick<BaseMapOptions, 'language' | 'styleUrl' | 'onDrawn'>

/**
 * A drawing in an element, whose library is loaded when the element is there. `load` answers what draws, which answers null
 * where the browser can't draw; another language or map server draws anew.
 */
export function useDrawing<Drawn extends { remove: () => void }>(
  load: () => Promise<(container: HTMLElement, ground: MapGround) => Drawn | null>,
): { holder: RefObject<HTMLDivElement | null>; drawing: RefObject<Drawn | null>; state: DrawingState } {
  const language = useLocale()
  const styleUrl = useMapStyle()
  const holder = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawn | null>(null)
  const latest = useRef(load)
  latest.current = load
  const [state, setState] = useState<DrawingState>('loading')

  useEffect(() => {
    let isGone = false
    async function begin(container: HTMLElement) {
      const draw = await latest.current()
      if (isGone) return
      drawing.current = draw(container, { language, styleUrl, onDrawn: () => setState('drawn') })
      if (!drawing.current) setState('impossible')
    }
    if (holder.current) begin(holder.current).catch(() => !isGone && setState('failed'))
    return () => {
      isGone = true
      drawing.current?.remove()
      drawing.current = null
    }
  }, [language, styleUrl])
  return { holder, drawing, state }
}

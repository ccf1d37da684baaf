'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { useMapStyle } from './map-style'
import type { PinDrawing } from './pin-drawing'
import './colours.css'

/**
 * Points out a place: click the map, drag the pin, or move it with the arrow keys (a field on which the numbers stand goes
 * with it, for who can't see the map). Where the browser can't draw, it says so. Coordinates are degrees on five decimals.
 */
export function PinMap({
  latitude,
  longitude,
  onChange,
  near = null,
  className,
}: {
  latitude: number | null
  longitude: number | null
  onChange: (at: { latitude: number; longitude: number }) => void
  /** Where to look while there is no pin yet, such as the middle of the town. */
  near?: { latitude: number; longitude: number } | null
  className?: string
}) {
  const t = useTranslations('map')
  const language = useLocale()
  const styleUrl = useMapStyle()
  const holder = useRef<HTMLDivElement>(null)
  const drawing = useRef<PinDrawing | null>(null)
  const latest = useRef({ latitude, longitude, onChange, near })
  latest.current = { latitude, longitude, onChange, near }
  const words = useRef({ label: t('pin.label'), pin: t('pin.pin'), zoomIn: t('zoomIn'), zoomOut: t('zoomOut') })
  const [state, setState] = useState<'loading' | 'drawn' | 'impossible' | 'failed'>('loading')
  const help = useId()

  useEffect(() => {
    let isGone = false
    async function draw(container: HTMLElement) {
      const { drawPin } = await import('./pin-drawing')
      if (isGone) return
      const options = {
        language,
        words: words.current,
        styleUrl,
        onBaseFailed: () => undefined,
        onDrawn: () => setState('drawn'),
      }
      const drawn = drawPin(container, options, (at) => latest.current.onChange(at))
      if (!drawn) setState('impossible')
      drawing.current = drawn
      drawn?.look(latest.current.near)
      drawn?.put(latest.current.latitude, latest.current.longitude)
    }
    if (holder.current) draw(holder.current).catch(() => !isGone && setState('failed'))
    return () => {
      isGone = true
      drawing.current?.remove()
      drawing.current = null
    }
  }, [language, styleUrl])
  useEffect(() => drawing.current?.put(latitude, longitude), [latitude, longitude])

  if (state === 'impossible' || state === 'failed')
    return <p className="text-sm text-ink-soft">{state === 'failed' ? t('pin.failed') : t('pin.impossible')}</p>
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <section
        aria-label={t('pin.label')}
        aria-describedby={help}
        data-map={state}
        className="relative h-56 overflow-hidden rounded-md border border-line bg-sunken"
      >
        <div ref={holder} className="map-drawing absolute! inset-0" />
      </section>
      <p id={help} className="text-sm text-ink-faint">
        {t('pin.help')}
      </p>
    </div>
  )
}

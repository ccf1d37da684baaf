'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { useDrawing } from './use-drawing'
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
  const latest = useRef({ latitude, longitude, onChange, near })
  latest.current = { latitude, longitude, onChange, near }
  const words = useRef({ label: t('pin.label'), pin: t('pin.pin'), zoomIn: t('zoomIn'), zoomOut: t('zoomOut') })
  const help = useId()

  const { holder, drawing, state } = useDrawing(async () => {
    const { drawPin } = await import('./pin-drawing')
    return (container, ground) => {
      const options = { ...ground, words: words.current, onBaseFailed: () => undefined }
      const drawn = drawPin(container, options, (at) => latest.current.onChange(at))
      drawn?.look(latest.current.near)
      drawn?.put(latest.current.latitude, latest.current.longitude)
      return drawn
    }
  })
  useEffect(() => drawing.current?.put(latitude, longitude), [drawing, latitude, longitude])

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

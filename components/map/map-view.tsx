'use client'
import { MapPinOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import type { MapContents } from './drawing'
import { useDrawing } from './use-drawing'
import './colours.css'

/**
 * A map with signs and lines; it and its library load only when it is shown. It says so when the browser can't draw one:
 * whatever can be done on it, can be done in the list that stands beside it.
 */
export function MapView({
  label,
  contents,
  chosen,
  pointed,
  covered = 0,
  onPress,
  onPoint,
  fitKey,
  className,
}: {
  /** What the map shows, for who can't see it. */
  label: string
  contents: MapContents
  /** Ids that are chosen and pointed at. */
  chosen: string | null
  pointed: string | null
  /** How many px at the right of the window a panel covers while something is chosen. */
  covered?: number
  onPress: (id: string) => void
  onPoint: (id: string | null) => void
  /** Another text here shows everything anew. */
  fitKey: string
  className?: string
}) {
  const t = useTranslations('map')
  const latest = useRef({ contents, chosen, pointed, covered, onPress, onPoint })
  latest.current = { contents, chosen, pointed, covered, onPress, onPoint }
  const [isGroundLost, setGroundLost] = useState(false)
  const words = useRef({ label, zoomIn: t('zoomIn'), zoomOut: t('zoomOut') })

  const { holder, drawing, state } = useDrawing(async () => {
    const { drawMap } = await import('./drawing')
    return (container, ground) => {
      const options = { ...ground, words: words.current, onBaseFailed: () => setGroundLost(true) }
      const drawn = drawMap(container, options, {
        onPress: (id) => latest.current.onPress(id),
        onPoint: (id) => latest.current.onPoint(id),
      })
      drawn?.show(latest.current.contents)
      drawn?.mark(latest.current.chosen, latest.current.pointed, latest.current.covered)
      drawn?.showAll()
      return drawn
    }
  })

  useEffect(() => drawing.current?.show(contents), [drawing, contents])
  useEffect(() => drawing.current?.mark(chosen, pointed, covered), [drawing, chosen, pointed, covered])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is what asks for it
  useEffect(() => drawing.current?.showAll(), [fitKey])

  return (
    <section
      aria-label={label}
      data-map={state}
      className={cx('relative min-h-0 overflow-hidden bg-sunken', className)}
    >
      <div ref={holder} className="map-drawing absolute! inset-0" />
      {state === 'loading' && <Notice>{t('loading')}</Notice>}
      {state === 'impossible' && <Notice isTrouble>{t('impossible')}</Notice>}
      {state === 'failed' && <Notice isTrouble>{t('failed')}</Notice>}
      {isGroundLost && (
        <p className="absolute top-2 left-2 max-w-72 rounded-md border border-line bg-raised px-3 py-1.5 text-sm text-ink-soft">
          {t('groundLost')}
        </p>
      )}
    </section>
  )
}

function Notice({ isTrouble = false, children }: { isTrouble?: boolean; children: string }) {
  return (
    <div
      role="status"
      className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-sunken px-6 text-center text-ink-soft"
    >
      {isTrouble && <MapPinOff aria-hidden className="size-6 text-ink-faint" />}
      <p className="max-w-80">{children}</p>
    </div>
  )
}

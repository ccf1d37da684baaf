'use client'
import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import Pad, { type PointGroup } from 'signature_pad'
import { cx } from './cx'

export type Signature = {
  /** Sharp at any size, for documents. */
  svg: string
  /** A data URL, for what can't draw SVG. */
  png: string
}

/** Signing with finger, pen or mouse on white paper in any theme; turning the phone keeps the lines. Null when empty. */
export function SignaturePad({
  label,
  onChange,
  isRequired,
  error,
  className,
}: {
  label?: string
  onChange: (signature: Signature | null) => void
  isRequired?: boolean
  error?: string | null
  className?: string
}) {
  const t = useTranslations('common.signature')
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<Pad | null>(null)
  const [isEmpty, setEmpty] = useState(true)
  const latest = useRef(onChange)
  latest.current = onChange

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const drawn = new Pad(element, { penColor: '#12203f', minWidth: 0.8, maxWidth: 2.6 })
    pad.current = drawn
    let size = { width: 0, height: 0 }

    function resize() {
      if (!element) return
      const { width, height } = element.getBoundingClientRect()
      if (width === 0 || (width === size.width && height === size.height)) return
      const strokes = scaled(
        drawn.toData(),
        size.width ? width / size.width : 1,
        size.height ? height / size.height : 1,
      )
      const ratio = Math.max(window.devicePixelRatio || 1, 1)
      element.width = width * ratio
      element.height = height * ratio
      element.getContext('2d')?.scale(ratio, ratio)
      drawn.clear()
      drawn.fromData(strokes)
      size = { width, height }
    }

    function tell() {
      setEmpty(drawn.isEmpty())
      latest.current(drawn.isEmpty() ? null : { svg: drawn.toSVG(), png: drawn.toDataURL('image/png') })
    }

    const watcher = new ResizeObserver(resize)
    watcher.observe(element)
    resize()
    drawn.addEventListener('endStroke', tell)
    return () => {
      watcher.disconnect()
      drawn.removeEventListener('endStroke', tell)
      drawn.off()
    }
  }, [])

  return (
    <div className={cx('flex flex-col gap-1', className)} data-invalid={error ? '' : undefined}>
      <div className="flex min-h-control-sm items-center justify-between">
        <span className="text-sm font-medium text-ink-soft">
          {label ?? t('label')}
          {isRequired && (
            <span aria-hidden className="text-alert-fg">
              {' *'}
            </span>
          )}
        </span>
        {!isEmpty && (
          <button
            type="button"
            onClick={() => {
              pad.current?.clear()
              setEmpty(true)
              onChange(null)
            }}
            className="focus-ring flex min-h-control-sm items-center gap-1.5 rounded-sm px-2 text-sm text-ink-soft hover:text-ink"
          >
            <RotateCcw aria-hidden className="size-3.5" />
            {t('clear')}
          </button>
        )}
      </div>
      <div
        className={cx(
          'relative select-none overflow-hidden rounded-md border bg-white',
          error ? 'border-alert' : 'border-line-control',
        )}
      >
        <canvas ref={canvas} aria-label={label ?? t('label')} role="img" className="block h-44 w-full touch-none" />
        <span aria-hidden className="pointer-events-none absolute inset-x-6 bottom-9 border-b border-[#c9d1d0]" />
        {isEmpty && (
          <span className="pointer-events-none absolute inset-x-0 bottom-2.5 text-center text-sm text-[#5f6c69]">
            {t('hint')}
          </span>
        )}
      </div>
      {error && <p className="text-sm text-alert-fg">{error}</p>}
    </div>
  )
}

function scaled(strokes: PointGroup[], across: number, down: number): PointGroup[] {
  return strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map((point) => ({ ...point, x: point.x * across, y: point.y * down })),
  }))
}

'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { cx } from '@/components/ui/cx'

/** Far enough apart to be told from each other on a board, dark enough for white words. */
const swatches = [
  '#0f5c66',
  '#1d4f91',
  '#5b3a9b',
  '#9b2d6f',
  '#a3341f',
  '#9a5b00',
  '#3f6b1e',
  '#1f6f4a',
  '#44525c',
] as const

/** A colour: one of nine that go well together, or any other. Sends `#rrggbb`. */
export function ColourField({
  label,
  name,
  defaultValue,
  description,
  onChange,
}: {
  label: string
  name: string
  defaultValue: string
  description?: string
  onChange?: (colour: string) => void
}) {
  const t = useTranslations('settings')
  const id = useId()
  const [colour, setColour] = useState(defaultValue.toLowerCase())
  function choose(next: string) {
    setColour(next)
    onChange?.(next)
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-soft">{label}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {swatches.map((swatch) => (
          <button
            key={swatch}
            type="button"
            aria-label={swatch}
            aria-pressed={colour === swatch}
            onClick={() => choose(swatch)}
            style={{ background: swatch }}
            className="focus-ring flex size-6 items-center justify-center rounded-full text-white"
          >
            {colour === swatch && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
          </button>
        ))}
        <label
          htmlFor={id}
          className={cx(
            'relative flex size-6 cursor-pointer items-center justify-center overflow-hidden rounded-full border border-line-control focus-within:outline-2 focus-within:outline-focus',
          )}
          title={t('ownColour')}
          style={{ background: `conic-gradient(#c33,#cc3,#3c3,#3cc,#33c,#c3c,#c33)` }}
        >
          <span className="sr-only">{t('ownColour')}</span>
          <input
            id={id}
            type="color"
            name={name}
            value={colour}
            onChange={(event) => choose(event.target.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
        </label>
        <span className="tabular ml-1 text-sm text-ink-faint">{colour}</span>
      </div>
      {description && <p className="text-sm text-ink-faint">{description}</p>}
    </fieldset>
  )
}

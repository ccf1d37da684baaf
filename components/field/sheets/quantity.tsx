'use client'
import { Minus, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { formatDecimal, parseDecimal } from '@/components/ui/decimal'
import { IconButton } from '@/components/ui/icon-button'
import { useRegion } from '@/components/ui/region'

const pauseMs = 600

/** How many: plus, minus, or typed; kept after a pause, so that five taps are one change. */
export function Quantity({
  label,
  value,
  unit,
  isReadOnly,
  onChange,
  onRemove,
}: {
  label: string
  value: string
  unit: string
  isReadOnly: boolean
  onChange: (quantity: string) => void
  onRemove: () => void
}) {
  const t = useTranslations('field.material')
  const { formatLocale } = useRegion()
  const [text, setText] = useState(() => formatDecimal(value, formatLocale, 0, 3))
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const unsent = useRef<(() => void) | null>(null)
  /** As it was when the change was begun: it says which version was seen. */
  const begun = useRef(onChange)

  function flush() {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    unsent.current?.()
    unsent.current = null
  }
  // What another made of it shows here, but never in the place of what is being typed.
  useEffect(() => {
    if (unsent.current === null) setText(formatDecimal(value, formatLocale, 0, 3))
  }, [value, formatLocale])
  // Closing the sheet within the pause still sends.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes away
  useEffect(() => flush, [])

  function change(next: string) {
    const exact = parseDecimal(next, formatLocale)
    setText(next)
    if (exact === null || Number(exact) <= 0) return
    if (unsent.current === null) begun.current = onChange
    unsent.current = () => begun.current(exact)
    if (timer.current) clearTimeout(timer.current)
    timer.current = setTimeout(flush, pauseMs)
  }

  const number = Number(parseDecimal(text, formatLocale) ?? value)
  const stepped = (by: number) => formatDecimal(String(Math.round((number + by) * 1000) / 1000), formatLocale, 0, 3)
  if (isReadOnly)
    return (
      <p className="tabular text-ink-soft">
        {text} {unit}
      </p>
    )
  return (
    <div className="flex items-center gap-2">
      <IconButton label={t('less')} variant="secondary" isDisabled={number <= 1} onPress={() => change(stepped(-1))}>
        <Minus />
      </IconButton>
      <input
        aria-label={t('quantityOf', { name: label })}
        inputMode="decimal"
        value={text}
        onChange={(event) => change(event.target.value)}
        className="control tabular w-20 px-2 text-center"
      />
      <IconButton label={t('more')} variant="secondary" onPress={() => change(stepped(1))}>
        <Plus />
      </IconButton>
      <span className="flex-1 text-ink-soft">{unit}</span>
      <IconButton label={t('remove')} onPress={onRemove}>
        <Trash2 />
      </IconButton>
    </div>
  )
}

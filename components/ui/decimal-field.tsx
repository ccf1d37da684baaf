'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { fixDecimal, formatDecimal, parseDecimal } from './decimal'
import type { FieldProps } from './field'
import { useRegion } from './region'
import { TextField } from './text-field'

export type DecimalFieldProps = FieldProps & {
  /** Exact decimal string with a dot: `1234.56`. Never a float. */
  value?: string | null
  defaultValue?: string | null
  onChange?: (value: string | null) => void
  /** Least and most digits after the comma that are shown and kept. */
  leastDigits?: number
  mostDigits?: number
  allowsNegative?: boolean
  prefix?: ReactNode
  suffix?: ReactNode
  placeholder?: string
  isReadOnly?: boolean
  autoFocus?: boolean
}

/** A quantity, percentage or amount as an exact decimal string; typed with comma or point, shown in the locale. */
export function DecimalField(props: DecimalFieldProps) {
  const {
    value,
    defaultValue,
    onChange,
    leastDigits = 0,
    mostDigits = 4,
    allowsNegative = false,
    name,
    ...rest
  } = props
  const { formatLocale: locale } = useRegion()
  const [own, setOwn] = useState(defaultValue ?? null)
  const exact = value === undefined ? own : value
  const shown = exact === null || exact === '' ? '' : formatDecimal(exact, locale, leastDigits, mostDigits)
  const [text, setText] = useState(shown)
  const isTyping = useRef(false)

  useEffect(() => {
    if (!isTyping.current) setText(shown)
  }, [shown])

  function change(next: string) {
    isTyping.current = true
    setText(next)
    const parsed = parseDecimal(next, locale)
    const kept =
      parsed !== null && (allowsNegative || !parsed.startsWith('-'))
        ? fixDecimal(parsed, leastDigits, mostDigits)
        : null
    setOwn(kept)
    onChange?.(kept)
  }

  return (
    <TextField
      {...rest}
      name={name}
      value={text}
      onChange={change}
      onBlur={() => {
        isTyping.current = false
        if (exact) setText(shown)
      }}
      inputMode={allowsNegative ? 'text' : 'decimal'}
      autoComplete="off"
      inputClassName="tabular text-right"
      exactValue={exact ?? text.trim()}
    />
  )
}

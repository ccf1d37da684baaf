'use client'
import { type RefObject, useLayoutEffect, useState } from 'react'

type Text = { value?: string; defaultValue?: string; onChange?: (value: string) => void }

/**
 * The text of a field, which keeps what somebody (or a password manager) filled in before the script was there: React
 * would empty it at its first drawing.
 */
export function useText(props: Text, field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>) {
  const [own, setOwn] = useState(props.defaultValue ?? '')
  const value = props.value ?? own
  function onChange(next: string) {
    setOwn(next)
    props.onChange?.(next)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, before anything is drawn again
  useLayoutEffect(() => {
    const typed = field.current?.value
    if (typed !== undefined && typed !== value) onChange(typed)
  }, [])
  return { value, onChange }
}

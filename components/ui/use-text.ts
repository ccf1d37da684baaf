'use client'
import { useLayoutEffect, useState, useSyncExternalStore } from 'react'

type Text = { name?: string; value?: string; defaultValue?: string; onChange?: (value: string) => void }

const never = () => () => {}

/** What stands in a field of the server's page; read while React takes the page over, just before it empties the field. */
function typedEarly(name: string | undefined): string | undefined {
  const [field] = name && typeof document !== 'undefined' ? document.getElementsByName(name) : []
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : undefined
}

/**
 * The text of a field, which keeps what somebody (or a password manager) filled in before the script was there: React
 * would empty it at its first drawing.
 */
export function useText(props: Text) {
  const isTakingOver = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  const [early] = useState(() => (isTakingOver ? typedEarly(props.name) : undefined))
  const [own, setOwn] = useState(props.defaultValue ?? '')
  const value = props.value ?? own
  function onChange(next: string) {
    setOwn(next)
    props.onChange?.(next)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as the page is React's
  useLayoutEffect(() => {
    if (early && early !== value) onChange(early)
  }, [])
  return { value, onChange }
}

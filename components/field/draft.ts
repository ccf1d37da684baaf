'use client'
import { useCallback, useEffect, useState } from 'react'

/**
 * Typed text that survives a reload or a dead battery's restart until the server has it: `const [text, setText, forget] =
 * useDraft('note:…', '')`. Call `forget` when it was acknowledged.
 */
export function useDraft(key: string, initial: string): [string, (value: string) => void, () => void] {
  const name = `field:${key}`
  const [value, setValue] = useState(initial)
  useEffect(() => {
    const kept = sessionStorage.getItem(name)
    if (kept !== null) setValue(kept)
  }, [name])
  const change = useCallback(
    (next: string) => {
      setValue(next)
      sessionStorage.setItem(name, next)
    },
    [name],
  )
  const forget = useCallback(() => sessionStorage.removeItem(name), [name])
  return [value, change, forget]
}

'use client'
import { useCallback, useEffect, useState } from 'react'

/**
 * Typed text that survives a reload or a dead battery's restart until the server has it: `const [text, setText, forget] =
 * useDraft('note:…', '')`. Call `forget` when it was acknowledged.
 */
export function useDraft(key: string, initial: string): [string, (value: string) => void, () => void] {
  const [kept, keep, forget] = useKept(key)
  return [kept ?? initial, keep, forget]
}

/** What is kept on the phone without being on a screen, by the same keys. */
export function kept(key: string): string | null {
  return sessionStorage.getItem(`field:${key}`)
}

export function keepOnPhone(key: string, value: string): void {
  sessionStorage.setItem(`field:${key}`, value)
}

const screens = new Set<(name: string) => void>()

/** Forgets what is kept, and has screens that show it do so too. */
export function forgetOnPhone(key: string): void {
  sessionStorage.removeItem(`field:${key}`)
  for (const tell of screens) tell(`field:${key}`)
}

/** The same, telling apart what was typed and not acknowledged from nothing: null. */
export function useKept(key: string): [string | null, (value: string) => void, () => void] {
  const name = `field:${key}`
  const [value, setValue] = useState<string | null>(null)
  useEffect(() => setValue(sessionStorage.getItem(name)), [name])
  useEffect(() => {
    const forgotten = (gone: string) => void (gone === name && setValue(null))
    screens.add(forgotten)
    return () => void screens.delete(forgotten)
  }, [name])
  const keep = useCallback(
    (next: string) => {
      setValue(next)
      sessionStorage.setItem(name, next)
    },
    [name],
  )
  const forget = useCallback(() => {
    setValue(null)
    sessionStorage.removeItem(name)
  }, [name])
  return [value, keep, forget]
}

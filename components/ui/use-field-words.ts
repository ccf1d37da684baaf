'use client'
import { type RefObject, useEffect, useMemo, useState } from 'react'

type Words = Record<string, string>

/**
 * What stands beside the fields of a form, by name. Words about a field go when somebody types in it, and not when they
 * leave it: then the button they are about to press would jump away under the pointer. New words are all shown again.
 */
export function useFieldWords(words: Words | undefined, form: RefObject<HTMLFormElement | null>): Words | undefined {
  const [retyped, setRetyped] = useState<readonly string[]>([])
  useEffect(() => {
    if (words) setRetyped([])
  }, [words])
  useEffect(() => {
    const element = form.current
    function retype(event: Event) {
      const name = event.target instanceof HTMLElement ? event.target.getAttribute('name') : null
      // After React has seen the event itself: drawing earlier would put the old text back.
      if (name) setTimeout(() => setRetyped((names) => (names.includes(name) ? names : [...names, name])))
    }
    element?.addEventListener('input', retype)
    return () => element?.removeEventListener('input', retype)
  }, [form])
  return useMemo(
    () => words && Object.fromEntries(Object.entries(words).filter(([path]) => !retyped.includes(path))),
    [words, retyped],
  )
}

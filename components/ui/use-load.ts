'use client'
import { useEffect, useRef, useState } from 'react'
import type { Option } from './option'

const pauseMilliseconds = 160

/** Matches every typed word anywhere in the label or description, accents aside. */
export function matches(option: { label: string; description?: string }, query: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const hay = plain(`${option.label} ${option.description ?? ''}`)
  return plain(query)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/** Options for what is typed: at once from a known list, or from the server after a pause, the last question winning. */
export function useLoad(
  query: string,
  source: {
    load?: (query: string, signal: AbortSignal) => Promise<readonly Option[]>
    options?: readonly Option[]
    isActive: boolean
  },
): { items: readonly Option[]; isLoading: boolean; failed: boolean } {
  const { load, options, isActive } = source
  const [found, setFound] = useState<{ query: string; items: readonly Option[] }>({ query: '', items: [] })
  const [isLoading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)
  const latest = useRef(load)
  latest.current = load

  const isAsync = load !== undefined
  useEffect(() => {
    if (!isAsync || !isActive) return
    const controller = new AbortController()
    setLoading(true)
    const timer = setTimeout(
      () => {
        latest
          .current?.(query, controller.signal)
          .then((items) => {
            if (controller.signal.aborted) return
            setFound({ query, items })
            setFailed(false)
            setLoading(false)
          })
          .catch(() => {
            if (controller.signal.aborted) return
            setFound({ query, items: [] })
            setFailed(true)
            setLoading(false)
          })
      },
      query ? pauseMilliseconds : 0,
    )
    return () => {
      clearTimeout(timer)
      controller.abort()
      setLoading(false)
    }
  }, [query, isAsync, isActive])

  // Until the answer is there, only what fits the question: Enter on what the last one found would choose somebody else.
  const known = isAsync ? found.items : (options ?? [])
  const isAnswer = isAsync && found.query === query
  const items = isAnswer || !query ? known : known.filter((option) => matches(option, query))
  return { items, isLoading, failed }
}

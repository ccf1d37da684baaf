'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { LiveEvent, LiveKind } from '@/lib/live/rules'
import { LiveLine, type Source } from './line'

const line = new LiveLine({
  open: () => new EventSource('/api/events') as Source,
  later: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
})
if (typeof window !== 'undefined') window.addEventListener('online', () => line.hurry())

/**
 * Calls back when a record of one of these kinds changed, by anybody; `null` after a reconnect (read everything again).
 * All hooks of a tab share one stream.
 */
export function useLive(kinds: readonly LiveKind[], onChange: (event: LiveEvent | null) => void): void {
  const latest = useRef(onChange)
  latest.current = onChange
  const wanted = kinds.join()
  useEffect(
    () =>
      line.hear((event) => {
        if (event === null || wanted.split(',').includes(event.kind)) latest.current(event)
      }),
    [wanted],
  )
}

/** Whether the stream is broken, so that what others do is not seen. Only who uses useLive as well has a stream. */
export function useIsAway(): boolean {
  return useSyncExternalStore(
    (watcher) => line.watch(watcher),
    () => line.isAway,
    () => false,
  )
}

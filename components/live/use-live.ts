'use client'

import { useEffect, useRef } from 'react'
import type { LiveEvent, LiveKind } from '@/lib/live/rules'

type Listener = (event: LiveEvent | null) => void
const listeners = new Set<Listener>()
let source: EventSource | null = null
let everOpened = false

function connect(): void {
  source = new EventSource('/api/events')
  source.onopen = () => {
    // What happened while the stream was away is not replayed: everybody reads again.
    if (everOpened) for (const listener of listeners) listener(null)
    everOpened = true
  }
  source.onmessage = (message) => {
    const event = JSON.parse(message.data) as LiveEvent
    for (const listener of listeners) listener(event)
  }
}

/**
 * Calls back when a record of one of these kinds changed, by anybody; `null` after a reconnect (read everything again).
 * All hooks of a tab share one stream.
 */
export function useLive(kinds: readonly LiveKind[], onChange: (event: LiveEvent | null) => void): void {
  const latest = useRef(onChange)
  latest.current = onChange
  const wanted = kinds.join()
  useEffect(() => {
    const listener: Listener = (event) => {
      if (event === null || wanted.split(',').includes(event.kind)) latest.current(event)
    }
    listeners.add(listener)
    if (!source) connect()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) {
        source?.close()
        source = null
      }
    }
  }, [wanted])
}

import 'server-only'
import { pool } from '@/db/client'
import { type Heard, hear, heardLately, type LiveEvent } from './rules'

/** `null` is a gap: the database cut the line, and what was told meanwhile nobody heard. */
type Listener = (event: LiveEvent | null) => void
type Hub = {
  byOrganization: Map<string, Set<Listener>>
  listening: Promise<unknown> | null
  heard: Heard
  lines: number
}

const shared = globalThis as typeof globalThis & { werkstroomLive?: Hub }
shared.werkstroomLive ??= { byOrganization: new Map(), listening: null, heard: new Map(), lines: 0 }
const hub = shared.werkstroomLive

/**
 * One LISTEN connection per process feeds every open screen of every organization, from ten seconds ago on. Returns how
 * to stop.
 */
export async function subscribe(organizationId: string, listener: Listener): Promise<() => void> {
  hub.listening ??= pool()
    .listen('werkstroom', dispatch, connected)
    .catch((error) => {
      hub.listening = null
      throw error
    })
  await hub.listening
  const listeners = hub.byOrganization.get(organizationId) ?? new Set()
  hub.byOrganization.set(organizationId, listeners)
  listeners.add(listener)
  for (const event of heardLately(hub.heard, organizationId, performance.now())) listener(event)
  return () => {
    listeners.delete(listener)
    // Left twice, it must not take away the screens that came since.
    if (listeners.size === 0 && hub.byOrganization.get(organizationId) === listeners)
      hub.byOrganization.delete(organizationId)
  }
}

/** The line stands. When it stands again after it was cut, every open screen must read anew. */
function connected(): void {
  if (hub.lines++ === 0) return
  hub.heard.clear()
  for (const listeners of hub.byOrganization.values()) for (const listener of listeners) listener(null)
}

function dispatch(payload: string): void {
  const { o, ...event } = JSON.parse(payload) as LiveEvent & { o: string }
  hear(hub.heard, o, event, performance.now())
  for (const listener of hub.byOrganization.get(o) ?? []) listener(event)
}

import 'server-only'
import { pool } from '@/db/client'
import type { LiveEvent } from './rules'

type Listener = (event: LiveEvent) => void
type Hub = { byOrganization: Map<string, Set<Listener>>; listening: Promise<unknown> | null }

const shared = globalThis as typeof globalThis & { werkstroomLive?: Hub }
shared.werkstroomLive ??= { byOrganization: new Map(), listening: null }
const hub = shared.werkstroomLive

/** One LISTEN connection per process feeds every open screen of every organization. Returns how to stop. */
export async function subscribe(organizationId: string, listener: Listener): Promise<() => void> {
  hub.listening ??= pool()
    .listen('werkstroom', dispatch)
    .catch((error) => {
      hub.listening = null
      throw error
    })
  await hub.listening
  const listeners = hub.byOrganization.get(organizationId) ?? new Set()
  hub.byOrganization.set(organizationId, listeners)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) hub.byOrganization.delete(organizationId)
  }
}

function dispatch(payload: string): void {
  const { o, ...event } = JSON.parse(payload) as LiveEvent & { o: string }
  for (const listener of hub.byOrganization.get(o) ?? []) listener(event)
}

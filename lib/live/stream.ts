import 'server-only'
import { pool } from '@/db/client'
import type { LiveEvent } from './rules'

type Listener = (event: LiveEvent) => void
type Heard = { at: number; organizationId: string; event: LiveEvent }
type Hub = { byOrganization: Map<string, Set<Listener>>; listening: Promise<unknown> | null; heard: Heard[] }

/** A page is drawn, and only then opens its stream: what happened in between is told once more. */
const gapMs = 10_000
const mostHeard = 2_000

const shared = globalThis as typeof globalThis & { werkstroomLive?: Hub }
shared.werkstroomLive ??= { byOrganization: new Map(), listening: null, heard: [] }
const hub = shared.werkstroomLive

/**
 * One LISTEN connection per process feeds every open screen of every organization, from ten seconds ago on. Returns how
 * to stop.
 */
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
  for (const { at, organizationId: whose, event } of hub.heard)
    if (whose === organizationId && performance.now() - at < gapMs) listener(event)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) hub.byOrganization.delete(organizationId)
  }
}

function dispatch(payload: string): void {
  const { o, ...event } = JSON.parse(payload) as LiveEvent & { o: string }
  hub.heard.push({ at: performance.now(), organizationId: o, event })
  if (hub.heard.length > mostHeard) hub.heard.splice(0, mostHeard / 2)
  for (const listener of hub.byOrganization.get(o) ?? []) listener(event)
}

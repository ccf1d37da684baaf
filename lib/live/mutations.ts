import 'server-only'
import { sql } from 'drizzle-orm'
import type { Write } from '@/lib/auth/actor'
import type { LiveEvent, LiveKind } from './rules'

/**
 * Tells every open screen of the organization that this person looks at something, or (`isHere: false`) no longer does.
 * Nothing of it is stored: who hears nothing for a while takes it that nobody looks any more.
 */
export async function announcePresence(write: Write, id: string, isHere: boolean): Promise<void> {
  const { organizationId, id: memberId, name } = write.actor
  const event: LiveEvent = { kind: 'presence', id, v: isHere ? 1 : 0, by: { id: memberId, name } }
  await notify(write, organizationId, event)
}

/** Tells every open screen of the organization, at commit, that something changed: kind, id and version, nothing personal. */
export async function announce(write: Write, kind: LiveKind, id: string, version = 0): Promise<void> {
  await notify(write, write.actor.organizationId, { kind, id, v: version })
}

async function notify(write: Write, organizationId: string, event: LiveEvent): Promise<void> {
  const message = JSON.stringify({ o: organizationId, ...event })
  await write.db.execute(sql`select pg_notify('werkstroom', ${message})`)
}

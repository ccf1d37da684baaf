import 'server-only'
import { sql } from 'drizzle-orm'
import type { Write } from '@/lib/auth/actor'
import type { LiveKind } from './rules'

/** Tells every open screen of the organization, at commit, that something changed: kind, id and version, nothing personal. */
export async function announce(write: Write, kind: LiveKind, id: string, version = 0): Promise<void> {
  const message = JSON.stringify({ o: write.actor.organizationId, kind, id, v: version })
  await write.db.execute(sql`select pg_notify('werkstroom', ${message})`)
}

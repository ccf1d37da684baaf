import 'server-only'
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { files } from '@/db/schema/files'
import { hasRole, type Read, reading, systemActor } from '@/lib/auth/actor'

export type FileFacts = typeof files.$inferSelect

/**
 * The file, if this person may see it: the office every file of the company; a technician the company's logo, what they
 * made themselves, and what belongs to orders at a site where they have (had) a visit. Otherwise null.
 */
export async function fileById(read: Read, id: string): Promise<FileFacts | null> {
  const { actor, db } = read
  const here = and(eq(files.organizationId, actor.organizationId), eq(files.id, id))
  if (actor.kind !== 'member' || hasRole(actor, 'planner', 'administration')) {
    const [file] = await db.select().from(files).where(here)
    return file ?? null
  }
  const atMySites = sql`exists (
    select from documents d
    join orders o on o.organization_id = d.organization_id and o.id = d.order_id
    join orders own on own.organization_id = o.organization_id and own.site_id = o.site_id
    join visits v on v.organization_id = own.organization_id and v.order_id = own.id
    join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id
    where d.organization_id = ${files.organizationId} and d.file_id = ${files.id} and d.removed_at is null
      and a.member_id = ${actor.id}::uuid)`
  const mine = and(eq(files.actorKind, 'member'), eq(files.actorId, actor.id))
  const [file] = await db
    .select()
    .from(files)
    .where(and(here, or(eq(files.source, 'logo'), mine, atMySites)))
  return file ?? null
}

/** A company's logo stands on pages for people without a session: the file and whose it is, or null for any other file. */
export async function logoById(id: string): Promise<FileFacts | null> {
  const [owner] = await asSystem((tx) =>
    tx.select({ id: organizations.id }).from(organizations).where(eq(organizations.logoFileId, id)),
  )
  return owner ? reading(systemActor(owner.id, 'files.logo'), (read) => fileById(read, id)) : null
}

/** Which of these files this person sent from the phone: what somebody else uploaded can't be handed in as one's own. */
export async function ownUploads(read: Read, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { actor, db } = read
  const own = await db
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        eq(files.organizationId, actor.organizationId),
        inArray(files.id, [...ids]),
        inArray(files.source, ['field', 'signature']),
        eq(files.actorKind, actor.kind),
        eq(files.actorId, actor.id),
      ),
    )
  return new Set(own.map(({ id }) => id))
}

/** Is there a file with these bytes? */
export async function isHeld(read: Read, sha256: string): Promise<boolean> {
  const [file] = await read.db
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.organizationId, read.actor.organizationId), eq(files.sha256, sha256)))
    .limit(1)
  return file !== undefined
}

/** Name, type and size of some files, for who may see the record they belong to. */
export function filesByIds(read: Read, ids: string[]): Promise<FileFacts[]> {
  if (ids.length === 0) return Promise.resolve([])
  return read.db
    .select()
    .from(files)
    .where(and(eq(files.organizationId, read.actor.organizationId), inArray(files.id, ids.slice(0, 200))))
}

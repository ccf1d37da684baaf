import 'server-only'
import { and, asc, eq, or, sql } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { savedViews } from '@/db/schema/planning'
import type { Read } from '@/lib/auth/actor'
import type { SavedView, ViewPage } from '../rules/views'

/** More than anybody looks through; the own ones come first. */
const mostShown = 200

/** The views of a page: the reader's own, then what others share with the company. */
export function viewsOf(read: Read, page: ViewPage): Promise<SavedView[]> {
  const { organizationId, id } = read.actor
  const isMine = sql<boolean>`${savedViews.memberId} = ${id}`
  return read.db
    .select({
      id: savedViews.id,
      version: savedViews.version,
      name: savedViews.name,
      query: savedViews.query,
      shared: savedViews.shared,
      owner: sql<string | null>`case when ${isMine} then null else ${members.name} end`,
    })
    .from(savedViews)
    .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, savedViews.memberId)))
    .where(
      and(
        eq(savedViews.organizationId, organizationId),
        eq(savedViews.page, page),
        or(isMine, eq(savedViews.shared, true)),
      ),
    )
    .orderBy(sql`${isMine} desc`, byName(savedViews.name), asc(savedViews.id))
    .limit(mostShown)
}

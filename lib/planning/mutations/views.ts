import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { errorConstraint } from '@/db/client'
import { savedViews } from '@/db/schema/planning'
import { hasRole, type Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { EditViewInput, RemoveViewInput, SaveViewInput } from '../input'
import { mostViews, viewQuery } from '../rules/views'

/** Keeps an address under a name. Refuses planning.view_name (beside the field) and planning.too_many_views. */
export async function saveView(write: Write, input: SaveViewInput): Promise<{ id: string; version: number }> {
  const { organizationId, id: memberId } = write.actor
  const { id, page, name, shared } = input
  const [kept] = await write.db
    .select({ count: sql<number>`count(*)::int` })
    .from(savedViews)
    .where(
      and(eq(savedViews.organizationId, organizationId), eq(savedViews.memberId, memberId), eq(savedViews.page, page)),
    )
  if ((kept?.count ?? 0) >= mostViews) throw new Refused('planning.too_many_views', { params: { count: mostViews } })
  const query = viewQuery(input.query)
  await named(() => write.db.insert(savedViews).values({ organizationId, id, memberId, page, name, query, shared }))
  return { id, version: 1 }
}

/**
 * Another name, another address, shared or not; what is absent stays. Only its owner does, or an administrator what is
 * shared. Refuses common.not_found, common.stale, planning.view_name.
 */
export async function editView(write: Write, input: EditViewInput): Promise<{ version: number }> {
  const view = await lockView(write, input.viewId)
  if (view.version !== input.version) throw new Refused('common.stale', { current: view })
  const version = view.version + 1
  const { name = view.name, shared = view.shared } = input
  const query = input.query === undefined ? view.query : viewQuery(input.query)
  await named(() => write.db.update(savedViews).set({ name, query, shared, version }).where(is(write, view.id)))
  return { version }
}

/** Forgets a view. Refuses common.not_found. */
export async function removeView(write: Write, { viewId }: RemoveViewInput): Promise<void> {
  const view = await lockView(write, viewId)
  await write.db.delete(savedViews).where(is(write, view.id))
}

/** Somebody else's is as good as not there. */
async function lockView(write: Write, viewId: string) {
  const [view] = await write.db.select().from(savedViews).where(is(write, viewId)).for('update')
  const isTheirs = view?.memberId === write.actor.id || (view?.shared === true && hasRole(write.actor, 'admin'))
  if (!view || !isTheirs) throw new Refused('common.not_found')
  return view
}

function is({ actor }: Write, viewId: string) {
  return and(eq(savedViews.organizationId, actor.organizationId), eq(savedViews.id, viewId))
}

/** Two views of one person on one page have two names: the database says so. */
async function named(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (errorConstraint(error)?.startsWith('saved_views_organization_id_member'))
      throw new Refused('planning.view_name', { fields: { name: 'planning.view_name' } })
    throw error
  }
}

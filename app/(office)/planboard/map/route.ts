import { readingTogether } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { mapQuery } from '@/lib/planning/input'
import { mapData } from '@/lib/planning/queries/map'

/** Where the visits of a day and the orders of the backlog are. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/map')
  if (session instanceof Response) return session
  const query = mapQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const data = await readingTogether(session.actor, mapData, session.organization.timeZone, query.data)
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

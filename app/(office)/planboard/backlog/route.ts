import { readingTogether } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { backlogQuery } from '@/lib/planning/input'
import { backlogData } from '@/lib/planning/queries/backlog'

/** Orders that still need a visit. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/backlog')
  if (session instanceof Response) return session
  const query = backlogQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const data = await readingTogether(session.actor, backlogData, query.data)
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

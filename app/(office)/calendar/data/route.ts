import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { boardQuery } from '@/lib/planning/input'
import { boardData } from '@/lib/planning/queries'

/** Visits and leaves of one or a few people. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/calendar/data')
  if (session instanceof Response) return session
  const query = boardQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const data = await reading(session.actor, (read) => boardData(read, session.organization.timeZone, query.data))
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

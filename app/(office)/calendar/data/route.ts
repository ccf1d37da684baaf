import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { boardQuery } from '@/lib/planning/input'
import { boardData } from '@/lib/planning/queries'
import { dayBounds } from '@/lib/time'
import { askedLeaves } from '@/lib/visits/queries/leave-requests'

/** Visits and leaves of one or a few people, and the leave they ask for. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/calendar/data')
  if (session instanceof Response) return session
  const query = boardQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const { timeZone } = session.organization
  const { from, to, members = [] } = query.data
  const days = { from: dayBounds(timeZone, from).start, to: dayBounds(timeZone, to).end }
  const [board, asked] = await reading(session.actor, (read) =>
    Promise.all([boardData(read, timeZone, query.data), askedLeaves(read, timeZone, days, members)]),
  )
  return Response.json({ ...board, asked }, { headers: { 'cache-control': 'no-store' } })
}

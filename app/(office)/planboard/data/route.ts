import { readingTogether } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { boardQuery } from '@/lib/planning/input'
import { boardData } from '@/lib/planning/queries'

/** The board of some days, or with `ids` only the visits that changed. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/data')
  if (session instanceof Response) return session
  const query = boardQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const data = await readingTogether(session.actor, boardData, session.organization.timeZone, query.data)
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

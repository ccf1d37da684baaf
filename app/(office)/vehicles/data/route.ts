import { readingTogether } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { boardVehiclesQuery } from '@/lib/vehicles/input'
import { boardVehicles } from '@/lib/vehicles/queries/board'

/** Who drives what on some days, and with which load. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/vehicles/data')
  if (session instanceof Response) return session
  const query = boardVehiclesQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const data = await readingTogether(session.actor, boardVehicles, session.organization.timeZone, query.data)
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

import { lateQuery } from '@/lib/appointments/input'
import { dayAround } from '@/lib/appointments/queries/customers'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'

/** The day of who leads a visit, to tell the customers after it that we come later. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/late')
  if (session instanceof Response) return session
  const query = lateQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const visits = await reading(session.actor, (read) => dayAround(read, query.data.visit))
  if (!visits) return Response.json({ code: 'common.not_found' }, { status: 404 })
  return Response.json({ visits }, { headers: { 'cache-control': 'no-store' } })
}

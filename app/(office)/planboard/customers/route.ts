import { dayQuery } from '@/lib/appointments/input'
import { customersOfDay } from '@/lib/appointments/queries/customers'
import { unseenCount } from '@/lib/appointments/queries/unseen'
import { reading, readingTogether } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { Temporal } from '@/lib/time'

/** Which customers of a day don't know their time yet, and what customers answered that nobody has seen; without a day how many. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/customers')
  if (session instanceof Response) return session
  const query = dayQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const now = Temporal.Now.instant().toString()
  const { day } = query.data
  const found = day
    ? await reading(session.actor, (read) => customersOfDay(read, day, now))
    : { waiting: await readingTogether(session.actor, unseenCount) }
  return Response.json(found, { headers: { 'cache-control': 'no-store' } })
}

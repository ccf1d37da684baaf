import { hasRole, reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { choicesQuery } from '@/lib/hours/input'
import { bookingChoices } from '@/lib/hours/queries/choices'
import { addDays, dayIn, Temporal } from '@/lib/time'

/** What hours can be booked on: `q` searches, `member` is whose latest come first (one's own, or for the administration anybody's). */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/hours/choices')
  if (session instanceof Response) return session
  const query = choicesQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const { actor, organization } = session
  const memberId = hasRole(actor, 'administration') ? (query.data.member ?? actor.id) : actor.id
  const since = addDays(dayIn(organization.timeZone, Temporal.Now.instant()), -60)
  const data = await reading(actor, (read) => bookingChoices(read, memberId, since, query.data.q))
  return Response.json(data, { headers: { 'cache-control': 'no-store' } })
}

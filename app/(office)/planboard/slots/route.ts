import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { holidayRulesOf } from '@/lib/hours/rules/holidays'
import { workDaysIn } from '@/lib/hours/rules/work-days'
import { slotsQuery } from '@/lib/planning/input'
import { factsOf } from '@/lib/planning/queries/facts'
import { bestSlots } from '@/lib/planning/queries/slots'
import { addDays, dayIn, Temporal } from '@/lib/time'

/** Where one order fits best in the days from one on, without moving anything. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/slots')
  if (session instanceof Response) return session
  const query = slotsQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const { actor, organization } = session
  const now = Temporal.Now.instant()
  const { order, days, from = dayIn(organization.timeZone, now) } = query.data
  const known = await reading(actor, (read) =>
    factsOf(read, {
      ...{ from, to: addDays(from, days - 1), now, overtimeMinutes: 0 },
      workDays: workDaysIn(holidayRulesOf(organization)),
      orders: { order },
    }),
  )
  return Response.json(await bestSlots(actor, known), { headers: { 'cache-control': 'no-store' } })
}

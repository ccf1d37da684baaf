import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders, orderTotals } from '@/lib/orders/queries/list'
import { dayIn, Temporal } from '@/lib/time'

const uuid = /^[0-9a-f-]{36}$/

/** Orders as compact rows: `?status=planned,executed&type=…&member=…&due=late&hold=true&q=…&before=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/orders/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const filters = orderFiltersFrom(params)
  const before = params.get('before') ?? ''
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const found = await reading(session.actor, async (read) => ({
    ...(await listOrders(read, filters, today, uuid.test(before) ? before : undefined)),
    ...(params.has('totals') ? { totals: await orderTotals(read, filters, today) } : {}),
  }))
  return Response.json(found)
}

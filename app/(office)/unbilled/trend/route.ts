import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { daysToInvoice } from '@/lib/reports/queries/trend'
import { dayIn, Temporal } from '@/lib/time'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Days from work to invoice by month: `?customer=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/unbilled/trend')
  if (session instanceof Response) return session
  const customer = new URL(request.url).searchParams.get('customer') ?? ''
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const months = await reading(session.actor, (read) =>
    daysToInvoice(read, today, uuid.test(customer) ? customer : null),
  )
  return Response.json({ months })
}

import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { invoiceEntries } from '@/lib/invoices/queries/entries'
import { invoiceFiltersFrom } from '@/lib/invoices/rules/filters'
import { dayIn, Temporal } from '@/lib/time'

/** The next hundred invoices of a list: its filters and `before=<id of the last one>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/invoices/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const before = params.get('before') ?? ''
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const entries = await reading(session.actor, (read) =>
    invoiceEntries(read, invoiceFiltersFrom(params), today, /^[0-9a-f-]{36}$/.test(before) ? before : undefined),
  )
  return Response.json(entries)
}

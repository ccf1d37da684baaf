import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { journalOf } from '@/lib/integrations/queries'
import { csvOf } from '@/lib/integrations/rules'

/** The sales journal of a period: `?from=2026-11-01&until=2026-11-30`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/settings/invoicing/sales-journal')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const [from, until] = [params.get('from') ?? '', params.get('until') ?? '']
  if (![from, until].every((day) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)))
    return Response.json({ code: 'common.not_a_date' }, { status: 400 })
  const rows = await reading(session.actor, (read) => journalOf(read, { from, until }))
  return new Response(csvOf(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="sales-journal-${from}-${until}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

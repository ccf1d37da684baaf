import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { listCustomers } from '@/lib/customers/queries'
import { customerKinds } from '@/lib/customers/rules'

/** Customers by name: `?q=…&kind=…&archived=true&limit=20&after=<name>&afterId=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/customers/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const after = params.get('after')
  const afterId = params.get('afterId')
  const rows = await reading(session.actor, (read) =>
    listCustomers(read, {
      query: (params.get('q') ?? '').slice(0, 100),
      kind: customerKinds.find((kind) => kind === params.get('kind')),
      archived: params.get('archived') === 'true',
      after: after !== null && /^[0-9a-f-]{36}$/.test(afterId ?? '') ? { name: after, id: afterId ?? '' } : undefined,
      limit: Number(params.get('limit')) || undefined,
    }),
  )
  return Response.json({ rows })
}

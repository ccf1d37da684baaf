import { listAssets } from '@/lib/assets/queries'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'

const uuid = /^[0-9a-f-]{36}$/

/** Assets, newest first: `?q=…&customer=<id>&retired=true&before=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/assets/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const id = (name: string) => (uuid.test(params.get(name) ?? '') ? (params.get(name) ?? undefined) : undefined)
  const rows = await reading(session.actor, (read) =>
    listAssets(read, {
      query: (params.get('q') ?? '').slice(0, 100),
      customerId: id('customer'),
      retired: params.get('retired') === 'true',
      before: id('before'),
    }),
  )
  return Response.json({ rows })
}

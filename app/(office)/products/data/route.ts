import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { listProducts } from '@/lib/products/queries'
import { productKinds } from '@/lib/products/rules'

/** Products by name, for a field that chooses one: `?q=…&kind=material,labour`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/products/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const kinds = (params.get('kind') ?? '').split(',')
  const rows = await reading(session.actor, (read) =>
    listProducts(read, {
      query: (params.get('q') ?? '').slice(0, 100),
      kinds: productKinds.filter((kind) => kinds.includes(kind)),
      limit: 30,
    }),
  )
  return Response.json({ rows })
}

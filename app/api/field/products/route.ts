import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { fieldProducts } from '@/lib/execution/queries/products'

/** Material for the phone, by the words in `q`: `[{ id, number, name, unit, isRecent }]`, without prices. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/api/field/products')
  if (session instanceof Response) return session
  const query = new URL(request.url).searchParams.get('q')?.slice(0, 100) ?? ''
  return Response.json(await reading(session.actor, (read) => fieldProducts(read, query)))
}

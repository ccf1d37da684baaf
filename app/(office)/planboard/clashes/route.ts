import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { clashQuery } from '@/lib/visits/input'
import { clashesDuring } from '@/lib/visits/queries/clashes'

/** The visits that stand where somebody is, or is to be, away. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/clashes')
  if (session instanceof Response) return session
  const query = clashQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return Response.json({ code: 'common.invalid' }, { status: 400 })
  const clashes = await reading(session.actor, (read) => clashesDuring(read, query.data))
  return Response.json({ clashes }, { headers: { 'cache-control': 'no-store' } })
}

import { z } from 'zod'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { Refused } from '@/lib/refused'
import { visitForPage } from '@/lib/visits/queries/visits'

/** Everything about one visit, for the panel beside the board or calendar. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await requireRoute('/planboard/visits/[id]')
  if (session instanceof Response) return session
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) return Response.json({ code: 'common.not_found' }, { status: 404 })
  try {
    const visit = await reading(session.actor, (read) => visitForPage(read, id.data))
    return Response.json(visit, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof Refused) return Response.json({ code: error.code }, { status: 404 })
    throw error
  }
}

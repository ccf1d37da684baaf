import { z } from 'zod'
import { dayAround } from '@/lib/appointments/queries/customers'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'

/** The day of who leads a visit, to tell the customers after it that we come later. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await requireRoute('/planboard/late/[id]')
  if (session instanceof Response) return session
  const id = z.uuid().safeParse((await params).id)
  const visits = id.success ? await reading(session.actor, (read) => dayAround(read, id.data)) : null
  if (!visits) return Response.json({ code: 'common.not_found' }, { status: 404 })
  return Response.json({ visits }, { headers: { 'cache-control': 'no-store' } })
}

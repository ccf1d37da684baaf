import { z } from 'zod'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { requestFiltersFrom } from '@/lib/requests/input'
import { requestRecord } from '@/lib/requests/queries/record'
import { requestList } from '@/lib/requests/queries/request'

/** Requests as the list shows them (`?status=open&type=…&q=…&before=<id>`), or with `?id=` one with all that belongs to it. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/requests/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const id = params.get('id')
  if (id === null)
    return Response.json(await reading(session.actor, (read) => requestList(read, requestFiltersFrom(params))))
  const record = z.uuid().safeParse(id).success ? await reading(session.actor, (read) => requestRecord(read, id)) : null
  return record ? Response.json(record) : Response.json({ code: 'common.not_found' }, { status: 404 })
}

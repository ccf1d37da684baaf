import { approvalFiltersFrom } from '@/lib/approvals/input'
import { listApprovals } from '@/lib/approvals/queries/list'
import { requestForOffice } from '@/lib/approvals/queries/request'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Approval requests, newest first: `?status=open&rejected=true&project=…&before=<id>`; or one with all of it: `?id=…`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/approvals/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const id = params.get('id')
  if (id !== null) {
    const found = uuid.test(id) ? await reading(session.actor, (read) => requestForOffice(read, id)) : null
    return found ? Response.json(found) : Response.json({ code: 'common.not_found' }, { status: 404 })
  }
  const before = params.get('before') ?? ''
  const found = await reading(session.actor, (read) =>
    listApprovals(read, approvalFiltersFrom(params), uuid.test(before) ? before : undefined),
  )
  return Response.json(found)
}

import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { contractFiltersFrom } from '@/lib/contracts/input'
import { listContracts } from '@/lib/contracts/queries'
import { dayIn, Temporal } from '@/lib/time'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Contracts, newest first: `?state=ended&customer=…&q=…&before=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/contracts/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const before = params.get('before') ?? ''
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const found = await reading(session.actor, (read) =>
    listContracts(read, contractFiltersFrom(params), today, uuid.test(before) ? before : undefined),
  )
  return Response.json(found)
}

import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { isPureTechnician } from '@/lib/auth/rules'
import { moduleCounts } from '@/lib/reports/queries/counts'
import type { Counts } from '@/lib/reports/rules'

const nothing: Counts = { requests: 0, backlog: 0, control: 0, concepts: 0, approvals: 0 }

/** The numbers in the rail. */
export async function GET(): Promise<Response> {
  const session = await requireRoute('/api/counts')
  if (session instanceof Response) return session
  const counts = isPureTechnician(session.me.roles) ? nothing : await reading(session.actor, moduleCounts)
  return Response.json(counts, { headers: { 'cache-control': 'no-store' } })
}

import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { isPureTechnician } from '@/lib/auth/rules'
import { fieldCounts, moduleCounts } from '@/lib/reports/queries/counts'

/** The numbers in the rail. */
export async function GET(): Promise<Response> {
  const session = await requireRoute('/api/counts')
  if (session instanceof Response) return session
  const counts = await reading(session.actor, isPureTechnician(session.me.roles) ? fieldCounts : moduleCounts)
  return Response.json(counts, { headers: { 'cache-control': 'no-store' } })
}

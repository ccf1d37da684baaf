import { z } from 'zod'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { refuseApp, refusedAnswer, withVersions } from '@/lib/sync/answer'
import { refuseRevoked } from '@/lib/sync/queries/devices'
import { pull } from '@/lib/sync/queries/pull'
import { Temporal } from '@/lib/time'

/** Everything the phone carries for this member (docs/sync.md); with `?since=<cursor>` only what changed. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/v1/pull')
  if (session instanceof Response) return session
  try {
    refuseApp(request, session.actor)
    const since = new URL(request.url).searchParams.get('since')?.slice(0, 20_000) ?? ''
    const deviceId = z.uuid().safeParse(request.headers.get('x-device')).data
    const carried = await reading(session.actor, async (read) => {
      const [found] = await Promise.all([
        pull(read, since, Temporal.Now.instant()),
        deviceId && refuseRevoked(read, deviceId),
      ])
      return found
    })
    return withVersions(Response.json(carried))
  } catch (error) {
    return refusedAnswer(error, 'sync.pull')
  }
}

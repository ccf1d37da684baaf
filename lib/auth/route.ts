import 'server-only'
import { allows, type RoutePath, routes } from './authorization'
import { currentSession, type Session } from './session'

/** The first line of every route handler behind sign-in: the session, or the answer to give instead. */
export async function requireRoute(path: RoutePath): Promise<Session | Response> {
  const session = await currentSession()
  if (!session) return Response.json({ code: 'common.signed_out' }, { status: 401 })
  if (!allows(routes[path], session.actor.roles)) return Response.json({ code: 'common.not_found' }, { status: 404 })
  return session
}

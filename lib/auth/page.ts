import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { type Read, reading } from './actor'
import { allows, type PagePath, pages } from './authorization'
import { currentSession, type Session } from './session'

/** The first line of every page behind sign-in: who is asking, and may they. Unknown and forbidden look the same. */
export async function requirePage(
  path: PagePath,
): Promise<Session & { read: <T>(work: (read: Read) => Promise<T>) => Promise<T> }> {
  const session = await currentSession()
  if (!session) redirect('/sign-in')
  if (!allows(pages[path], session.actor.roles)) notFound()
  return { ...session, read: (work) => reading(session.actor, work) }
}

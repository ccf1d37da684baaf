import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { type Read, reading } from './actor'
import { allows, type PagePath, pages } from './authorization'
import { currentSession, type Session } from './session'

/** Who is signed in; anybody else goes to the sign-in page, and comes back here afterwards. For layouts. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession()
  if (session) return session
  // Set by proxy.ts. Only a convenience: the sign-in page goes to addresses of our own alone.
  const wanted = (await headers()).get('x-werkstroom-path')
  redirect(wanted && wanted !== '/' ? `/sign-in?next=${encodeURIComponent(wanted)}` : '/sign-in')
}

/** The first line of every page behind sign-in: who is asking, and may they. Unknown and forbidden look the same. */
export async function requirePage(
  path: PagePath,
): Promise<Session & { read: <T>(work: (read: Read) => Promise<T>) => Promise<T> }> {
  const session = await requireSession()
  if (!allows(pages[path], session.actor.roles)) notFound()
  return { ...session, read: (work) => reading(session.actor, work) }
}

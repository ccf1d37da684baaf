import { writing } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { answerVisitor } from '@/lib/auth/visitor'
import { noInput } from '@/lib/visits/input'
import { makeFeed } from '@/lib/visits/mutations/feed'

/** A new address for one's own agenda. Not an action, since the answer to an action is kept with its key. */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/calendar')
  if (session instanceof Response) return session
  return answerVisitor(request, { name: 'visits.makeFeed', shape: noInput, perHour: 60 }, () =>
    writing(session.actor, makeFeed),
  )
}

import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { makeLink, withdrawLinks } from '@/lib/auth/links'
import { lockMember } from '@/lib/auth/mutations/members'
import { record } from '@/lib/history/mutations'
import { feedSince } from '../queries/feed'

/** Nobody sets up a calendar anew each year: it ends by a new address, by withdrawing it, and with the membership. */
const feedDays = 3650

/** The one moment at which the address of one's own agenda is known; an earlier one stops working. */
export async function makeFeed(write: Write): Promise<{ address: string }> {
  const { id, name } = await lockMember(write, write.actor.id)
  const address = await makeLink(write, { purpose: 'agenda', subjectId: id, recipient: name, days: feedDays })
  await record(write, { subject: ['member', id], action: 'visits.feed_made' })
  return { address: `${address}.ics` }
}

/** From now on the address of one's own agenda opens nothing. Without one nothing happens. */
export async function endFeed(write: Write): Promise<void> {
  const { id } = await lockMember(write, write.actor.id)
  if (!(await feedSince(write, id))) return
  await withdrawLinks(write, 'agenda', id)
  await record(write, { subject: ['member', id], action: 'visits.feed_ended' })
}

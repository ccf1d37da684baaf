import 'server-only'
import { and, eq } from 'drizzle-orm'
import { links } from '@/db/schema/auth'
import type { Write } from '@/lib/auth/actor'
import { makeLink, withdrawLinks } from '@/lib/auth/links'
import { lockMember } from '@/lib/auth/mutations/members'
import { record } from '@/lib/history/mutations'
import { Refused } from '@/lib/refused'
import type { EndFeed } from '../input'

/** Nobody sets up a calendar anew each year: it ends by a new address, by withdrawing it, and with the membership. */
const feedDays = 3650

/** The one moment at which the address of one's own agenda is known; an earlier one stops working. */
export async function makeFeed(write: Write): Promise<{ address: string }> {
  const { id, name } = await lockMember(write, write.actor.id)
  const address = await makeLink(write, { purpose: 'agenda', subjectId: id, recipient: name, days: feedDays })
  await record(write, { subject: ['member', id], action: 'visits.feed_made' })
  return { address: `${address}.ics` }
}

/** From now on this address of one's own agenda opens nothing; twice is once. Refused: common.not_found. */
export async function endFeed(write: Write, { feedId }: EndFeed): Promise<void> {
  const { id: memberId } = await lockMember(write, write.actor.id)
  const [link] = await write.db
    .select({ withdrawnAt: links.withdrawnAt })
    .from(links)
    .where(
      and(
        eq(links.organizationId, write.actor.organizationId),
        eq(links.id, feedId),
        eq(links.purpose, 'agenda'),
        eq(links.subjectId, memberId),
      ),
    )
  if (!link) throw new Refused('common.not_found')
  if (link.withdrawnAt) return
  await withdrawLinks(write, 'agenda', memberId)
  await record(write, { subject: ['member', memberId], action: 'visits.feed_ended' })
}

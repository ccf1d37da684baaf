import 'server-only'
import type { Write } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { queueMail } from '@/lib/mail/mutations/queue'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { dayIn } from '@/lib/time'
import { teamMail } from '../mail'
import { letterhead, visitPlace } from '../queries/appointment'
import { isSoon } from '../rules'
import type { LockedVisit, TeamMember } from './lock'

/**
 * Mails the technicians about a visit that is on their phone: of today or the six days after, or without a time. Later ones
 * they see there in time. Nobody is mailed about what he did himself.
 */
export async function tellTeam(
  write: Write,
  news: {
    visit: LockedVisit
    /** The visit before it moved. */
    was?: LockedVisit
    order: LockedOrder
    organization: FullOrganization
    team: readonly TeamMember[]
    what: 'planned' | 'moved' | 'cancelled'
  },
): Promise<void> {
  const { visit, was, order, organization, what } = news
  const team = news.team.filter((member) => member.id !== write.actor.id)
  if (team.length === 0 || !isNear(write, organization.timeZone, visit, was)) return
  const place = await visitPlace(write, order.id)
  for (const member of team) {
    const mail = teamMail({
      organization: letterhead(organization),
      locale: member.locale,
      what,
      name: member.name.split(' ')[0] ?? member.name,
      ...place,
      orderNumber: order.number,
      orderTitle: order.title,
      startAt: visit.startAt,
      endAt: visit.endAt,
      wasStartAt: was?.startAt ?? null,
      url: `${env.APP_URL}/field/visits/${visit.id}`,
    })
    await queueMail(write, {
      kind: `visits.team_${what}`,
      uniqueKey: `visits.team:${visit.id}:${member.id}:${visit.version}:${what}`,
      to: member.email,
      toName: member.name,
      ...mail,
      about: ['visit', visit.id],
      orderId: order.id,
    })
  }
}

function isNear(write: Write, timeZone: string, visit: LockedVisit, was?: LockedVisit): boolean {
  const today = dayIn(timeZone, write.now)
  return [visit, ...(was ? [was] : [])].some(
    ({ startAt }) => startAt === null || isSoon(today, dayIn(timeZone, startAt)),
  )
}

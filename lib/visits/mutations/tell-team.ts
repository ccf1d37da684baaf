import 'server-only'
import type { Write } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { queueMail } from '@/lib/mail/mutations/queue'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { queueNotice } from '@/lib/push/mutations/queue'
import { dayIn } from '@/lib/time'
import { teamMail } from '../mail'
import { teamNotice } from '../mail/notice'
import { letterhead, visitPlace } from '../queries/appointment'
import { daysAhead, isSoon } from '../rules'
import type { LockedVisit, TeamMember } from './lock'

/** Days after today that a phone carries (lib/sync). */
const carriedDays = 14

/**
 * Mails the technicians about a visit of today or the six days after, or without a time: later ones they see in time. Their
 * phones show it while they carry the visit, for two weeks. Nobody is told about what he did himself.
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
  const { timeZone } = organization
  if (team.length === 0 || !isNear(write, timeZone, news, carriedDays)) return
  const place = await visitPlace(write, order.id)
  const version = `visits.team:${visit.id}:${visit.version}:${what}`
  for (const { id, locale } of team) {
    const notice = teamNotice({ visitId: visit.id, what, startAt: visit.startAt, city: place.city, timeZone, locale })
    await queueNotice(write, { memberId: id, uniqueKey: `${version}:${id}`, ...notice })
  }
  if (!isNear(write, timeZone, news, daysAhead)) return
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

function isNear(
  write: Write,
  timeZone: string,
  { visit, was }: { visit: LockedVisit; was?: LockedVisit },
  days: number,
): boolean {
  const today = dayIn(timeZone, write.now)
  return [visit, ...(was ? [was] : [])].some(
    ({ startAt }) => startAt === null || isSoon(today, dayIn(timeZone, startAt), days),
  )
}

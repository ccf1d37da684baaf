import 'server-only'
import { and, eq } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import { letterhead } from '@/lib/visits/queries/appointment'
import type { RemindMembers } from '../input'
import { reminderLetter } from '../mail'
import { waitingOn } from '../queries/waiting'

/**
 * Mails members what waits on them before it can be invoiced: hours to hand in or mend, hours to check, questions to answer.
 * One mail each, and no second one on the same day (`already`). Who has nothing to do, or left, is passed over. Refuses
 * reports.nothing_waits when that is everybody.
 */
export async function remindMembers(
  write: Write,
  { memberIds }: RemindMembers,
): Promise<{ reminded: number; already: number }> {
  const ids = [...new Set(memberIds)].sort()
  const waiting = await waitingOn(write, ids)
  const people = await write.db
    .select({ id: members.id, name: members.name, email: members.email, locale: members.locale })
    .from(members)
    .where(
      and(eq(members.organizationId, write.actor.organizationId), isOneOf(members.id, ids), eq(members.active, true)),
    )
    .orderBy(members.id)
  const organization = await organizationOf(write)
  const today = dayIn(organization.timeZone, write.now)
  let [reminded, already] = [0, 0]
  for (const person of people) {
    const things = waiting.get(person.id) ?? []
    if (things.length === 0) continue
    const hasHours = things.some(({ kind }) => kind !== 'question')
    const letter = reminderLetter({
      organization: letterhead(organization),
      locale: person.locale,
      name: person.name.split(' ')[0] ?? person.name,
      by: write.actor.name,
      things,
      url: `${env.APP_URL}${hasHours ? '/hours/approve' : '/'}`,
    })
    const isNew = await queueMail(write, {
      kind: 'reports.reminded',
      uniqueKey: `reports.reminded:${person.id}:${today}`,
      to: person.email,
      toName: person.name,
      ...letter,
      about: ['member', person.id],
    })
    if (!isNew) already++
    else {
      reminded++
      await record(write, { subject: ['member', person.id], action: 'reports.remind', params: { name: person.name } })
    }
  }
  if (reminded + already === 0) throw new Refused('reports.nothing_waits')
  return { reminded, already }
}

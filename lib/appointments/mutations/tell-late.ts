import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { makeLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { instantOf, minutesBetween } from '@/lib/time'
import { appointmentWords } from '@/lib/visits/mail'
import { changeVisit } from '@/lib/visits/mutations/facts'
import { lockVisit } from '@/lib/visits/mutations/lock'
import { appointmentOf } from '@/lib/visits/queries/appointment'
import { isTold, momentText } from '@/lib/visits/rules'
import type { TellLateInput } from '../input'
import { lateMail } from '../mail'
import { isSameShift, lateLimits } from '../rules/late'

/**
 * Tells customers that we come later than they know, each with the new time: once per visit and shift, so that a second tap
 * sends nothing. The plan stays as it is. Returns how many were told, and the visits whose customer could not be.
 */
export async function tellLate(write: Write, input: TellLateInput): Promise<{ told: number; left: string[] }> {
  let told = 0
  const left: string[] = []
  for (const { visitId, expectedAt } of input.visits.toSorted((a, b) => (a.visitId < b.visitId ? -1 : 1))) {
    const outcome = await tellOneLate(write, visitId, expectedAt)
    if (outcome === 'told') told++
    if (outcome === 'left') left.push(visitId)
  }
  return { told, left }
}

async function tellOneLate(write: Write, visitId: string, expectedAt: string): Promise<'told' | 'known' | 'left'> {
  const { visit, order } = await lockVisit(write, visitId)
  if (visit.status !== 'planned' || !visit.startAt || !isTold(visit)) return 'left'
  const later = minutesBetween(visit.startAt, expectedAt)
  if (later < lateLimits.leastMinutes || later > lateLimits.mostMinutes) return 'left'
  if (visit.expectedStartAt && isSameShift(visit.expectedStartAt, expectedAt)) return 'known'
  const organization = await organizationOf(write)
  const facts = await appointmentOf(write, visitId, organization)
  if (!facts?.customer.email) return 'left'
  const { email, name } = facts.customer
  const { day, time } = appointmentWords(facts)
  const url = await makeLink(write, {
    purpose: 'appointment',
    subjectId: visitId,
    recipient: email,
    days: 30,
    keepEarlier: true,
  })
  const mailId = await queueMail(write, {
    kind: 'appointments.late',
    uniqueKey: `appointments.late:${visitId}:${visit.toldSequence}:${instantOf(expectedAt).epochMilliseconds}`,
    to: email,
    toName: name,
    replyTo: organization.email,
    ...lateMail(facts, expectedAt, `${day}, ${time}`, url),
    about: ['visit', visitId],
    orderId: order.id,
  })
  if (!mailId) return 'known'
  const version = await changeVisit(write, visit, { expectedStartAt: expectedAt })
  await record(write, {
    subject: ['visit', visitId],
    action: 'appointments.late',
    params: { to: email, when: momentText(organization.timeZone, expectedAt) },
    orderId: order.id,
  })
  await announce(write, 'visit', visitId, version)
  return 'told'
}

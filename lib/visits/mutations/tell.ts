import 'server-only'
import { and, eq } from 'drizzle-orm'
import { orderTypes } from '@/db/schema/forms'
import type { Write } from '@/lib/auth/actor'
import { makeLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { instantOf } from '@/lib/time'
import type { TellInput } from '../input'
import { appointmentMail, type Told } from '../mail'
import { appointmentOf } from '../queries/appointment'
import { isToCome, isTold, toldState, whenText } from '../rules'
import { changeVisit } from './facts'
import { type LockedVisit, lockVisit } from './lock'

const daysAfterVisit = 30

/** Nothing answered yet. */
export const unanswered = {
  customerAnswer: null,
  customerAnsweredAt: null,
  customerWords: '',
  customerParts: [],
  answerSeenAt: null,
} satisfies Partial<LockedVisit>

/**
 * Tells the customer of the visit as it stands: planned, moved, or (cancelled, or without a time now) that nobody comes at
 * the time they know.
 * Each telling is one mail with its own sequence number. Refused: visits.nothing_to_tell (no time, past, or no address).
 */
export async function tellAgain(write: Write, input: TellInput): Promise<{ id: string; version: number }> {
  const { visit, order } = await lockVisit(write, input.visitId)
  if (!(await tellCustomer(write, visit, order))) throw new Refused('visits.nothing_to_tell')
  return { id: visit.id, version: visit.version + 1 }
}

/**
 * Queues the mail and remembers what the customer knows now; what he answered before was about other news. `picked` when he
 * chose this time himself. False when there is nothing to tell or nobody to tell it to.
 */
export async function tellCustomer(
  write: Write,
  visit: LockedVisit,
  order: LockedOrder,
  isPicked = false,
): Promise<boolean> {
  const news = whatToTell(write, visit)
  if (!news) return false
  const told = isPicked ? 'picked' : news
  const organization = await organizationOf(write)
  const isCancelled = told === 'cancelled'
  const { startAt, endAt } = isCancelled ? { startAt: visit.toldStartAt, endAt: visit.toldEndAt } : visit
  const facts = await appointmentOf(write, visit.id, organization, { startAt, endAt })
  if (!facts?.customer.email) return false
  const sequence = visit.toldSequence + 1
  const { email, name } = facts.customer
  const days = daysAfterVisit + Math.max(0, Math.ceil(instantOf(facts.endAt).since(write.now).total('hours') / 24))
  const url = await makeLink(write, {
    purpose: 'appointment',
    subjectId: visit.id,
    recipient: email,
    days,
    keepEarlier: true,
  })
  const mail = appointmentMail({ ...facts, sequence }, told, url)
  const mailId = await queueMail(write, {
    kind: `visits.${told}`,
    uniqueKey: `visits.told:${visit.id}:${sequence}`,
    to: email,
    toName: name,
    replyTo: organization.email,
    ...mail,
    about: ['visit', visit.id],
    orderId: order.id,
  })
  if (!mailId) return false
  const version = await changeVisit(write, visit, {
    toldStartAt: isCancelled ? null : visit.startAt,
    toldEndAt: isCancelled ? null : visit.endAt,
    toldAt: isCancelled ? null : write.now.toString(),
    toldSequence: sequence,
    expectedStartAt: null,
    ...(isCancelled ? {} : unanswered),
  })
  await record(write, {
    subject: ['visit', visit.id],
    action: `visits.told_${told}`,
    params: { to: email, when: whenText(organization.timeZone, startAt, endAt) },
    orderId: order.id,
  })
  await announce(write, 'visit', visit.id, version)
  return true
}

function whatToTell(write: Write, visit: LockedVisit): Told | null {
  // Nobody comes any more at the time the customer knows, whatever time the visit has now.
  const isOff = visit.status === 'cancelled' || (visit.status === 'planned' && !visit.startAt)
  if (isOff) return isTold(visit) && isToCome(visit.toldStartAt, write.now) ? 'cancelled' : null
  if (visit.status !== 'planned' || !isToCome(visit.startAt, write.now)) return null
  return toldState(visit) === 'moved' ? 'moved' : 'planned'
}

/** Whether the order type wants its customers told. */
export async function tellsCustomer(write: Write, order: LockedOrder): Promise<boolean> {
  const [type] = await write.db
    .select({ tellCustomer: orderTypes.tellCustomer })
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, write.actor.organizationId), eq(orderTypes.id, order.orderTypeId)))
  return type?.tellCustomer ?? false
}

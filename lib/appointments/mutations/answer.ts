import 'server-only'
import { and, eq } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { AppointmentDeed } from '@/lib/auth/rules'
import { saveSite } from '@/lib/customers/mutations/sites'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { changeVisit } from '@/lib/visits/mutations/facts'
import { type LockedVisit, lockVisit } from '@/lib/visits/mutations/lock'
import { tellCustomer } from '@/lib/visits/mutations/tell'
import { sameInstant, toldState, whenText } from '@/lib/visits/rules'
import type { AskInput } from '../input'
import { allowedDeeds } from '../rules/deeds'

/**
 * The visit of a link, locked, if the customer may do this with it now. Refused: common.not_found, appointments.not_now when
 * it began, is over or was taken away, appointments.late when it is too near, appointments.call when the company has no such button.
 */
export async function lockForCustomer(
  write: Write,
  visitId: string,
  deed: AppointmentDeed,
): Promise<{ visit: LockedVisit; order: LockedOrder; timeZone: string }> {
  const { settings, timeZone } = await organizationOf(write)
  const { visit, order } = await lockVisit(write, visitId)
  const allowed = allowedDeeds({ ...visit, settings }, write.now)[deed]
  if (allowed === 'late') throw new Refused('appointments.late', { params: { hours: settings.appointmentNoticeHours } })
  if (allowed === 'no')
    throw new Refused(settings.appointmentDeeds.includes(deed) ? 'appointments.not_now' : 'appointments.call')
  return { visit, order, timeZone }
}

/**
 * The customer will be there. `startAt` is the time he saw: another one now is refused (appointments.changed), so that
 * nobody confirms what he did not read. A time that was not mailed yet is, so that his calendar follows.
 */
export async function confirmAppointment(write: Write, visitId: string, input: { startAt: string }): Promise<void> {
  const { visit, order, timeZone } = await lockForCustomer(write, visitId, 'confirm')
  if (!sameInstant(visit.startAt, input.startAt)) throw new Refused('appointments.changed')
  if (visit.customerAnswer === 'confirmed' || visit.customerAnswer === 'picked') return
  if (['untold', 'moved'].includes(toldState(visit))) await tellCustomer(write, visit, order)
  await keepAnswer(write, visit, {
    ...{ customerAnswer: 'confirmed', customerWords: '', customerParts: [], answerSeenAt: null },
    ...{ toldAt: visit.toldAt ?? write.now.toString(), toldStartAt: visit.startAt, toldEndAt: visit.endAt },
  })
  await record(write, {
    subject: ['visit', visit.id],
    action: 'appointments.confirmed',
    params: { when: whenText(timeZone, visit.startAt, visit.endAt) },
    orderId: visit.orderId,
  })
}

/** The customer asks for another time, in words and parts of days; the visit stays until a planner moves it. */
export async function askAnotherTime(write: Write, visitId: string, { words, parts }: AskInput): Promise<void> {
  const { visit, timeZone } = await lockForCustomer(write, visitId, 'ask')
  const isSame = visit.customerWords === words && visit.customerParts.join() === parts.join()
  if (visit.customerAnswer === 'asked' && isSame) return
  await keepAnswer(write, visit, {
    ...{ customerAnswer: 'asked', customerWords: words, customerParts: parts, answerSeenAt: null },
  })
  await record(write, {
    subject: ['visit', visit.id],
    action: 'appointments.asked',
    params: { when: whenText(timeZone, visit.startAt, visit.endAt), parts: parts.join() },
    reason: words,
    orderId: visit.orderId,
  })
}

/** The customer needs nobody: the visit goes, the order lies in the backlog again with the reason. Once is enough. */
export async function cancelAppointment(write: Write, visitId: string, { words }: { words: string }): Promise<void> {
  const { visit } = await lockForCustomer(write, visitId, 'cancel')
  await cancelVisit(write, { visitId, version: visit.version, reason: words, tell: true })
  await keepAnswer(write, visit, {
    ...{ customerAnswer: 'cancelled', customerWords: words, customerParts: [], answerSeenAt: null },
  })
}

/**
 * How to get in, added to what is known of the work address with its day: what is there stays, and is not shown by the
 * link. Refused: appointments.notes_full.
 */
export async function addAccessNote(write: Write, visitId: string, { words }: { words: string }): Promise<void> {
  const { visit, order, timeZone } = await lockForCustomer(write, visitId, 'note')
  const { organizationId } = write.actor
  const [found] = await write.db
    .select({ site: sites, customerName: customers.name })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, sites.customerId)))
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, order.id)))
    .for('update', { of: sites })
  if (!found) throw new Refused('common.not_found')
  const { site } = found
  if (site.accessNotes.includes(words)) return
  const accessNotes = [site.accessNotes, `${words} (${found.customerName}, ${dayIn(timeZone, write.now)})`]
    .filter(Boolean)
    .join('\n')
  if (accessNotes.length > 2000) throw new Refused('appointments.notes_full')
  await saveSite(write, { id: site.id, customerId: site.customerId, version: site.version, accessNotes })
  await record(write, {
    subject: ['visit', visit.id],
    action: 'appointments.noted',
    reason: words,
    orderId: visit.orderId,
  })
  await announce(write, 'visit', visit.id, await changeVisit(write, visit, {}))
}

async function keepAnswer(write: Write, visit: LockedVisit, values: Parameters<typeof changeVisit>[2]): Promise<void> {
  const version = await changeVisit(write, visit, { ...values, customerAnsweredAt: write.now.toString() })
  await announce(write, 'visit', visit.id, version)
}

import 'server-only'
import { z } from 'zod'
import type { Read } from '@/lib/auth/actor'
import { loadsOfOrders } from '@/lib/orders/queries/load'
import { noLoad } from '@/lib/orders/rules/load'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, dayIn } from '@/lib/time'
import { visitForPage, visitsOfMember } from '@/lib/visits/queries/visits'
import { isOpen } from '@/lib/visits/rules'
import { formsOf, historyOf, ordersOf } from './around'
import { factsOf } from './visit-facts'

type FoundVisit = Awaited<ReturnType<typeof visitsOfMember>>[number]

/** A visit as a phone carries it, with all that is needed on site; but for products, nothing in it is a price. */
export type CarriedVisit = Awaited<ReturnType<typeof carry>>[number]

/**
 * The visits of this member of today and so many days ahead, those without a time, and of the last week what was never closed.
 */
export async function carriedVisits(
  read: Read,
  timeZone: string,
  { from: today, days }: { from: DayText; days: number },
): Promise<CarriedVisit[]> {
  const found = await visitsOfMember(read, read.actor.id, addDays(today, -7), addDays(today, days))
  const dayOf = (startAt: string | null) => (startAt ? dayIn(timeZone, startAt) : null)
  const carried = found.filter(({ status, startAt }) => {
    const day = dayOf(startAt)
    return status !== 'cancelled' && (day === null || day >= today || isOpen(status))
  })
  return carry(read, carried, timeZone)
}

/** One visit of this member, whenever it is. Null when there is none, it is somebody else's, or it was cancelled. */
export async function carriedVisit(read: Read, visitId: string, timeZone: string): Promise<CarriedVisit | null> {
  if (!z.uuid().safeParse(visitId).success) return null
  const found = await visitForPage(read, visitId).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  if (!found || found.status === 'cancelled' || !found.team.some(({ id }) => id === read.actor.id)) return null
  return (await carry(read, [found], timeZone))[0] ?? null
}

async function carry(read: Read, found: readonly FoundVisit[], timeZone: string) {
  if (found.length === 0) return []
  const orderIds = [...new Set(found.map(({ orderId }) => orderId))]
  const visitIds = found.map(({ id }) => id)
  const [facts, orders, history, loads] = await Promise.all([
    factsOf(read, visitIds, orderIds),
    ordersOf(read, orderIds),
    historyOf(read, orderIds),
    loadsOfOrders(read, orderIds),
  ])
  const byId = new Map(orders.map((order) => [order.id, order]))
  const forms = await formsOf(
    read,
    orders.flatMap(({ intakeTemplateId, checklistTemplateId }) =>
      [intakeTemplateId ?? [], checklistTemplateId ?? []].flat(),
    ),
  )
  return found.map(({ customer, order, contact, siteContact, version, ...visit }) => {
    const around = byId.get(visit.orderId)
    const { number, title, description, priority, dueOn, remainingWork } = order
    return {
      ...{ id: visit.id, orderId: visit.orderId, version, status: visit.status },
      ...{ startAt: visit.startAt, endAt: visit.endAt, durationMinutes: visit.durationMinutes },
      day: visit.startAt ? dayIn(timeZone, visit.startAt) : null,
      ...{ instructions: visit.instructions, remainingWork: visit.remainingWork, team: visit.team, site: visit.site },
      isLeader: visit.team.some((one) => one.leader && one.id === read.actor.id) || !visit.team.some((m) => m.leader),
      order: { number, title, description, priority, dueOn, remainingWork },
      /** The visits of its order, this one among them: what was answered on those counts here too. */
      orderVisitIds: facts.orderVisits.get(visit.orderId) ?? [],
      type: { id: visit.type.id, name: visit.type.name, icon: visit.type.icon },
      signatureRule: around?.signatureRule ?? 'none',
      customer: { id: customer.id, name: customer.name, phone: customer.phone },
      contacts: [contact, siteContact].filter((one) => one?.name),
      asset: around?.assetId ? around.asset : null,
      load: loads.get(visit.orderId) ?? noLoad,
      checklist: forms.get(around?.checklistTemplateId ?? '') ?? [],
      intake: { fields: forms.get(around?.intakeTemplateId ?? '') ?? [], answers: around?.intake ?? {} },
      answers: (facts.answers.get(visit.orderId) ?? []).map(({ orderId: _, ...answer }) => answer),
      events: facts.events.get(visit.id) ?? [],
      materials: facts.materials.get(visit.id) ?? [],
      counts: facts.counts.get(visit.id) ?? [],
      notes: facts.notes.get(visit.id) ?? [],
      hours: facts.hours.get(visit.id) ?? [],
      expenses: facts.expenses.get(visit.id) ?? [],
      documents: facts.documents.get(visit.orderId) ?? [],
      questions: (facts.questions.get(visit.orderId) ?? []).map(({ orderId: _, ...question }) => question),
      history: history.get(visit.orderId) ?? [],
      /** What was asked for on site besides. */
      newOrders: facts.newOrders.get(visit.orderId) ?? [],
      /** Since when it waits for its files, closed on site already. */
      closedOnSiteAt: facts.closings.get(visit.id) ?? null,
    }
  })
}

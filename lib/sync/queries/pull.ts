import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { expenseKinds, hourTypes } from '@/lib/hours/rules/entries'
import { addDays, type DayText, dayIn, type Temporal } from '@/lib/time'
import { visitsOfMember } from '@/lib/visits/queries/visits'
import { isOpen } from '@/lib/visits/rules'
import { limits, protocol } from '../rules'
import { formsOf, historyOf, ordersOf, productsFor } from './around'
import { cursorOf, differenceOf, marksIn, marksOf } from './cursor'
import { factsOf } from './visit-facts'

/**
 * What a phone carries: the visits of this member of today and the days ahead, those without a time and of the last week
 * what was never closed, each with all that is needed on site, and the lists. With `since`, the cursor of an earlier answer,
 * only what changed, the ids of visits that left, and `unchanged` alone when nothing did.
 */
export async function pull(read: Read, since: string, now: Temporal.Instant) {
  const [{ timeZone, settings, name, country, locale }, products] = await Promise.all([
    organizationOf(read),
    productsFor(read),
  ])
  const visits = await carriedVisits(read, dayIn(timeZone, now), timeZone)
  const lists = {
    products,
    settings: {
      ...{ protocol, organization: name, country, locale, timeZone, hourTypes, expenseKinds },
      ...{ dayStart: settings.dayStart, dayEnd: settings.dayEnd, kilometreRate: settings.kilometreRate },
      daysAhead: limits.days,
    },
  }
  const marks = marksOf(visits, lists)
  const cursor = cursorOf(marks)
  const difference = differenceOf(marksIn(since), marks)
  if (since && difference.changed.size + difference.left.length + difference.lists.size === 0)
    return { unchanged: true as const, cursor }
  return {
    cursor,
    visits: visits.filter(({ id }) => difference.changed.has(id)),
    left: difference.left,
    ...(difference.lists.has('products') && { products: lists.products }),
    ...(difference.lists.has('settings') && { settings: lists.settings }),
  }
}

async function carriedVisits(read: Read, today: DayText, timeZone: string) {
  const found = await visitsOfMember(read, read.actor.id, addDays(today, -7), addDays(today, limits.days))
  const carried = found
    .map((visit) => ({ ...visit, day: visit.startAt ? dayIn(timeZone, visit.startAt) : null }))
    .filter(({ status, day }) => status !== 'cancelled' && (day === null || day >= today || isOpen(status)))
  if (carried.length === 0) return []
  const orderIds = [...new Set(carried.map(({ orderId }) => orderId))]
  const [facts, orders, history] = await Promise.all([
    factsOf(
      read,
      carried.map(({ id }) => id),
      orderIds,
    ),
    ordersOf(read, orderIds),
    historyOf(read, orderIds),
  ])
  const byId = new Map(orders.map((order) => [order.id, order]))
  const forms = await formsOf(
    read,
    orders.flatMap(({ intakeTemplateId, checklistTemplateId }) =>
      [intakeTemplateId ?? [], checklistTemplateId ?? []].flat(),
    ),
  )
  return carried.map(({ told: _told, customer, order, contact, siteContact, version, ...visit }) => {
    const around = byId.get(visit.orderId)
    const { number, title, description, priority, dueOn, remainingWork } = order
    return {
      ...{ id: visit.id, orderId: visit.orderId, version, status: visit.status, day: visit.day },
      ...{ startAt: visit.startAt, endAt: visit.endAt, durationMinutes: visit.durationMinutes },
      ...{ instructions: visit.instructions, remainingWork: visit.remainingWork, team: visit.team, site: visit.site },
      isLeader: visit.team.some((one) => one.leader && one.id === read.actor.id) || !visit.team.some((m) => m.leader),
      order: { number, title, description, priority, dueOn, remainingWork },
      type: { id: visit.type.id, name: visit.type.name, icon: visit.type.icon },
      signatureRule: around?.signatureRule ?? 'none',
      customer: { id: customer.id, name: customer.name, phone: customer.phone },
      contacts: [contact, siteContact].filter((one) => one?.name),
      asset: around?.assetId ? around.asset : null,
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
      questions: facts.questions.get(visit.orderId) ?? [],
      history: history.get(visit.orderId) ?? [],
      /** Since when it waits for its files, closed on site already. */
      closedOnSiteAt: facts.closings.get(visit.id) ?? null,
    }
  })
}

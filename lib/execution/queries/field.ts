import 'server-only'
import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { z } from 'zod'
import { assets } from '@/db/schema/assets'
import { customers } from '@/db/schema/customers'
import { visitMaterials, visitNotes } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { orderTypes } from '@/db/schema/forms'
import { documents, orderLines, orderQuestions, orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { answerTo, isAnswered, labelOf } from '@/lib/forms/rules'
import { clocksSince, eventsOfVisit } from '@/lib/hours/queries/clock'
import { entriesOfVisit, expensesOfVisit } from '@/lib/hours/queries/visit'
import { type ClockEvent, clockOf, memberTaps } from '@/lib/hours/rules/clock'
import { type ClockType, clockTypes } from '@/lib/hours/rules/entries'
import { loadsOfOrders } from '@/lib/orders/queries/load'
import { noLoad } from '@/lib/orders/rules/load'
import { Refused } from '@/lib/refused'
import { visitForPage } from '@/lib/visits/queries/visits'
import { answersOfVisit } from './answers'
import { checklistOf } from './checklist'
import { countsOfVisits } from './counts'

/**
 * Everything a technician needs on site, for somebody on the visit's team only; nothing in it is a price. Null when there
 * is no such visit, or it is somebody else's.
 */
export async function fieldVisit(read: Read, visitId: string, locale: string) {
  const found = await ownVisit(read, visitId)
  const me = found?.team.find(({ id }) => id === read.actor.id)
  if (!found || !me || found.status === 'cancelled') return null
  const { order, asset, site, customer, contact, siteContact, ...visit } = found
  const { answers, earlier, versions } = await answersOfVisit(read, visitId)
  const events = await eventsOfVisit(read, visitId)
  return {
    id: visit.id,
    status: visit.status,
    startAt: visit.startAt,
    endAt: visit.endAt,
    durationMinutes: visit.durationMinutes,
    instructions: visit.instructions,
    remainingWork: visit.remainingWork,
    isLeader: me.leader || !found.team.some((member) => member.leader),
    memberId: read.actor.id,
    team: found.team,
    running: await runningHere(read, visitId, found.team, events),
    hasOwnClock: events.some(({ memberId }) => memberId === read.actor.id),
    order: {
      id: visit.orderId,
      number: order.number,
      title: order.title,
      description: order.description,
      remainingWork: order.remainingWork,
    },
    type: visit.type.name,
    signatureRule: await signatureRuleOf(read, visit.type.id),
    customer: { name: customer.name },
    site,
    phones: phonesOf([contact, siteContact, { name: customer.name, phone: customer.phone }]),
    asset: asset?.id ? await assetOf(read, asset.id) : null,
    checklist: await checklistOf(read, order.checklistTemplateId),
    answers,
    earlierAnswers: earlier,
    answerVersions: versions,
    intake: await intakeOf(read, visit.orderId, locale),
    service: await serviceHistory(read, visit.orderId),
    documents: await documentsOf(read, visit.orderId, visitId),
    hours: await entriesOfVisit(read, visitId),
    materials: await materialsOf(read, visitId),
    counts: await countsOfVisits(read, [visitId]),
    load: (await loadsOfOrders(read, [visit.orderId])).get(visit.orderId) ?? noLoad,
    expenses: (await expensesOfVisit(read, visitId)).filter(({ memberId }) => memberId === read.actor.id),
    notes: await notesOf(read, visitId),
    questions: await openQuestions(read, visit.orderId),
  }
}

async function ownVisit(read: Read, visitId: string) {
  if (!z.uuid().safeParse(visitId).success) return null
  return visitForPage(read, visitId).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
}

function phonesOf(people: ({ name: string | null; phone: string | null } | null)[]): { name: string; phone: string }[] {
  const seen = new Map<string, string>()
  for (const person of people) if (person?.phone && !seen.has(person.phone)) seen.set(person.phone, person.name ?? '')
  return [...seen].map(([phone, name]) => ({ phone, name }))
}

/** What the own clock runs for on this visit; null when it stands still, or runs elsewhere. */
async function runningHere(
  read: Read,
  visitId: string,
  team: readonly { id: string; leader: boolean }[],
  events: readonly ClockEvent[],
): Promise<{ hourType: ClockType; startAt: string } | null> {
  const [first] = events
  if (!first) return null
  const around = await clocksSince(
    read,
    team.map(({ id }) => id),
    first.at,
  )
  const visits = [{ visitId, team, events }, ...around.visits.filter((one) => one.visitId !== visitId)]
  const { running } = clockOf(memberTaps(read.actor.id, visits, around.timers))
  const hourType = clockTypes.find((type) => type === running?.hourType)
  return running?.subject === visitId && hourType ? { hourType, startAt: running.startAt } : null
}

async function signatureRuleOf(read: Read, orderTypeId: string) {
  const [type] = await read.db
    .select({ signatureRule: orderTypes.signatureRule })
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, read.actor.organizationId), eq(orderTypes.id, orderTypeId)))
  return type?.signatureRule ?? 'none'
}

async function assetOf(read: Read, assetId: string) {
  const [asset] = await read.db
    .select({
      type: assets.type,
      make: assets.make,
      model: assets.model,
      serial: assets.serial,
      installedOn: assets.installedOn,
      ownFields: assets.ownFields,
      notes: assets.notes,
    })
    .from(assets)
    .where(and(eq(assets.organizationId, read.actor.organizationId), eq(assets.id, assetId)))
  return asset ?? null
}

/** What the customer answered on the request form, as words. */
async function intakeOf(read: Read, orderId: string, locale: string): Promise<{ label: string; text: string }[]> {
  const [order] = await read.db
    .select({ answers: orders.answers, templateId: orders.intakeTemplateId })
    .from(orders)
    .where(and(eq(orders.organizationId, read.actor.organizationId), eq(orders.id, orderId)))
  const fields = await checklistOf(read, order?.templateId ?? null)
  return fields.flatMap((field) => {
    const value = answerTo(order?.answers ?? {}, field.id)
    if (!isAnswered(value) || typeof value !== 'string') return []
    const choice = field.choices?.find(({ id }) => id === value)
    const unit = field.unit ? ` ${field.unit}` : ''
    return [{ label: labelOf(field, locale), text: choice ? labelOf(choice, locale) : `${value}${unit}` }]
  })
}

/** What was done here before, the newest first: other orders about the same appliance, or at the same place. */
async function serviceHistory(read: Read, orderId: string) {
  const { organizationId } = read.actor
  const [own] = await read.db
    .select({ siteId: orders.siteId, assetId: orders.assetId })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)))
  if (!own) return []
  const rows = await read.db
    .select({ id: orders.id, number: orders.number, title: orders.title, executedAt: orders.executedAt })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, organizationId),
        own.assetId
          ? or(eq(orders.assetId, own.assetId), eq(orders.siteId, own.siteId))
          : eq(orders.siteId, own.siteId),
        ne(orders.id, orderId),
        isNotNull(orders.executedAt),
      ),
    )
    .orderBy(desc(orders.executedAt))
    .limit(8)
  if (rows.length === 0) return []
  const reports = await read.db
    .select({ orderId: documents.orderId, fileId: documents.fileId })
    .from(documents)
    .where(
      and(
        eq(documents.organizationId, organizationId),
        inArray(
          documents.orderId,
          rows.map(({ id }) => id),
        ),
        eq(documents.kind, 'work_report'),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(desc(documents.id))
    .limit(100)
  return rows.map((row) => ({ ...row, reportFileId: reports.find((one) => one.orderId === row.id)?.fileId ?? null }))
}

/** Photos of this visit, and what the office and the customer put with the order. */
async function documentsOf(read: Read, orderId: string, visitId: string) {
  const { organizationId } = read.actor
  const rows = await read.db
    .select({
      id: documents.id,
      fileId: documents.fileId,
      kind: documents.kind,
      title: documents.title,
      fieldId: documents.fieldId,
      purpose: documents.purpose,
      visitId: documents.visitId,
      type: files.type,
      takenAt: files.takenAt,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, organizationId), eq(files.id, documents.fileId)))
    .where(
      and(eq(documents.organizationId, organizationId), eq(documents.orderId, orderId), isNull(documents.removedAt)),
    )
    .orderBy(asc(documents.id))
    .limit(300)
  return rows
    .filter(({ kind }) => kind !== 'signature' && kind !== 'receipt')
    .map(({ visitId: of, ...row }) => ({ ...row, isOfThisVisit: of === visitId }))
}

function materialsOf(read: Read, visitId: string) {
  return read.db
    .select({
      id: visitMaterials.id,
      productId: visitMaterials.productId,
      description: visitMaterials.description,
      unit: visitMaterials.unit,
      quantity: visitMaterials.quantity,
      kind: visitMaterials.kind,
      billing: visitMaterials.billing,
      version: visitMaterials.version,
    })
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, read.actor.organizationId),
        eq(visitMaterials.visitId, visitId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(asc(visitMaterials.id))
    .limit(300)
}

function notesOf(read: Read, visitId: string) {
  return read.db
    .select({
      id: visitNotes.id,
      body: visitNotes.body,
      forCustomer: visitNotes.forCustomer,
      memberId: visitNotes.memberId,
    })
    .from(visitNotes)
    .where(
      and(
        eq(visitNotes.organizationId, read.actor.organizationId),
        eq(visitNotes.visitId, visitId),
        isNull(visitNotes.removedAt),
      ),
    )
    .orderBy(asc(visitNotes.id))
    .limit(100)
}

/** What the office asks this technician and has no answer to; of one order, or of all. */
export function openQuestions(read: Read, orderId?: string) {
  const { organizationId } = read.actor
  return read.db
    .select({
      id: orderQuestions.id,
      question: orderQuestions.question,
      line: orderLines.description,
      orderNumber: orders.number,
      customer: customers.name,
    })
    .from(orderQuestions)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, orderQuestions.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(orderLines, and(eq(orderLines.organizationId, organizationId), eq(orderLines.id, orderQuestions.lineId)))
    .where(
      and(
        eq(orderQuestions.organizationId, organizationId),
        eq(orderQuestions.askedToId, read.actor.id),
        isNull(orderQuestions.answeredAt),
        orderId ? eq(orderQuestions.orderId, orderId) : undefined,
      ),
    )
    .orderBy(asc(orderQuestions.id))
    .limit(50)
}

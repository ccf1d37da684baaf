import 'server-only'
import { and, asc, desc, eq, isNull, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { assets } from '@/db/schema/assets'
import { members } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { contacts, customers, sites } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { documents, orderLines, orderQuestions, orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import { projects } from '@/db/schema/projects'
import { type Database, given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'
import { buyerWishes } from '@/lib/customers/queries'
import { noLoad } from '../rules/load'
import { loadsOfOrders } from './load'
import { ordersOfMember, seesAllOrders } from './visible'

const followUp = alias(orders, 'follow_up')
const holdOwner = alias(members, 'hold_owner')

function whole(db: Database, where: SQL | undefined) {
  return db
    .select({
      order: orders,
      type: {
        id: orderTypes.id,
        name: orderTypes.name,
        icon: orderTypes.icon,
        billing: orderTypes.billing,
        approval: orderTypes.approval,
      },
      customer: {
        id: customers.id,
        number: customers.number,
        name: customers.name,
        kind: customers.kind,
        phone: customers.phone,
        email: customers.email,
        approval: customers.approval,
        ...buyerWishes,
      },
      site: {
        id: sites.id,
        name: sites.name,
        street: sites.street,
        houseNumber: sites.houseNumber,
        postalCode: sites.postalCode,
        city: sites.city,
        country: sites.country,
        accessNotes: sites.accessNotes,
        latitude: sites.latitude,
        longitude: sites.longitude,
      },
      contact: { id: contacts.id, name: contacts.name, phone: contacts.phone, email: contacts.email },
      asset: { id: assets.id, type: assets.type, make: assets.make, model: assets.model, serial: assets.serial },
      project: { id: projects.id, number: projects.number, name: projects.name, invoicing: projects.invoicing },
      contract: { id: contracts.id, number: contracts.number, name: contracts.name },
      followUpOf: { id: followUp.id, number: followUp.number },
      holdOwner: holdOwner.name,
      intakeFields: formTemplates.fields,
    })
    .from(orders)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, orders.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, orders.organizationId), eq(sites.id, orders.siteId)))
    .leftJoin(contacts, and(eq(contacts.organizationId, orders.organizationId), eq(contacts.id, orders.contactId)))
    .leftJoin(assets, and(eq(assets.organizationId, orders.organizationId), eq(assets.id, orders.assetId)))
    .leftJoin(followUp, and(eq(followUp.organizationId, orders.organizationId), eq(followUp.id, orders.followUpOfId)))
    .leftJoin(projects, and(eq(projects.organizationId, orders.organizationId), eq(projects.id, orders.projectId)))
    .leftJoin(contracts, and(eq(contracts.organizationId, orders.organizationId), eq(contracts.id, orders.contractId)))
    .leftJoin(holdOwner, and(eq(holdOwner.organizationId, orders.organizationId), eq(holdOwner.id, orders.holdOwnerId)))
    .leftJoin(
      formTemplates,
      and(eq(formTemplates.organizationId, orders.organizationId), eq(formTemplates.id, orders.intakeTemplateId)),
    )
    .where(and(where, eq(orders.id, given('order'))))
}

const anyOrder = statement((db) => whole(db, eq(orders.organizationId, given('own'))))
const orderOfMember = statement((db) => whole(db, ordersOfMember(db, given('own'), given('member'))))

const followUpsOf = statement((db) =>
  db
    .select({ id: orders.id, number: orders.number, status: orders.status, madeOnSite: orders.madeOnSite })
    .from(orders)
    .where(and(eq(orders.organizationId, given('own')), eq(orders.followUpOfId, given('order'))))
    .orderBy(asc(orders.id))
    .limit(20),
)

export type OrderPage = NonNullable<Awaited<ReturnType<typeof orderForPage>>>

/** Everything an order's page shows of this module: who, where, lines, documents, questions. Null when not visible. */
export async function orderForPage(read: Read, orderId: string) {
  const { actor, db } = read
  const asked = { own: actor.organizationId, order: orderId }
  // All at once; of an order that is not visible nothing is handed on.
  const [[found], lines, papers, questions, followUps, loads] = await Promise.all([
    seesAllOrders(actor) ? anyOrder(db, asked) : orderOfMember(db, { ...asked, member: actor.id }),
    orderLinesOf(read, orderId),
    documentsOf(read, orderId),
    questionsOf(read, orderId),
    followUpsOf(db, asked),
    loadsOfOrders(read, [orderId]),
  ])
  if (!found) return null
  const { searchText: _, ...order } = found.order
  return { ...found, order, lines, documents: papers, questions, followUps, load: loads.get(orderId) ?? noLoad }
}

export type OrderLineRow = Awaited<ReturnType<typeof orderLinesOf>>[number]

const linesOf = statement((db) =>
  db
    .select({
      id: orderLines.id,
      orderId: orderLines.orderId,
      position: orderLines.position,
      kind: orderLines.kind,
      billing: orderLines.billing,
      productId: orderLines.productId,
      productNumber: products.number,
      description: orderLines.description,
      unit: orderLines.unit,
      quantity: orderLines.quantity,
      plannedQuantity: orderLines.plannedQuantity,
      doneQuantity: orderLines.doneQuantity,
      unitPrice: orderLines.unitPrice,
      discountPercent: orderLines.discountPercent,
      vatRate: orderLines.vatRate,
      cost: orderLines.cost,
      netAmount: orderLines.netAmount,
      source: orderLines.source,
      sourceId: orderLines.sourceId,
      invoiceState: orderLines.invoiceState,
      correctionReason: orderLines.correctionReason,
      approval: orderLines.approval,
      approvalRemark: orderLines.approvalRemark,
      version: orderLines.version,
    })
    .from(orderLines)
    .leftJoin(
      products,
      and(eq(products.organizationId, orderLines.organizationId), eq(products.id, orderLines.productId)),
    )
    .where(and(eq(orderLines.organizationId, given('own')), eq(orderLines.orderId, given('order'))))
    .orderBy(asc(orderLines.position), asc(orderLines.id))
    .limit(5000),
)

/** The lines of an order, in their order, with the product's number. */
export function orderLinesOf(read: Read, orderId: string) {
  return linesOf(read.db, { own: read.actor.organizationId, order: orderId })
}

export type DocumentRow = Awaited<ReturnType<typeof documentsOf>>[number]

const papersOf = statement((db) =>
  db
    .select({
      id: documents.id,
      fileId: documents.fileId,
      kind: documents.kind,
      title: documents.title,
      fieldId: documents.fieldId,
      visitId: documents.visitId,
      withInvoice: documents.withInvoice,
      purpose: documents.purpose,
      createdAt: documents.createdAt,
      type: files.type,
      name: files.name,
      sizeBytes: files.sizeBytes,
    })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, documents.organizationId), eq(files.id, documents.fileId)))
    .where(
      and(
        eq(documents.organizationId, given('own')),
        eq(documents.orderId, given('order')),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(300),
)

/** Documents of an order that were not removed, oldest first. */
export function documentsOf(read: Read, orderId: string) {
  return papersOf(read.db, { own: read.actor.organizationId, order: orderId })
}

const askedBy = alias(members, 'asked_by')
const askedTo = alias(members, 'asked_to')

export type QuestionRow = Awaited<ReturnType<typeof questionsOf>>[number]

const askedOf = statement((db) =>
  db
    .select({
      id: orderQuestions.id,
      lineId: orderQuestions.lineId,
      askedBy: askedBy.name,
      askedToId: orderQuestions.askedToId,
      askedTo: askedTo.name,
      question: orderQuestions.question,
      answer: orderQuestions.answer,
      askedAt: orderQuestions.createdAt,
      answeredAt: orderQuestions.answeredAt,
    })
    .from(orderQuestions)
    .innerJoin(
      askedBy,
      and(eq(askedBy.organizationId, orderQuestions.organizationId), eq(askedBy.id, orderQuestions.askedById)),
    )
    .innerJoin(
      askedTo,
      and(eq(askedTo.organizationId, orderQuestions.organizationId), eq(askedTo.id, orderQuestions.askedToId)),
    )
    .where(and(eq(orderQuestions.organizationId, given('own')), eq(orderQuestions.orderId, given('order'))))
    .orderBy(desc(orderQuestions.id))
    .limit(100),
)

export function questionsOf(read: Read, orderId: string) {
  return askedOf(read.db, { own: read.actor.organizationId, order: orderId })
}

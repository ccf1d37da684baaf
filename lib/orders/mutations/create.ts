import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { contacts, customers, sites } from '@/db/schema/customers'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { orderLines, orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { type Contract, contractToInherit, contractToName } from '@/lib/contracts/mutations/name'
import { takeNumber } from '@/lib/customers/mutations/number'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { bookOnProject } from '@/lib/projects/mutations/book'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { CreateOrder } from '../input'
import { type Agreement, agreementRefusal, orderSums, placeRefusal } from '../rules'
import { refreshOrder } from './facts'
import { type LineRow, newLineRow } from './line-row'
import { refuseStranger } from './member'

/**
 * Makes an accepted order with the checklist its type has now, its planned lines, and the fixed line of a fixed-price
 * type. With an `id`, making it again gives the order that is there. Returns id and number. Refuses orders.no_customer,
 * orders.customer_archived, orders.no_site, orders.no_type, orders.no_member and what placeRefusal, agreementRefusal, bookOnProject
 * and contractToName say (beside their fields).
 */
export async function createOrder(write: Write, input: CreateOrder): Promise<{ id: string; number: string }> {
  const { db, actor } = write
  const { organizationId } = actor
  const id = input.id ?? newId()
  if (input.id) {
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))`)
    const [made] = await db
      .select({ id: orders.id, number: orders.number })
      .from(orders)
      .where(and(eq(orders.organizationId, organizationId), eq(orders.id, input.id)))
    if (made) return made
  }
  const about = await whatItIsAbout(write, input)
  const agreement = agreementOf(about, input)
  const contract = await contractOf(write, input)
  if (input.preferredMemberId) await refuseStranger(write, input.preferredMemberId, 'preferredMemberId')
  // The customer's order for all of the contract.
  const poNumber = input.poNumber || contract?.poNumber || ''
  const lines = linesOf(write, id, about, input)
  const sums = orderSums(lines, false)
  const number = await takeNumber(write, 'order')
  await db.insert(orders).values({
    organizationId,
    id,
    createdAt: write.now.toString(),
    number,
    status: 'accepted',
    acceptedAt: write.now.toString(),
    orderTypeId: input.orderTypeId,
    customerId: input.customerId,
    siteId: input.siteId,
    contactId: input.contactId ?? (about.contactArchivedAt ? null : about.contactId),
    assetId: input.assetId ?? null,
    requestId: input.requestId ?? null,
    followUpOfId: input.followUpOfId ?? null,
    madeOnSite: input.madeOnSite ?? false,
    projectId: input.projectId ?? null,
    contractId: contract?.id ?? null,
    intakeTemplateId: input.intakeTemplateId ?? null,
    checklistTemplateId: about.checklistId,
    answers: input.answers ?? {},
    title: input.title,
    description: input.description ?? '',
    internalNotes: input.internalNotes ?? '',
    priority: input.priority ?? 'normal',
    dueOn: input.dueOn ?? null,
    earliestOn: input.earliestOn ?? null,
    preferredMemberId: input.preferredMemberId ?? null,
    durationMinutes: input.durationMinutes ?? about.durationMinutes,
    poNumber,
    loadKg: input.loadKg ?? null,
    loadM3: input.loadM3 ?? null,
    ...agreement,
    billableAmount: sums.billableAmount,
    unbilledAmount: sums.unbilledAmount,
    lineCount: lines.length,
    searchText: searchable(number, input.title, about.customerName, about.street, about.city, poNumber),
  })
  if (lines.length > 0) await db.insert(orderLines).values(lines)
  await record(write, {
    subject: ['order', id],
    action: 'orders.create',
    params: { number },
    customerId: input.customerId,
  })
  await refreshOrder(write, id)
  return { id, number }
}

type About = Awaited<ReturnType<typeof whatItIsAbout>>

/** Customer, site, contact, asset and type belong together and to this company. */
async function whatItIsAbout(write: Write, input: CreateOrder) {
  const { db, actor } = write
  const mine = eq(customers.organizationId, actor.organizationId)
  const [found] = await db
    .select({
      customerName: customers.name,
      archivedAt: customers.archivedAt,
      siteId: sites.id,
      street: sites.street,
      city: sites.city,
      contactId: contacts.id,
      contactArchivedAt: contacts.archivedAt,
      assetId: assets.id,
      assetSiteId: assets.siteId,
      assetRetiredAt: assets.retiredAt,
    })
    .from(customers)
    .leftJoin(
      sites,
      and(
        eq(sites.organizationId, customers.organizationId),
        eq(sites.id, input.siteId),
        eq(sites.customerId, customers.id),
        isNull(sites.archivedAt),
      ),
    )
    .leftJoin(
      contacts,
      and(
        eq(contacts.organizationId, customers.organizationId),
        eq(contacts.id, input.contactId ?? sites.contactId),
        eq(contacts.customerId, customers.id),
      ),
    )
    .leftJoin(
      assets,
      and(
        eq(assets.organizationId, customers.organizationId),
        input.assetId ? eq(assets.id, input.assetId) : sql`false`,
        eq(assets.customerId, customers.id),
      ),
    )
    .where(and(mine, eq(customers.id, input.customerId)))
  if (!found) throw refusedField('customerId', 'orders.no_customer')
  if (found.archivedAt) throw refusedField('customerId', 'orders.customer_archived')
  if (!found.siteId) throw refusedField('siteId', 'orders.no_site')
  const refusal = placeRefusal(input, found, null)
  if (refusal) throw refusedField(refusal.field, refusal.code)
  const [type] = await db
    .select({
      billing: orderTypes.billing,
      fixedPrice: orderTypes.fixedPrice,
      name: orderTypes.name,
      durationMinutes: orderTypes.durationMinutes,
      checklistId: formTemplates.id,
    })
    .from(orderTypes)
    .leftJoin(
      formTemplates,
      and(
        eq(formTemplates.organizationId, orderTypes.organizationId),
        eq(formTemplates.orderTypeId, orderTypes.id),
        eq(formTemplates.kind, 'checklist'),
        eq(formTemplates.current, true),
      ),
    )
    .where(
      and(
        eq(orderTypes.organizationId, actor.organizationId),
        eq(orderTypes.id, input.orderTypeId),
        eq(orderTypes.active, true),
      ),
    )
    .limit(1)
  if (!type) throw refusedField('orderTypeId', 'orders.no_type')
  return { ...found, ...type }
}

/** The contract it names, or else the one of its project while that can be named. */
async function contractOf(write: Write, { projectId, contractId, customerId }: CreateOrder): Promise<Contract | null> {
  const project = projectId ? await bookOnProject(write, { projectId, customerId }) : null
  if (contractId) return contractToName(write, { contractId, customerId })
  if (contractId === null) return null
  return contractToInherit(write, { contractId: project?.contractId ?? null, customerId })
}

/** A fixed-price type has its price when none was agreed for this order. */
function agreementOf(about: About, input: CreateOrder): Agreement {
  const agreement = {
    agreedAmount: input.agreedAmount ?? (about.billing === 'fixed' ? about.fixedPrice : null),
    agreedBasis: input.agreedBasis ?? null,
    agreedReference: input.agreedReference ?? '',
  }
  const refusal = agreementRefusal(agreement)
  if (refusal) throw refusedField(refusal.field, refusal.code)
  return agreement
}

function linesOf(write: Write, orderId: string, about: About, input: CreateOrder): LineRow[] {
  const given = (input.lines ?? []).map((line, index) =>
    newLineRow(
      write,
      { ...line, orderId, position: index + 1, source: 'planned', plannedQuantity: line.quantity },
      about.billing,
    ),
  )
  if (about.billing !== 'fixed') return given
  const fixed = newLineRow(
    write,
    {
      orderId,
      position: 0,
      kind: 'fixed',
      description: input.title || about.name,
      unit: 'st',
      quantity: '1',
      plannedQuantity: '1',
      unitPrice: input.agreedAmount ?? about.fixedPrice,
      source: 'order_type',
      sourceId: orderId,
    },
    about.billing,
  )
  return [fixed, ...given]
}

function refusedField(field: string, code: string): Refused {
  return new Refused(code, { fields: { [field]: code } })
}

import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { byName, isOneOf, isoInstant } from '@/db/columns'
import { assets } from '@/db/schema/assets'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import { hasRole, type Read } from '@/lib/auth/actor'

type Ids = readonly string[]

/** Of each order what its visits need beside the visit itself: intake, checklist, appliance, who signs. */
export function ordersOf({ actor: { organizationId }, db }: Read, orderIds: Ids) {
  return db
    .select({
      id: orders.id,
      siteId: orders.siteId,
      assetId: orders.assetId,
      intake: orders.answers,
      intakeTemplateId: orders.intakeTemplateId,
      checklistTemplateId: orders.checklistTemplateId,
      signatureRule: orderTypes.signatureRule,
      asset: {
        type: assets.type,
        make: assets.make,
        model: assets.model,
        serial: assets.serial,
        installedOn: assets.installedOn,
        ownFields: assets.ownFields,
        notes: assets.notes,
      },
    })
    .from(orders)
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .leftJoin(assets, and(eq(assets.organizationId, organizationId), eq(assets.id, orders.assetId)))
    .where(and(eq(orders.organizationId, organizationId), isOneOf(orders.id, orderIds)))
}

/** What was done before about the same appliance or at the same place: of each order the eight newest others, with their report. */
export async function historyOf({ actor: { organizationId }, db }: Read, orderIds: Ids) {
  const rows = await db.execute<{
    of: string
    id: string
    number: string
    title: string
    executed_at: string
    report_file_id: string | null
  }>(sql`
    select own.id as of, o.id, o.number, o.title, o.executed_at, d.file_id as report_file_id
    from orders own
    cross join lateral (
      select e.id, e.number, e.title, e.executed_at from orders e
      where e.organization_id = own.organization_id and (e.site_id = own.site_id or e.asset_id = own.asset_id)
        and e.id <> own.id and e.executed_at is not null
      order by e.executed_at desc limit 8) o
    left join lateral (
      select d.file_id from documents d
      where d.organization_id = own.organization_id and d.order_id = o.id and d.kind = 'work_report' and d.removed_at is null
      order by d.id desc limit 1) d on true
    where own.organization_id = ${organizationId} and own.id = any(${sql.param([...orderIds])}::uuid[])
    order by o.executed_at desc, o.id`)
  return Map.groupBy(
    rows.map((row) => ({
      of: row.of,
      ...{ id: row.id, number: row.number, title: row.title },
      executedAt: isoInstant(row.executed_at),
      reportFileId: row.report_file_id,
    })),
    ({ of }) => of,
  )
}

/** The versions of forms that orders started with; they never change. */
export async function formsOf({ actor: { organizationId }, db }: Read, templateIds: Ids) {
  const rows = await db
    .select({ id: formTemplates.id, fields: formTemplates.fields })
    .from(formTemplates)
    .where(and(eq(formTemplates.organizationId, organizationId), isOneOf(formTemplates.id, templateIds)))
  return new Map(rows.map(({ id, fields }) => [id, fields]))
}

/** Material that can be used; what it costs only for who may see prices. */
export async function productsFor({ actor, db }: Read) {
  const rows = await db
    .select({
      id: products.id,
      number: products.number,
      name: products.name,
      unit: products.unit,
      price: products.price,
    })
    .from(products)
    .where(
      and(
        eq(products.organizationId, actor.organizationId),
        eq(products.active, true),
        inArray(products.kind, ['material', 'fixed']),
      ),
    )
    .orderBy(byName(products.name), asc(products.id))
    .limit(5000)
  const seesPrices = hasRole(actor, 'planner', 'administration')
  return seesPrices ? rows : rows.map(({ price: _, ...product }) => product)
}

import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { Load } from '../rules/load'

/** In a statement with the row `o` of an order: what its planned lines weigh by their products. What was used on site counts not. */
const planned = (column: SQL): SQL => sql`(
  select sum(coalesce(l.planned_quantity, l.quantity) * ${column})
  from order_lines l join products p on p.organization_id = l.organization_id and p.id = l.product_id
  where l.organization_id = o.organization_id and l.order_id = o.id and l.kind = 'material'
    and l.source in ('office', 'planned', 'order_type') and ${column} is not null and coalesce(l.planned_quantity, l.quantity) > 0)`

/** kg and m3 of the row `o` of an order: as said on the order, else by its products, else nothing. */
export const loadColumns: SQL = sql`
  coalesce(o.load_kg, ${planned(sql`p.weight_kg`)}, 0) as kg,
  coalesce(o.load_m_3, ${planned(sql`p.volume_m_3`)}, 0) as m3`

/** What each of these orders of the company carries; without a row where there is no such order. */
export async function loadsOfOrders(read: Read, orderIds: readonly string[]): Promise<Map<string, Load>> {
  const rows = await read.db.execute<{ id: string; kg: string; m3: string }>(sql`
    select o.id, ${loadColumns} from orders o
    where o.organization_id = ${read.actor.organizationId} and o.id = any(${sql.param([...orderIds])}::uuid[])`)
  return new Map(rows.map(({ id, kg, m3 }) => [id, { kg, m3 }]))
}

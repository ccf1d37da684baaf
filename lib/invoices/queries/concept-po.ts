import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'

/** Whether an open concept that this order stands on says the PO number itself. */
export async function hasConceptPo(read: Read, orderId: string): Promise<boolean> {
  const { organizationId } = read.actor
  const [row] = await read.db.execute<{ has: boolean }>(sql`
    select exists (select from invoice_lines l
      join invoices i on i.organization_id = ${organizationId} and i.id = l.invoice_id and i.number is null and i.discarded_at is null
      where l.organization_id = ${organizationId} and l.order_id = ${orderId} and i.po_number <> '') as has`)
  return row?.has ?? false
}

import 'server-only'
import { sql } from 'drizzle-orm'
import { isoInstant } from '@/db/columns'
import type { Read } from '@/lib/auth/actor'

/** A phone that still has what an order needs: whose, when it was last here, and how many files of the order it holds. */
export type WaitingPhone = { visitId: string; member: string; device: string; lastSeenAt: string; files: number }

/** The phones that some orders wait for, by order: their visits were closed on site, and not all files are here. */
export async function waitingPhones(read: Read, orderIds: readonly string[]): Promise<Map<string, WaitingPhone[]>> {
  if (orderIds.length === 0) return new Map()
  const { organizationId } = read.actor
  const rows = await read.db.execute<{
    order_id: string
    visit_id: string
    member: string
    device: string
    last_seen_at: string
    files: number
  }>(sql`
    select c.order_id, c.visit_id, m.name as member, d.name as device, d.last_seen_at::text, (
      select count(distinct w.id)::int from (
        select jsonb_array_elements_text(c.input->'fileIds') as id
        union select s->>'fileId' from jsonb_array_elements(c.input->'signatures') s where s->>'fileId' is not null) w
      where not exists (select from files f where f.organization_id = c.organization_id and f.id = w.id::uuid)) as files
    from sync_closings c
    join sync_devices d on d.organization_id = c.organization_id and d.id = c.device_id
    join members m on m.organization_id = c.organization_id and m.id = c.member_id
    where c.organization_id = ${organizationId} and c.ended_at is null
      and c.order_id = any(${sql.param([...orderIds])}::uuid[])
    order by c.created_at, c.id`)
  return Map.groupBy(
    rows.map((row) => ({
      orderId: row.order_id,
      visitId: row.visit_id,
      ...{ member: row.member, device: row.device, lastSeenAt: isoInstant(row.last_seen_at), files: row.files },
    })),
    ({ orderId }) => orderId,
  )
}

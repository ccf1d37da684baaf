import type { Sql } from 'postgres'

/**
 * This week and the next, four visits of 75 minutes a working day for each technician, at places that are known, of which two
 * in three customers were told; what the seed had planned goes.
 */
export async function fillBoard(owner: Sql, email: string, visits: number): Promise<void> {
  await owner.begin(async (sql) => {
    const [member] = await sql<
      { organization_id: string }[]
    >`select organization_id from members where email = ${email}`
    const own = member?.organization_id ?? ''
    await sql`set local session_replication_role = replica`
    await sql`delete from agenda_entries where organization_id = ${own}`
    await sql`delete from visits where organization_id = ${own} and status = 'planned'`
    await sql`update sites set longitude = 4.3 + random() * 0.8, latitude = 50.8 + random() * 0.3
      where organization_id = ${own}`
    await sql`
      with technicians as (
        select id, row_number() over (order by position, id) - 1 as t from members
        where organization_id = ${own} and 'technician' = any(roles)
      ), slots as (
        select t.id as member_id, (date_trunc('week', now()) + ((s / 4) % 5 + 7 * (s / 20)) * interval '1 day'
            + (array['7 hours', '9 hours', '12 hours', '14 hours'])[1 + s % 4]::interval) as at,
          row_number() over (order by s, t.t) as r
        from technicians t, generate_series(0, 39) s
      ), jobs as (
        select id, row_number() over (order by id desc) as r from orders where organization_id = ${own}
      ), made as (
        insert into visits (organization_id, id, order_id, status, start_at, end_at, duration_minutes,
          told_at, told_start_at, told_end_at)
        select ${own}, uuidv7(), j.id, 'planned', s.at, s.at + interval '75 minutes', 75,
          case when s.r % 3 > 0 then now() end, case when s.r % 3 > 0 then s.at end,
          case when s.r % 3 > 0 then s.at + interval '75 minutes' end
        from slots s join jobs j on j.r = s.r where s.r <= ${visits}
        returning id, order_id, start_at, end_at
      ), planned as (
        update orders set status = 'planned', visit_state = 'planned', released_at = null, executed_at = null, unbilled_amount = billable_amount
        where organization_id = ${own} and id in (select order_id from made)
      )
      insert into agenda_entries (organization_id, id, member_id, visit_id, leader, start_at, end_at)
      select ${own}, uuidv7(), s.member_id, m.id, true, m.start_at, m.end_at
      from made m join jobs j on j.id = m.order_id join slots s on s.r = j.r`
  })
  await owner`vacuum analyze`
}

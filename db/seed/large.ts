import { hash } from '@node-rs/argon2'
import { sql } from 'drizzle-orm'
import { asSystem, closeDatabase, inTenant, type Transaction } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { orderTypes } from '@/db/schema/forms'
import { newId } from '@/lib/ids'
import { fillProjects } from './large-projects'
import { customerId, idAt, uuids, whole } from './large-sql'

/**
 * A company by bulk insert, for measuring: `--technicians 50 --orders 100000 --lines 100000`, of which lines are hours and
 * expenses on projects that are not invoiced. Rows are plausible, not told.
 */
export async function seedLarge(size: {
  technicians: number
  orders: number
  lines: number
}): Promise<{ slug: string; email: string }> {
  const organizationId = newId()
  const slug = `groot-${size.orders}-${organizationId.slice(-6)}`
  const email = `admin@${slug}.example`
  const typeId = newId()
  const team = Array.from({ length: size.technicians }, (_, index) => ({ id: newId(), accountId: newId(), index }))
  const adminAccount = newId()
  const passwordHash = await hash('werkstroom-demo')
  await asSystem(async (tx) => {
    await tx.insert(organizations).values({
      id: organizationId,
      slug,
      name: `Groot Onderhoud ${size.orders}`,
      street: 'Industrielaan',
      houseNumber: '1',
      postalCode: '3000',
      city: 'Leuven',
      vatNumber: 'BE0123456749',
      enterpriseNumber: '0123456749',
      iban: 'BE68539007547034',
      email: `info@${slug}.example`,
    })
    await tx
      .insert(accounts)
      .values([
        { id: adminAccount, email, passwordHash },
        ...team.map(({ accountId, index }) => ({ id: accountId, email: `t${index}@${slug}.example`, passwordHash })),
      ])
    await tx.insert(members).values([
      { organizationId, id: newId(), accountId: adminAccount, name: 'Admin', email, roles: ['admin' as const] },
      ...team.map(({ id, accountId, index }) => ({
        organizationId,
        id,
        accountId,
        name: `Technieker ${index + 1}`,
        email: `t${index}@${slug}.example`,
        roles: ['technician' as const],
        position: index,
      })),
    ])
  })
  const customers = Math.min(20_000, size.orders)
  await filling(organizationId, async (tx) => {
    await tx.insert(orderTypes).values({ organizationId, id: typeId, name: 'Onderhoud', tellCustomer: false })
    await fillCustomers(tx, organizationId, customers)
  })
  for (let from = 0; from < size.orders; from += 50_000)
    await filling(organizationId, (tx) =>
      fillOrders(tx, {
        organizationId,
        typeId,
        customers,
        from,
        to: Math.min(size.orders, from + 50_000),
        total: size.orders,
      }),
    )
  const people = team.map(({ id }) => id)
  await filling(organizationId, (tx) => fillBoard(tx, organizationId, people))
  if (size.lines > 0)
    await filling(organizationId, (tx) =>
      fillProjects(tx, { organizationId, team: people, customers, lines: size.lines }),
    )
  return { slug, email }
}

/** Bulk work takes longer than a request may. */
function filling(organizationId: string, work: (tx: Transaction) => Promise<unknown>): Promise<unknown> {
  return inTenant(
    organizationId,
    async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`)
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`)
      return work(tx)
    },
    'write',
  )
}

const siteId = (n: string) => idAt(`timestamptz '2024-01-01' + ${n} * interval '1 second'`, `'s' || ${n}`)
/** As busy at every size, so that a larger one only has an older archive. */
const orderAt = (n: string, total: number) => `now() - (${total} - ${n}) * (interval '3 years' / 100000)`

async function fillCustomers(tx: Transaction, organizationId: string, count: number): Promise<void> {
  await tx.execute(sql`
    insert into customers (organization_id, id, number, kind, name, street, house_number, postal_code, city, email, phone,
      po_required, invoice_grouping, search_text)
    select ${organizationId}, ${customerId('n')}, 'K' || lpad(n::text, 6, '0'), case when n % 3 = 0 then 'company' else 'person' end,
      name, street, (n % 200)::text, (1000 + n % 8999)::text, city, 'klant' || n || '@voorbeeld.example', '0470' || lpad(n::text, 6, '0'),
      n % 15 = 0, case when n % 12 = 0 then 'month' else 'order' end,
      lower(name || ' k' || lpad(n::text, 6, '0') || ' ' || street || ' ' || city || ' 0470' || lpad(n::text, 6, '0') || ' klant' || n || '@voorbeeld.example')
    from (select n, (array['Peeters','Janssens','Maes','Jacobs','Mertens','Willems','Claes','Goossens','Wouters','De Smet'])[1 + n % 10] || ' ' ||
        (array['An','Marc','Griet','Dirk','Sofie','Koen','Els','Bart','Hilde','Stijn'])[1 + (n / 10) % 10] || ' ' || n as name,
      (array['Kerkstraat','Stationsstraat','Dorpsplein','Molenweg','Lindelaan'])[1 + n % 5] as street,
      (array['Leuven','Mechelen','Aarschot','Diest','Tienen','Herent'])[1 + n % 6] as city
      from generate_series(1, ${whole(count)}) n) made`)
  await tx.execute(sql`
    insert into sites (organization_id, id, customer_id, street, house_number, postal_code, city)
    select organization_id, ${siteId('n')}, id, street, house_number, postal_code, city
    from (select *, substr(number, 2)::int as n from customers where organization_id = ${organizationId}) made`)
}

type Orders = { organizationId: string; typeId: string; customers: number; from: number; to: number; total: number }

/** However long a company exists, so many orders are unfinished. */
const mostOpen = 2000

/** The newest are unfinished, in every state; the rest is the archive. */
async function fillOrders(
  tx: Transaction,
  { organizationId, typeId, customers, from, to, total }: Orders,
): Promise<void> {
  await tx.execute(sql`
    insert into orders (organization_id, id, created_at, number, status, order_type_id, customer_id, site_id, title, accepted_at, released_at,
      executed_at, first_visit_at, visit_count, visit_state, billable_amount, unbilled_amount, line_count, search_text, due_on)
    select ${organizationId}, id, at, number, status, ${typeId}, customer, site, 'Onderhoud ketel ' || n, at,
      case when status in ('ready_to_invoice', 'invoiced') then at end, case when visit_state = 'done' then at end, at,
      case when status = 'accepted' then 0 else 1 end, visit_state, 150, case when status = 'invoiced' then 0 else 150 end, 2,
      lower(number || ' onderhoud ketel ' || n), case when n % 4 = 0 then at::date end
    from (select n, ${idAt(orderAt('n', total), "'o' || n")} as id, ${sql.raw(orderAt('n', total))} as at, 'O-' || lpad(n::text, 8, '0') as number,
        ${customerId(`(1 + n % ${customers})`)} as customer, ${siteId(`(1 + n % ${customers})`)} as site, status,
        case status when 'accepted' then 'needs_visit' when 'planned' then 'planned' when 'in_progress' then 'running' else 'done' end as visit_state
      from (select n, case when n <= ${whole(total)} - least(${whole(total)} * 0.2, ${whole(mostOpen)}) then 'invoiced'
          else (array['accepted','planned','planned','executed','ready_to_invoice'])[1 + n % 5] end as status
        from generate_series(${whole(from + 1)}, ${whole(to)}) n) numbered) made`)
  await tx.execute(sql`
    insert into order_lines (organization_id, id, order_id, position, kind, description, unit, quantity, done_quantity, unit_price, net_amount, source, invoice_state)
    select o.organization_id, ${idAt('o.created_at', 'l.position || o.id::text')}, o.id, l.position, l.kind, l.description, 'st', l.quantity, l.quantity, 50,
      l.quantity * 50, 'office', case when o.status = 'invoiced' then 'billed' else 'open' end
    from orders o cross join (values (1, 'labour', 'Werkuur', 2), (2, 'material', 'Filter', 1)) as l(position, kind, description, quantity)
    where o.organization_id = ${organizationId} and o.number > ${`O-${String(from).padStart(8, '0')}`} and o.number <= ${`O-${String(to).padStart(8, '0')}`}`)
  await tx.execute(sql`
    insert into visits (organization_id, id, order_id, status, start_at, end_at, duration_minutes, closed_at)
    select organization_id, ${idAt('created_at', "'v' || id::text")}, id, case when visit_state = 'done' then 'completed' else 'planned' end,
      created_at, created_at + interval '1 hour', 60, case when visit_state = 'done' then created_at end
    from orders where organization_id = ${organizationId} and visit_count > 0
      and number > ${`O-${String(from).padStart(8, '0')}`} and number <= ${`O-${String(to).padStart(8, '0')}`}`)
  await tx.execute(sql`
    insert into history (organization_id, id, created_at, subject_type, subject_id, order_id, actor_kind, actor_id, actor_name, action)
    select organization_id, ${idAt('created_at', "'h' || id::text")}, created_at, 'order', id, id, 'system', 'seed', 'seed', 'orders.create'
    from orders where organization_id = ${organizationId}
      and number > ${`O-${String(from).padStart(8, '0')}`} and number <= ${`O-${String(to).padStart(8, '0')}`}`)
}

/** The planned visits stand on the board of this week and the next, each technician with his own hours. */
async function fillBoard(tx: Transaction, organizationId: string, team: readonly string[]): Promise<void> {
  const people = uuids(team)
  await tx.execute(sql`
    with placed as (
      select id, row_number() over (order by id) - 1 as r from visits where organization_id = ${organizationId} and status = 'planned'
      order by id limit ${whole(team.length * 60)}
    )
    update visits v set start_at = s.at, end_at = s.at + interval '1 hour'
    from (select id, date_trunc('week', now()) + (r / ${whole(team.length)} / 6) * interval '1 day' + interval '7 hours'
        + ((r / ${whole(team.length)}) % 6) * interval '90 minutes' as at from placed) s
    where v.organization_id = ${organizationId} and v.id = s.id`)
  await tx.execute(sql`
    insert into agenda_entries (organization_id, id, member_id, visit_id, leader, start_at, end_at)
    select ${organizationId}, ${idAt('now()', "'a' || id::text")}, (${people})[1 + r % ${whole(team.length)}], id, true, start_at, end_at
    from (select id, start_at, end_at, row_number() over (order by id) - 1 as r from visits
      where organization_id = ${organizationId} and status = 'planned' order by id limit ${whole(team.length * 60)}) placed`)
}

/** `npm run seed:large -- --technicians 50 --orders 100000 --lines 100000` */
async function main(words = process.argv.slice(2)): Promise<void> {
  if (process.env.NODE_ENV === 'production' && process.env.DEMO !== 'yes')
    throw new Error('A company with a public password: in production only when DEMO=yes says so')
  const read = (name: string, fallback: number) => Number(words[words.indexOf(`--${name}`) + 1] || fallback)
  const asked = (name: string, fallback: number) => (words.includes(`--${name}`) ? read(name, fallback) : fallback)
  const started = performance.now()
  const made = await seedLarge({
    technicians: asked('technicians', 50),
    orders: asked('orders', 100_000),
    lines: asked('lines', 0),
  })
  process.stdout.write(`${JSON.stringify({ ...made, seconds: Math.round((performance.now() - started) / 1000) })}\n`)
  await closeDatabase()
}

if (process.argv[1]?.endsWith('large.ts')) void main()

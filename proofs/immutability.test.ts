import { readFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import type postgres from 'postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '@/db/migrate'
import { invoiceLines, invoiceSeries } from '@/db/schema/invoices'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { verifyChain } from '@/lib/invoices/queries/chain'
import { outcomeOf, outsiders } from './support/database'
import { tellEverything } from './support/everything'
import { chance } from './support/random'
import { altered, columnsOf, refused, triedAs, undone, type Way, ways } from './support/tampering'
import { looseConcepts } from './support/walk'

const { superUser } = outsiders()
type Told = Awaited<ReturnType<typeof tellEverything>>
let told: Told

const tried = (way: Way, statement: string) => triedAs(told.organizationId, way, statement)

beforeAll(async () => {
  told = await tellEverything()
}, 120_000)

/** Records that stay as they are, and which rows of each. */
const kept: Record<string, string> = {
  invoices: 'number is not null',
  invoice_lines: 'exists (select from invoices i where i.id = invoice_id and i.number is not null)',
  invoice_line_sources: `exists (select from invoice_lines l join invoices i on i.organization_id = l.organization_id and i.id = l.invoice_id
    where l.id = invoice_line_id and i.number is not null)`,
  invoice_attachments: 'exists (select from invoices i where i.id = invoice_id and i.number is not null)',
  history: 'true',
  work_reports: 'true',
  approval_lines: 'answer is not null',
  approval_requests: 'pdf_sha256 is not null',
  visit_events: 'exists (select from work_reports r where r.visit_id = t.visit_id)',
  visit_answers: 'exists (select from work_reports r where r.visit_id = t.visit_id)',
  visit_materials: 'exists (select from work_reports r where r.visit_id = t.visit_id)',
  visit_notes: 'exists (select from work_reports r where r.visit_id = t.visit_id)',
  signatures: 'exists (select from work_reports r where r.visit_id = t.visit_id)',
}
/** Of which some columns are facts for good and others live on. */
const partly: Record<string, readonly string[]> = {
  invoice_states: [
    'organization_id',
    'id',
    'invoice_id',
    'gross_amount',
    'due_on',
    'created_at',
    'pdf_file_id',
    'pdf_sha256',
  ],
  payments: [
    'organization_id',
    'id',
    'invoice_id',
    'amount',
    'paid_on',
    'method',
    'reference',
    'member_id',
    'created_at',
  ],
  files: ['organization_id', 'id', 'sha256', 'original_sha256', 'size_bytes', 'type'],
}

describe('nobody changes what is final', () => {
  test('every column of every kept record, by the app, its login, the owner and a superuser', async () => {
    const slipped: string[] = []
    let tries = 0
    for (const [table, which] of Object.entries(kept)) {
      const own = `organization_id = '${told.organizationId}' and ${which}`
      const [there] = await superUser.unsafe(`select count(*)::int as count from ${table} t where ${own}`)
      expect(there?.count, table).toBeGreaterThan(0)
      for (const column of await columnsOf(table))
        for (const way of ways) {
          const done = await tried(way, `update ${table} t set "${column.name}" = ${altered(column)} where ${own}`)
          tries++
          if (!refused.includes(done) || (way === 'superuser' && done !== 'WS001'))
            slipped.push(`${way}: update ${table}.${column.name} ${done}`)
        }
      for (const way of ways)
        for (const statement of [
          `delete from ${table} t where ${own}`,
          `truncate ${table}`,
          `truncate ${table} cascade`,
        ]) {
          const done = await tried(way, statement)
          tries++
          const isLive = /^(visit_|invoice_attachments)/.test(table) && statement.startsWith('truncate')
          if (!refused.includes(done) && !(isLive && way !== 'tenant' && way !== 'login'))
            slipped.push(`${way}: ${statement} ${done}`)
        }
    }
    expect(slipped).toEqual([])
    expect(tries).toBeGreaterThan(400)
  })

  test('what lives on keeps the facts in it: states, payments, bytes of files', async () => {
    const slipped: string[] = []
    for (const [table, facts] of Object.entries(partly))
      for (const column of (await columnsOf(table)).filter(({ name }) => facts.includes(name)))
        for (const way of ways) {
          const done = await tried(
            way,
            `update ${table} set "${column.name}" = ${altered(column)} where organization_id = '${told.organizationId}'`,
          )
          if (!refused.includes(done)) slipped.push(`${way}: ${table}.${column.name} ${done}`)
        }
    for (const table of ['invoice_states', 'payments'])
      for (const way of ways) {
        const done = await tried(way, `delete from ${table} where organization_id = '${told.organizationId}'`)
        if (!refused.includes(done)) slipped.push(`${way}: delete ${table} ${done}`)
      }
    expect(slipped).toEqual([])
  })

  test('by way of COPY, an upsert, MERGE or the tables above it', async () => {
    const { organizationId, invoiceId, orderId } = told
    const line = `organization_id, id, invoice_id, position, description, quantity, unit_price, vat_rate, net_amount`
    const values = `'${organizationId}', '${newId()}', '${invoiceId}', 9, 'x', 1, 1, 21, 1`
    const csv = values.replaceAll("'", '').replaceAll(', ', ',')
    const statements = [
      `insert into invoice_lines (${line}) values (${values})`,
      `insert into invoice_lines (${line}) select organization_id, id, invoice_id, position, 'x', 1, 1, 21, 1 from invoice_lines
        where invoice_id = '${invoiceId}' on conflict (organization_id, id) do update set description = 'x'`,
      `merge into invoices i using (select 1) one on i.id = '${invoiceId}' when matched then update set notes = 'x'`,
      `merge into invoices i using (select 1) one on i.id = '${invoiceId}' when matched then delete`,
      `update invoice_lines set invoice_id = '${invoiceId}' where organization_id = '${organizationId}'`,
      `delete from orders where id = '${orderId}'`,
      `delete from customers where organization_id = '${organizationId}'`,
      `truncate orders cascade`,
      `truncate organizations, customers cascade`,
      `copy invoice_lines (${line}) from program 'echo ${csv}' with (format csv)`,
    ]
    const before = await finals()
    for (const way of ways)
      for (const statement of statements) {
        const done = await tried(way, statement)
        // 23503: a foreign key of a final record holds it; 0A000: COPY FROM does not go with row-level security.
        expect([...refused, '23503', '0A000'], `${way}: ${statement}`).toContain(done)
      }
    expect(await finals()).toEqual(before)
    expect(before.length).toBeGreaterThan(0)
  })

  test('a trigger that was dropped or switched off is back after the next start', async () => {
    // Apart: in one transaction their locks would meet those of the proofs beside this one.
    await superUser`alter table invoices disable trigger invoices_immutable`
    await superUser`drop trigger history_immutable on history`
    await migrate({ ownerUrl: process.env.DATABASE_OWNER_URL ?? '', appRole: 'werkstroom_app' })
    const id = told.organizationId
    expect(
      await tried(
        'superuser',
        `update invoices set notes = 'x' where organization_id = '${id}' and number is not null`,
      ),
    ).toBe('WS001')
    expect(await tried('superuser', `delete from history where organization_id = '${id}'`)).toBe('WS001')
    const guards = await readFile('db/guards.ts', 'utf8')
    const [off] = await superUser`
      select count(*)::int as count from pg_trigger where not tgisinternal and tgenabled <> 'O' and tgrelid in (
        select oid from pg_class where relnamespace = 'public'::regnamespace)`
    expect(off?.count).toBe(0)
    for (const [, name] of guards.matchAll(/create or replace trigger (\w+)/g)) {
      const [found] = await superUser`select from pg_trigger where tgname = ${name ?? ''}`
      expect(found, name).toBeDefined()
    }
  })
})

async function finals() {
  return superUser`select id, hash from invoices where organization_id = ${told.organizationId} and number is not null order by id`
}

describe('whoever could switch the triggers off is found out', () => {
  test('one byte of any column of any final invoice or line, a row less or a row more: the chain shows it', async () => {
    const { organizationId, actors } = told
    const { administration } = actors
    for (const id of await looseConcepts(told, 12)) await writing(administration, (write) => finalizeInvoice(write, id))
    const [credited = ''] = await looseConcepts(told, 1)
    await writing(administration, async (write) => {
      await finalizeInvoice(write, credited)
      const lines = await write.db
        .select({ id: invoiceLines.id })
        .from(invoiceLines)
        .where(eq(invoiceLines.invoiceId, credited))
      const lineIds = lines.map(({ id }) => id)
      await creditInvoice(write, { id: newId(), invoiceId: credited, lineIds, outcome: 'write_off', reason: 'proef' })
    })
    expect(await broken(administration)).toEqual([])
    const { one } = chance('tampering')
    const slipped: string[] = []
    const tampered = async (statement: string) => {
      let seen = false
      const came = await outcomeOf(
        undone((done) =>
          superUser.begin(async (tx) => {
            await tx`set local session_replication_role = replica`
            const { count } = await tx.unsafe(statement)
            seen = await seenBroken(tx, organizationId)
            return done({ count })
          }),
        ),
      )
      // A number that another invoice has can't be written even so: a unique index holds it.
      if (came === 1 ? !seen : came !== '23505') slipped.push(`${came}: ${statement}`)
    }
    const which = {
      invoices: `organization_id = '${organizationId}' and number is not null`,
      invoice_lines: `organization_id = '${organizationId}' and invoice_id in (select id from invoices where number is not null)`,
    }
    for (const [table, rows] of Object.entries(which)) {
      const ids = (await superUser.unsafe<{ id: string }[]>(`select id from ${table} where ${rows}`)).map(
        ({ id }) => id,
      )
      expect(ids.length).toBeGreaterThan(10)
      for (const column of await columnsOf(table))
        for (let round = 0; round < 3; round++)
          await tampered(`update ${table} set "${column.name}" = ${altered(column)} where id = '${one(ids)}'`)
      for (let round = 0; round < 5; round++) {
        await tampered(`delete from ${table} where id = '${one(ids)}'`)
        const more = table === 'invoices' ? { number: 'X', sequence: 999 } : { position: 90 }
        const again = `'${JSON.stringify({ id: newId(), ...more })}'::jsonb`
        await tampered(
          `insert into ${table} select (jsonb_populate_record(t, ${again})).* from ${table} t where id = '${one(ids)}'`,
        )
      }
    }
    expect(slipped).toEqual([])
    expect(await broken(administration)).toEqual([])
  })
})

async function broken(actor: Actor) {
  return reading(actor, async (read) => {
    const found = []
    for (const { id } of await read.db.select({ id: invoiceSeries.id }).from(invoiceSeries))
      found.push((await verifyChain(read, id)).broken)
    return found.filter((one) => one !== null)
  })
}

/** The chain check on the tampering connection itself, so that it can be undone; as the tenant's query is written. */
async function seenBroken(tx: postgres.TransactionSql, organizationId: string): Promise<boolean> {
  const { drizzle } = await import('drizzle-orm/postgres-js')
  const db = drizzle(asClient(tx), { casing: 'snake_case' })
  const actor = { ...told.actors.admin, organizationId: told.actors.admin.organizationId }
  const series = await tx<{ id: string }[]>`select id from invoice_series where organization_id = ${organizationId}`
  for (const { id } of series) {
    const report = await verifyChain({ actor, db: db as never }, id)
    if (report.broken) return true
  }
  return false
}

/** drizzle sets parsers on its client's options, which a transaction of postgres.js does not carry. */
function asClient(tx: postgres.TransactionSql): postgres.Sql {
  return Object.assign(tx, { options: { parsers: {}, serializers: {} } }) as never
}

import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import type postgres from 'postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, inTenant, pool, type Transaction } from '@/db/client'
import { history } from '@/db/schema/history'
import { newId } from '@/lib/ids'
import { outcomeOf, outsiders, tablesOf } from './support/database'
import { tellEverything } from './support/everything'
import { fillEmpty } from './support/fill'
import { chance } from './support/random'

// Four connections: a setting that outlived its transaction would be met by the next one at once.
process.env.DATABASE_POOL = '4'

const { superUser, owner, login } = outsiders()
/** Read before anybody is known, by the system role only. */
const global = ['accounts', 'rate_limits', 'organizations']

describe('what the catalogue says about every table, view and function', () => {
  test('row-level security is on and forced, with one policy for the tenant that reads and checks', async () => {
    const found = await superUser<
      { name: string; enabled: boolean; forced: boolean; using: string; check: string; owner: string }[]
    >`
      select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
        coalesce(pg_get_expr(p.polqual, p.polrelid), '') as using, coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as check
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
      left join pg_policy p on p.polrelid = c.oid and p.polname = 'tenant' and p.polcmd = '*' and p.polpermissive
        and p.polroles = array['werkstroom_tenant'::regrole::oid]
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f')`
    expect(found.length).toBeGreaterThan(35)
    const rule = "(organization_id = (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid)"
    for (const table of found)
      expect(table).toEqual({
        name: table.name,
        enabled: true,
        forced: true,
        using: rule,
        check: rule,
        owner: 'werkstroom_owner',
      })
  })

  test('no policy lets the tenant see more, and the system role sees only what sign-in needs', async () => {
    const found = await superUser<{ rule: string }[]>`
      select tablename || ' ' || policyname || ' ' || cmd || ' ' || array_to_string(roles, ',') as rule
      from pg_policies where schemaname = 'public' and policyname <> 'tenant' order by 1`
    expect(found.map(({ rule }) => rule)).toEqual([
      'assets search SELECT werkstroom_search',
      'contracts search SELECT werkstroom_search',
      'customers search SELECT werkstroom_search',
      'history system INSERT werkstroom_system',
      'links system ALL werkstroom_system',
      'members system ALL werkstroom_system',
      'orders search SELECT werkstroom_search',
      'organizations system ALL werkstroom_system',
      'products search SELECT werkstroom_search',
      'projects search SELECT werkstroom_search',
      'sessions system ALL werkstroom_system',
    ])
    const [tenant] = await superUser`select from pg_policies where 'public' = any(roles) and schemaname = 'public'`
    expect(tenant).toBeUndefined()
  })

  test('the system role writes into the history who signs in and out, nothing else, and reads none of it', async () => {
    const line = (subjectType: string, action: string) =>
      outcomeOf(
        asSystem(async (tx) => {
          await tx.insert(history).values({
            organizationId: newId(),
            id: newId(),
            subjectType,
            subjectId: newId(),
            actorKind: 'member',
            actorId: newId(),
            actorName: 'Proef',
            action,
          })
          throw Object.assign(new Error('taken back'), { code: 'written' })
        }),
      )
    for (const action of ['auth.signed_in', 'auth.signed_out', 'auth.sessions_ended'])
      expect(await line('member', action), action).toBe('written')
    for (const [subjectType, action] of [
      ['member', 'auth.member_changed'],
      ['order', 'auth.signed_in'],
      ['invoice', 'invoices.finalize'],
    ] as const)
      expect(await line(subjectType, action), action).toBe('42501')
    for (const statement of [sql`select from history`, sql`update history set reason = ''`, sql`delete from history`])
      expect(await outcomeOf(asSystem((tx) => tx.execute(statement)))).toBe('42501')
  })

  test('the login of the app owns nothing, is nobody special, and has no right to any table by itself', async () => {
    const [role] = await superUser`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = 'werkstroom_app'`
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    })
    const special = await superUser`
      select rolname from pg_roles where rolname in ('werkstroom_tenant', 'werkstroom_system', 'werkstroom_search')
        and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole)`
    expect([...special]).toEqual([])
    const owned = await superUser`select relname from pg_class where relowner = 'werkstroom_app'::regrole`
    expect([...owned]).toEqual([])
    const granted = await superUser`
      select table_name, privilege_type from information_schema.role_table_grants
      where grantee in ('werkstroom_app', 'PUBLIC') and table_schema = 'public'`
    expect([...granted]).toEqual([])
    for (const { name } of await tablesOf(superUser))
      expect(await outcomeOf(login`select * from ${login(name)} limit 1`), name).toBe('42501')
  })

  test('views ask as who looks, and functions with their owner’s rights are the ones we know', async () => {
    const views = await superUser`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`
    expect([...views]).toEqual([])
    const functions = await superUser<{ name: string; owner: string; path: string | null; open: boolean }[]>`
      select p.proname as name, pg_get_userbyid(p.proowner) as owner, array_to_string(p.proconfig, ';') as path,
        has_function_privilege('public', p.oid, 'execute') as open
      from pg_proc p where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`
    expect([...functions]).toEqual([
      { name: 'search_ids', owner: 'werkstroom_search', path: 'search_path=public, pg_temp', open: false },
    ])
  })

  test('a foreign key between tables of companies carries the company', async () => {
    const loose = await superUser`
      select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint c
      where contype = 'f' and connamespace = 'public'::regnamespace
        and exists (select from pg_attribute where attrelid = confrelid and attname = 'organization_id')
        and not exists (select from pg_attribute where attrelid = conrelid and attname = 'organization_id' and attnum = any(conkey))`
    expect([...loose]).toEqual([])
  })
})

type Rows = Record<string, Record<string, unknown>[]>

describe('one company in front of another’s rows', () => {
  let here: Awaited<ReturnType<typeof tellEverything>>
  let there: Awaited<ReturnType<typeof tellEverything>>
  let tables: string[]
  const theirs: Rows = {}
  const ours: Rows = {}

  beforeAll(async () => {
    here = await tellEverything()
    there = await tellEverything()
    tables = (await tablesOf(superUser)).filter(({ isTenant }) => isTenant).map(({ name }) => name)
    await fillEmpty(superUser, tables, [here.organizationId, there.organizationId])
    for (const table of tables) {
      const rows = (id: string) =>
        superUser<Record<string, unknown>[]>`select * from ${superUser(table)} where organization_id = ${id}`
      ours[table] = await rows(here.organizationId)
      theirs[table] = await rows(there.organizationId)
    }
  }, 120_000)

  /** As the tenant role with our company in hand, on a connection of its own; nothing is kept. */
  function asUs<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
    return asTenant(here.organizationId, work)
  }

  test('both companies have rows in every table', () => {
    for (const table of tables) {
      expect(ours[table]?.length, table).toBeGreaterThan(0)
      expect(theirs[table]?.length, table).toBeGreaterThan(0)
    }
  })

  test('sees none of them, changes none, deletes none, and can’t put one there: every table', async () => {
    const leaks: string[] = []
    for (const table of tables) {
      const seen = await asUs(
        (
          tx,
        ) => tx`select count(*)::int as all, count(*) filter (where organization_id = ${here.organizationId})::int as ours
          from ${tx(table)}`,
      )
      if (seen[0]?.all !== ours[table]?.length || seen[0]?.ours !== seen[0]?.all) leaks.push(`${table}: seen`)
      const their = there.organizationId
      const harmless = [0, '42501']
      const attempts = {
        update: (tx: Sql) => tx`update ${tx(table)} set created_at = created_at where organization_id = ${their}`,
        delete: (tx: Sql) => tx`delete from ${tx(table)} where organization_id = ${their}`,
        lock: (tx: Sql) => tx`select from ${tx(table)} where organization_id = ${their} for update`,
      }
      for (const [name, attempt] of Object.entries(attempts)) {
        const isOurColumn = name !== 'update' || 'created_at' in (ours[table]?.[0] ?? {})
        const update = (tx: Sql) =>
          tx`update ${tx(table)} set organization_id = organization_id where organization_id = ${their}`
        const done = await outcomeOf(asUs((tx) => (isOurColumn ? attempt : update)(tx)))
        if (!harmless.includes(done)) leaks.push(`${table}: ${name} ${done}`)
      }
      const insert = await outcomeOf(asUs((tx) => copyInto(tx, table, their, 'id' in (ours[table]?.[0] ?? {}))))
      if (insert !== '42501') leaks.push(`${table}: insert ${insert}`)
      const give = await outcomeOf(
        asUs(
          (tx) => tx`update ${tx(table)} set organization_id = ${their} where organization_id = ${here.organizationId}`,
        ),
      )
      if (give !== '42501' && give !== 'WS001') leaks.push(`${table}: given away ${give}`)
      const emptied = await outcomeOf(asUs((tx) => tx`truncate ${tx(table)} cascade`))
      if (emptied !== '42501') leaks.push(`${table}: truncate ${emptied}`)
    }
    expect(leaks).toEqual([])
    for (const table of tables) {
      const [left] = await superUser`
        select count(*)::int as count from ${superUser(table)} where organization_id = ${there.organizationId}`
      expect(left?.count, table).toBe(theirs[table]?.length)
    }
  })

  test('without a company in hand nothing is there, and the accounts of people never are', async () => {
    for (const table of tables) {
      for (const empty of ['', undefined]) {
        const rows = await asTenant(empty, (tx) => tx`select * from ${tx(table)} limit 1`)
        expect(rows.count, table).toBe(0)
      }
    }
    for (const table of ['accounts', 'rate_limits'])
      expect(await outcomeOf(asUs((tx) => tx`select * from ${tx(table)}`)), table).toBe('42501')
    const organizations = await asUs((tx) => tx`select id from organizations`)
    expect([...organizations]).toEqual([{ id: here.organizationId }])
    const known = (await tablesOf(superUser)).filter(({ isTenant }) => !isTenant).map(({ name }) => name)
    expect(known.sort()).toEqual([...global].sort())
    const searched = await asUs((tx) => tx`select * from search_ids('customers', array['%claes%'], 50)`)
    expect(searched.count).toBe(1)
  })

  test('the owner of the tables, by force of the policy, sees no rows either', async () => {
    for (const table of tables) expect((await owner`select from ${owner(table)} limit 1`).count, table).toBe(0)
  })

  test('any row of theirs, any column, any way in: nothing moves', async () => {
    const { seed } = chance('tenancy')
    const fields = tables.flatMap((table) =>
      (theirs[table] ?? []).flatMap((row, index) => Object.keys(row).map((column) => ({ table, index, column }))),
    )
    const ways = ['select', 'update', 'delete', 'join', 'upsert', 'copy'] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.constantFrom(...ways), async ({ table, index, column }, way) => {
        const row = theirs[table]?.[index] ?? {}
        const done = await outcomeOf(asUs((tx) => attack(tx, way, table, column, row)))
        expect([0, '42501'], `${way} ${table}.${column}: ${done}`).toContain(done)
        const [same] = await superUser`
          select count(*)::int as count from ${superUser(table)} where organization_id = ${there.organizationId}`
        expect(same?.count).toBe(theirs[table]?.length)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('a thousand transactions of two companies mixed on four connections: none meets the other’s', async () => {
    const { next, below } = chance('interleaved')
    expect(pool().options.max).toBe(4)
    let leaks = 0
    let seen = 0
    const look = async (db: Transaction, id: string) => {
      const rows = await db.execute<{ organization_id: string }>(sql`select organization_id from orders`)
      seen += rows.length
      leaks += rows.filter((row) => row.organization_id !== id).length
      if (rows.length === 0) leaks++
    }
    const one = async (): Promise<void> => {
      const id = [here, there][below(2)]?.organizationId ?? ''
      const kind = next()
      if (kind < 0.1) {
        const unknown = await outcomeOf(pool()`select * from orders`)
        if (unknown !== '42501') leaks++
      } else if (kind < 0.2) {
        const nobody = await asSystem((tx) =>
          tx.execute(sql`select current_setting('app.organization_id', true) as it`),
        )
        if (nobody[0]?.it !== '') leaks++
      } else if (kind < 0.4) {
        const broken = inTenant(
          id,
          async (db) => {
            await look(db, id)
            await db.execute(
              kind < 0.3 ? sql`select 1 / 0` : sql`select set_config('app.organization_id', ${newId()}, true)`,
            )
            throw new Error('given up')
          },
          'write',
        )
        await broken.catch(() => {})
      } else await inTenant(id, (db) => look(db, id), kind < 0.8 ? 'read' : 'write')
    }
    for (let round = 0; round < 25; round++) await Promise.all(Array.from({ length: 40 }, one))
    expect(seen).toBeGreaterThan(1000)
    expect(leaks).toBe(0)
  })
})

type Sql = postgres.TransactionSql

class Undone extends Error {}

/** In the tenant's role; rolled back, so that a leak that is found does not hide the next. */
async function asTenant<T>(organizationId: string | undefined, work: (tx: Sql) => Promise<T>): Promise<T> {
  let result: T | undefined
  try {
    await login.begin(async (tx) => {
      await tx`select set_config('role', 'werkstroom_tenant', true)`
      if (organizationId !== undefined) await tx`select set_config('app.organization_id', ${organizationId}, true)`
      result = await work(tx)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return result as T
}

/** One of our rows again, as theirs. */
function copyInto(tx: Sql, table: string, their: string, hasId: boolean) {
  const change = { organization_id: their, ...(hasId ? { id: newId() } : {}) }
  return tx`insert into ${tx(table)} select (jsonb_populate_record(t, ${tx.json(change)})).* from ${tx(table)} t limit 1`
}

function attack(tx: Sql, way: string, table: string, column: string, row: Record<string, unknown>) {
  const name = tx(table)
  const their = row.organization_id as string
  const mine = row.id === undefined ? tx`organization_id = ${their}` : tx`id = ${row.id as string}`
  if (way === 'update')
    return tx`update ${name} set ${tx(column)} = ${tx(column)} where ${mine} and organization_id = ${their}`
  if (way === 'delete') return tx`delete from ${name} where ${mine} and organization_id = ${their}`
  if (way === 'join')
    return tx`select t.* from ${name} t right join orders o on true where t.organization_id = ${their} and t.${tx(column)} is not null`
  if (way === 'upsert') {
    const change = { organization_id: their, ...(row.id ? { id: row.id as string } : {}) }
    return tx`insert into ${name} select (jsonb_populate_record(t, ${tx.json(change)})).* from ${name} t limit 1
      on conflict do nothing`
  }
  if (way === 'copy') return tx`select ${tx(column)} from ${name} where organization_id = ${their} for share`
  return tx`select ${tx(column)} from ${name} where organization_id = ${their}`
}

import type postgres from 'postgres'
import type { ActionName } from '@/lib/auth/authorization'
import type { Action } from '@/lib/reply'

/** The action itself, as the browser's call finds it. Who asks is what the test puts in the place of the session. */
export async function actionOf(name: ActionName): Promise<Action<unknown, unknown>> {
  const [module, verb] = name.split('.')
  const found = (await import(`../../lib/${module}/actions.ts`)) as Record<string, Action<unknown, unknown>>
  const action = found[verb ?? '']
  if (!action) throw new Error(`lib/${module}/actions.ts has no ${verb}`)
  return action
}

/** Every leaf of an input with its path. */
export function leaves(value: unknown, path: readonly (string | number)[] = []): [(string | number)[], unknown][] {
  if (value === null || typeof value !== 'object') return [[[...path], value]]
  return Object.entries(value).flatMap(([name, one]) =>
    leaves(one, [...path, Array.isArray(value) ? Number(name) : name]),
  )
}

/** The same input with another value at one place. */
export function withLeaf(value: unknown, [name, ...rest]: readonly (string | number)[], leaf: unknown): unknown {
  if (name === undefined) return leaf
  if (Array.isArray(value)) return value.with(Number(name), withLeaf(value[Number(name)], rest, leaf))
  const fields = value as Record<string, unknown>
  return { ...fields, [name]: withLeaf(fields[name], rest, leaf) }
}

/** A mark of everything a company has, table by table, and of its jobs: the same mark means that not one byte changed. */
export async function stateOf(sql: postgres.Sql, tables: readonly string[], organizationId: string) {
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, md5(string_agg(md5(t::text), '' order by md5(t::text))) as mark from "${table}" t where organization_id = $1::uuid`,
  )
  const rows = await sql.unsafe<{ name: string; mark: string | null }[]>(
    `${parts.join(' union all ')} union all select 'job', md5(string_agg(id::text, '' order by id)) from pgboss.job
     where data->>'organizationId' = $1::uuid::text`,
    [organizationId],
    { prepare: true },
  )
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]))
}

/** Every id that a row of the company has. */
export async function idsOf(sql: postgres.Sql, organizationId: string): Promise<Set<string>> {
  const tables = await sql<{ name: string }[]>`
    select a.table_name as name from information_schema.columns a
    join information_schema.columns b using (table_schema, table_name)
    where a.table_schema = 'public' and a.column_name = 'id' and a.udt_name = 'uuid' and b.column_name = 'organization_id'`
  const rows = await sql.unsafe<{ id: string }[]>(
    tables.map(({ name }) => `select id::text from "${name}" where organization_id = $1::uuid`).join(' union all '),
    [organizationId],
  )
  return new Set(rows.map(({ id }) => id))
}

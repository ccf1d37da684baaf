import type postgres from 'postgres'
import { perform } from '@/lib/auth/action'
import { type ActionName, actions, allows, type PhoneOperationName, phoneOperations } from '@/lib/auth/authorization'
import { currentSession } from '@/lib/auth/session'
import { newId } from '@/lib/ids'
import type { Action } from '@/lib/reply'
import { operationOf } from '@/lib/sync/mutations/operations'

/** What somebody can do: by a button, or by the list of a phone. */
export type DeedName = ActionName | PhoneOperationName
export const deeds = { ...actions, ...phoneOperations }
export const deedNames = Object.keys(deeds) as DeedName[]

/** The action itself, as the browser's call finds it. Who asks is what the test puts in the place of the session. */
export async function actionOf(name: DeedName): Promise<Action<unknown, unknown>> {
  if (Object.hasOwn(phoneOperations, name)) return operationAction(name as PhoneOperationName)
  const [module, verb] = name.split('.')
  const found = (await import(`../../lib/${module}/actions.ts`)) as Record<string, Action<unknown, unknown>>
  const action = found[verb ?? '']
  if (!action) throw new Error(`lib/${module}/actions.ts has no ${verb}`)
  return action
}

/** What the list of a phone asks, with the key as the id of the operation; around it, numbers and answers, are tests of lib/sync. */
function operationAction(name: PhoneOperationName): Action<unknown, unknown> {
  const operation = operationOf(name)
  if (!operation) throw new Error(`no phone sends ${name}`)
  return async (input, key) => {
    const session = await currentSession()
    if (!session) return { ok: false, code: 'common.signed_out' }
    if (!allows(phoneOperations[name], session.actor.roles)) return { ok: false, code: 'common.forbidden' }
    const deviceId = newId()
    return perform(
      session.actor,
      name,
      operation.shape,
      (write, said) => operation.work({ ...write, deviceId }, said),
      input,
      key,
    )
  }
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

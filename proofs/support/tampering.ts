import { sql } from 'drizzle-orm'
import { inTenant, retried } from '@/db/client'
import { outcomeOf, outsiders } from './database'

const { superUser, owner, login } = outsiders()

export type Column = { name: string; type: string }

export function columnsOf(table: string): Promise<Column[]> {
  return superUser<Column[]>`select column_name as name, udt_name as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`
}

/** An expression that differs from what the column holds, by as little as its type allows. */
export function altered({ name, type }: Column): string {
  const column = `"${name}"`
  if (type === 'uuid') return `gen_random_uuid()`
  if (type === 'bool') return `not ${column}`
  if (/^(int|numeric|float)/.test(type)) return `coalesce(${column}, 0) + 1`
  if (type === 'date') return `coalesce(${column}, '2026-01-01') + 1`
  if (type === 'timestamptz') return `coalesce(${column}, now()) + interval '1 microsecond'`
  if (type === 'jsonb')
    return `case jsonb_typeof(${column}) when 'object' then ${column} || '{"~": 1}' else '{"~": 1}' end`
  if (type.startsWith('_')) return `'{}'`
  return `coalesce(${column}, '') || 'x'`
}

export type Way = 'tenant' | 'login' | 'owner' | 'superuser'
export const ways: Way[] = ['tenant', 'login', 'owner', 'superuser']
class Undone extends Error {}

/** What a statement came to for each of the four who could try; what went through is undone. */
export async function triedAs(organizationId: string, way: Way, statement: string): Promise<number | string> {
  const run = (done: (result: { count: number }) => never) => {
    if (way === 'tenant')
      return inTenant(organizationId, async (tx) => done(await tx.execute(sql.raw(statement))), 'write')
    const by = { login, owner, superuser: superUser }[way]
    return by.begin(async (tx) => done(await tx.unsafe(statement)))
  }
  // A TRUNCATE of everything meets the locks of the proofs beside this one.
  return outcomeOf(retried(() => undone(run), 20))
}

export async function undone(
  run: (done: (result: { count: number }) => never) => Promise<unknown>,
): Promise<{ count: number }> {
  let result = { count: 0 }
  try {
    await run((found) => {
      result = found
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return result
}

/** Refused by trigger, by missing right, for being pointed at by another table, or nothing was seen to change. */
export const refused = ['WS001', '42501', '0A000', 0]

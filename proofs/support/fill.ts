import type postgres from 'postgres'
import { newId } from '@/lib/ids'

const samples: Record<string, unknown> = {
  uuid: null,
  text: 'x',
  citext: 'x',
  varchar: 'x',
  bool: false,
  int4: 1,
  int8: 1,
  numeric: '1',
  float8: 1,
  date: '2026-01-02',
  timestamptz: '2026-01-02T03:04:05Z',
  jsonb: {},
}

/**
 * A row of each company in the tables that no walk fills yet, so that a new table is proven from its first day. Without
 * foreign keys or triggers: only who may see it counts.
 */
export async function fillEmpty(superUser: postgres.Sql, tables: readonly string[], companies: readonly string[]) {
  for (const table of tables)
    for (const organizationId of companies) {
      const [some] = await superUser`select from ${superUser(table)} where organization_id = ${organizationId} limit 1`
      if (some) continue
      const columns = await superUser<{ name: string; type: string }[]>`
        select column_name as name, udt_name as type from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null`
      const row = Object.fromEntries(
        columns.map(({ name, type }) => {
          if (name === 'organization_id') return [name, organizationId]
          if (type === 'uuid') return [name, newId()]
          return [name, type.startsWith('_') ? [] : (samples[type] ?? 'x')]
        }),
      )
      await superUser.begin(async (tx) => {
        await tx`set local session_replication_role = replica`
        await tx`insert into ${tx(table)} ${tx(row as Record<string, string>)}`
      })
    }
}

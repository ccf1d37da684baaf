import postgres from 'postgres'
import { afterAll } from 'vitest'
import { errorCode } from '@/db/client'

// Compiling a plan over every table takes longer than reading a small company's rows.
const quiet = { onnotice: () => {}, connection: { TimeZone: 'UTC', jit: 'off' } }

/** Beside the app's own login: the owner of the tables, and a superuser for what nobody should be able to do. */
export function outsiders(max = 2) {
  const { DATABASE_SUPERUSER_URL = '', DATABASE_OWNER_URL = '', DATABASE_URL = '' } = process.env
  const superUser = postgres(DATABASE_SUPERUSER_URL, { max, ...quiet })
  const owner = postgres(DATABASE_OWNER_URL, { max, ...quiet })
  const login = postgres(DATABASE_URL, { max, ...quiet })
  afterAll(async () => {
    await Promise.all([superUser, owner, login].map((one) => one.end({ timeout: 2 })))
  })
  return { superUser, owner, login }
}

/** What a statement came to: how many rows it touched, or the SQLSTATE it was refused with. */
export async function outcomeOf(work: PromiseLike<{ count?: number | null }>): Promise<number | string> {
  try {
    return (await work).count ?? 0
  } catch (error) {
    return errorCode(error) ?? String(error)
  }
}

/** Every table of the product, and whether it holds rows of companies. */
export async function tablesOf(sql: postgres.Sql): Promise<{ name: string; isTenant: boolean }[]> {
  return sql<{ name: string; isTenant: boolean }[]>`
    select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'
      and not a.attisdropped) as "isTenant"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`
}

import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

function connect() {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set')
  const pool = postgres(url, {
    max: Number(process.env.DATABASE_POOL || 10),
    onnotice: () => {},
    // Seconds before a lost connection is tried again: the library's own wait grows to 20, long after the database is back.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    connection: {
      application_name: 'werkstroom',
      TimeZone: 'UTC',
      // Compiling a plan takes longer than any query of a page.
      jit: 'off',
      lock_timeout: 3_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 10_000,
    },
  })
  return { pool, db: drizzle(pool, { casing: 'snake_case' }) }
}

type Connected = ReturnType<typeof connect>
export type Database = Connected['db']
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

// One pool per process, also across hot reloads and across the bundles Next makes of this module.
const shared = globalThis as typeof globalThis & { werkstroomDatabase?: Connected }
function connected(): Connected {
  shared.werkstroomDatabase ??= connect()
  return shared.werkstroomDatabase
}

export function closeDatabase(): Promise<void> {
  const open = shared.werkstroomDatabase
  shared.werkstroomDatabase = undefined
  return open ? open.pool.end({ timeout: 5 }) : Promise.resolve()
}

export function pool(): postgres.Sql {
  return connected().pool
}

/**
 * A transaction that sees and changes one organization's rows only: the role and the organization are set first, locally,
 * so that nothing leaks to the next user of the connection. Serialization failures and deadlocks are tried again.
 */
export function inTenant<T>(
  organizationId: string,
  work: (tx: Transaction) => Promise<T>,
  mode: 'read' | 'write',
): Promise<T> {
  return retried(() =>
    connected().db.transaction(
      async (tx) => {
        await tx.execute(
          sql`select set_config('role', 'werkstroom_tenant', true), set_config('app.organization_id', ${organizationId}, true)`,
        )
        return work(tx)
      },
      { accessMode: mode === 'read' ? 'read only' : 'read write' },
    ),
  )
}

/** Before anybody is known: sign-in, looking up a link or a company's address. Sees only what guards.ts grants it. */
export function asSystem<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return retried(() =>
    connected().db.transaction(async (tx) => {
      await tx.execute(
        sql`select set_config('role', 'werkstroom_system', true), set_config('app.organization_id', '', true)`,
      )
      return work(tx)
    }),
  )
}

/** A step of a tenant's transaction that needs the accounts, which no tenant may read; then back to the tenant. */
export async function withinSystem<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.execute(sql`select set_config('role', 'werkstroom_system', true)`)
  const result = await work()
  await tx.execute(sql`select set_config('role', 'werkstroom_tenant', true)`)
  return result
}

const transient = new Set(['40001', '40P01'])

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= 4 || !transient.has(errorCode(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 * attempt + Math.random() * 20))
    }
  }
}

/** SQLSTATE of a database error, also when drizzle wrapped it. */
export function errorCode(error: unknown): string | undefined {
  const found = error as { code?: string; cause?: unknown } | null
  if (typeof found?.code === 'string') return found.code
  return found?.cause ? errorCode(found.cause) : undefined
}

/** Name of the constraint a database error is about. */
export function errorConstraint(error: unknown): string | undefined {
  const found = error as { constraint_name?: string; cause?: unknown } | null
  if (typeof found?.constraint_name === 'string') return found.constraint_name
  return found?.cause ? errorConstraint(found.cause) : undefined
}

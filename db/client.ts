import { type Query, sql } from 'drizzle-orm'
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import {
  drizzle,
  type PostgresJsQueryResultHKT,
  PostgresJsSession,
  PostgresJsTransaction,
} from 'drizzle-orm/postgres-js'
import postgres, { type Sql, type TransactionSql } from 'postgres'

type None = Record<string, never>

const dialect = new PgDialect({ casing: 'snake_case' })

/** One with more carries a list, hardly ever twice as long: a connection need not remember it. */
const mostParameters = 60

/** drizzle leaves a statement without a name unprepared: a second round trip and a new plan, each time. */
class PreparingSession<Client extends Sql> extends PostgresJsSession<Client, None, None> {
  override prepareQuery: PostgresJsSession<Client, None, None>['prepareQuery'] = (
    query: Query,
    fields,
    name,
    ...rest
  ) =>
    super.prepareQuery(query, fields, name ?? (query.params.length <= mostParameters ? 'prepared' : undefined), ...rest)
}

function open(role: 'werkstroom_system' | null, max: number): Sql {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set')
  const pool = postgres(url, {
    max,
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
      ...(role && { role }),
    },
  })
  // Sets how values of the database become ours.
  drizzle(pool)
  return pool
}

function connect() {
  // The second one only answers who is asking: one statement at the start of every request.
  const system = open('werkstroom_system', 4)
  const session = new PreparingSession(system, dialect, undefined, {})
  return {
    pool: open(null, Number(process.env.DATABASE_POOL || 10)),
    system,
    ask: new PgDatabase<PostgresJsQueryResultHKT, None, None>(dialect, session, undefined),
  }
}

/**
 * A transaction whose role is set before anything else. Both go to the database together with the first statement of
 * `work`; when the role can't be set the transaction is aborted, and with it everything that follows.
 */
function transact<T>(role: string, parameters: string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
  return connected().pool.begin(async (client) => {
    const setting = client.unsafe(role, parameters, { prepare: true }).execute()
    setting.catch(() => {})
    // postgres.js hands a statement over one turn after it was asked for: now it is on its way, before any other.
    await Promise.resolve()
    // It is both; only its type forgets what drizzle asks for.
    const session = new PreparingSession(client as Sql & TransactionSql, dialect, undefined, {})
    try {
      return await work(new PostgresJsTransaction(dialect, session, undefined))
    } finally {
      // Its own refusal says more than the "transaction is aborted" that follows from it.
      await setting
    }
  }) as Promise<T>
}

type Connected = ReturnType<typeof connect>
export type Transaction = PostgresJsTransaction<None, None>

// One pool per process, also across hot reloads and across the bundles Next makes of this module.
const shared = globalThis as typeof globalThis & { werkstroomDatabase?: Connected }
function connected(): Connected {
  shared.werkstroomDatabase ??= connect()
  return shared.werkstroomDatabase
}

export async function closeDatabase(): Promise<void> {
  const open = shared.werkstroomDatabase
  shared.werkstroomDatabase = undefined
  await Promise.all([open?.pool.end({ timeout: 5 }), open?.system.end({ timeout: 5 })])
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
  const role = `select set_config('role', 'werkstroom_tenant', true), set_config('app.organization_id', $1, true)`
  const readOnly = mode === 'read' ? `, set_config('transaction_read_only', 'on', true)` : ''
  return retried(() => transact(role + readOnly, [organizationId], work))
}

/** Before anybody is known: sign-in, looking up a link or a company's address. Sees only what guards.ts grants it. */
export function asSystem<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const role = `select set_config('role', 'werkstroom_system', true), set_config('app.organization_id', '', true)`
  return retried(() => transact(role, [], work))
}

/** One statement as the system, without the round trips of a transaction: who is asking. */
export function askSystem<T>(work: (db: Connected['ask']) => Promise<T>): Promise<T> {
  return work(connected().ask)
}

/** A step of a tenant's transaction that needs the accounts, which no tenant may read; then back to the tenant. */
export async function withinSystem<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.execute(sql`select set_config('role', 'werkstroom_system', true)`)
  const result = await work()
  await tx.execute(sql`select set_config('role', 'werkstroom_tenant', true)`)
  return result
}

const transient = new Set(['40001', '40P01'])

/** Tries again what lost a deadlock or a serialization conflict; `run` must be whole in itself. */
export async function retried<T>(run: () => Promise<T>, attempts = 4): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= attempts || !transient.has(errorCode(error) ?? '')) throw error
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

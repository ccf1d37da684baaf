import { type Placeholder, type Query, sql } from 'drizzle-orm'
import {
  PgDatabase,
  PgDialect,
  PgPreparedQuery,
  PgSession,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'

type None = Record<string, never>
/** What statements are put together with: a transaction, or nothing that runs. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, None, None>
type Statement<Rows> = { prepare(name: string): PgPreparedQuery<PreparedQueryConfig & { execute: Rows }> }

const dialect = new PgDialect({ casing: 'snake_case' })

/** A statement as text, and how its rows become ours. It runs nowhere. */
class Recipe extends PgPreparedQuery<PreparedQueryConfig> {
  constructor(
    readonly asked: Query,
    readonly fields: SelectedFieldsOrdered | undefined,
  ) {
    super(asked, undefined, undefined, undefined)
  }
  override execute(): never {
    throw new Error('a recipe runs nowhere')
  }
}

class Recorder extends PgSession<PostgresJsQueryResultHKT, None, None> {
  override prepareQuery(query: Query, fields: SelectedFieldsOrdered | undefined): Recipe {
    return new Recipe(query, fields)
  }
  override transaction(): never {
    throw new Error('nothing runs here')
  }
}

const recorder = new PgDatabase<PostgresJsQueryResultHKT, None, None>(dialect, new Recorder(dialect), undefined)

/** What a statement is told each time it runs. */
export function given(name: string): Placeholder {
  return sql.placeholder(name)
}

/**
 * A statement that is put together once, and each time it runs only told its values: putting together costs the server
 * more than the database needs to answer. For what a page asks again and again:
 *
 *     const linesOf = statement((db) => db.select(…).from(orderLines).where(eq(orderLines.orderId, given('order'))))
 *     await linesOf(read.db, { order: id })
 */
export function statement<Rows>(
  build: (db: Database) => Statement<Rows>,
): (db: Database, values: Record<string, unknown>) => Promise<Rows> {
  let recipe: Recipe | undefined
  return (db, values) => {
    recipe ??= recipeOf(build)
    const prepared = db._.session.prepareQuery<PreparedQueryConfig & { execute: Rows }>(
      recipe.asked,
      recipe.fields,
      'prepared',
      true,
    )
    // Which joined tables may be missing, as drizzle itself tells a statement after preparing it.
    Object.assign(prepared, { joinsNotNullableMap: Reflect.get(recipe, 'joinsNotNullableMap') })
    return prepared.execute(values)
  }
}

function recipeOf(build: (db: Database) => Statement<unknown>): Recipe {
  const recipe: unknown = build(recorder).prepare('recipe')
  if (!(recipe instanceof Recipe)) throw new Error('only a statement of drizzle can be kept')
  return recipe
}

import 'server-only'
import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'

/**
 * Counts an attempt and says whether it is within the limit, by one atomic upsert in the bucket of now.
 * Throws when the database can't answer, so that sign-in and token guesses fail closed.
 */
export async function withinLimit(key: string, action: string, limit: number, windowSeconds: number): Promise<boolean> {
  const [row] = await asSystem((tx) =>
    tx.execute<{ count: number }>(sql`
      insert into rate_limits as r (key, action, bucket, count)
      values (${key}, ${action}, to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::float8) * ${windowSeconds}::float8), 1)
      on conflict (key, action, bucket) do update set count = r.count + 1
      returning count`),
  )
  return Number(row?.count ?? limit + 1) <= limit
}

/** Whether the limit was reached already, without counting: for a GET, which changes nothing as long as nothing is wrong. */
export async function isOverLimit(key: string, action: string, limit: number, windowSeconds: number): Promise<boolean> {
  const [row] = await asSystem((tx) =>
    tx.execute<{ count: number }>(sql`
      select count from rate_limits where key = ${key} and action = ${action}
        and bucket = to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::float8) * ${windowSeconds}::float8)`),
  )
  return Number(row?.count ?? 0) >= limit
}

/** Takes back one counted attempt, for one that turned out well. */
export async function forgive(key: string, action: string, windowSeconds: number): Promise<void> {
  await asSystem((tx) =>
    tx.execute(sql`
      update rate_limits set count = count - 1
      where key = ${key} and action = ${action} and count > 0
        and bucket = to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::float8) * ${windowSeconds}::float8)`),
  )
}

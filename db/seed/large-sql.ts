import { sql } from 'drizzle-orm'

/** A number that Postgres shall see as one. */
export const whole = (value: number) => sql.raw(String(Math.trunc(value)))

/** UUIDv7 of a moment and a number, without the database's own function (Postgres 18 only). */
export const idAt = (at: string, salt: string) =>
  sql.raw(`(
  substr(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0'), 1, 8) || '-' ||
  substr(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0'), 9, 4) || '-7' ||
  substr(md5(${salt}), 1, 3) || '-8' || substr(md5(${salt}), 4, 3) || '-' || substr(md5(${salt}), 7, 12))::uuid`)

export const customerId = (n: string) => idAt(`timestamptz '2024-01-01' + ${n} * interval '1 second'`, `'c' || ${n}`)

export const uuids = (ids: readonly string[]) =>
  sql`array[${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]`

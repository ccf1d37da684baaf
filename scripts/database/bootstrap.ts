import postgres from 'postgres'
import type { Secrets } from './secrets'

export type Logins = { superUrl: string; ownerUrl: string; appUrl: string }
export const appRole = 'werkstroom_app'

export function logins(port: number, secrets: Secrets): Logins {
  const url = (user: string, password: string, name: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${name}`
  return {
    superUrl: url('postgres', secrets.superuser, 'postgres'),
    ownerUrl: url('werkstroom_owner', secrets.owner, 'werkstroom'),
    appUrl: url(appRole, secrets.app, 'werkstroom'),
  }
}

/**
 * What only a superuser can do, before the first migration: the owner of the tables (may make roles, is no superuser),
 * the app's login (owns nothing, inherits nothing) and the database. Safe to repeat.
 */
export async function bootstrap(superUrl: string, secrets: Secrets): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    const names = (await sql`select rolname as name from pg_roles`).map((row) => row.name as string)
    const role = (name: string, rights: string) =>
      sql.unsafe(`${names.includes(name) ? 'alter' : 'create'} role ${name} ${rights}`)
    await role('werkstroom_owner', `login createrole nosuperuser nobypassrls password '${secrets.owner}'`)
    await role(appRole, `login noinherit nosuperuser nobypassrls nocreaterole nocreatedb password '${secrets.app}'`)
    const [database] = await sql`select from pg_database where datname = 'werkstroom'`
    if (!database) await sql`create database werkstroom owner werkstroom_owner`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

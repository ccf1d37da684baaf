import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import postgres from 'postgres'
import { queues } from '@/lib/jobs/queues'
import { retried } from './client'
import { extensions, guards, jobGrants, roles } from './guards'

/**
 * Brings the database to this version: roles, extensions, migrations, guards, job queues, grants for the login role.
 * Runs as the owner; two processes that start at once wait for each other.
 */
export async function migrate(options: { ownerUrl: string; appRole: string }): Promise<void> {
  const owner = postgres(options.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await owner`select pg_advisory_lock(hashtext('werkstroom-migrate'))`
    await owner.unsafe(roles)
    await owner.unsafe(extensions)
    await runMigrations(drizzle(owner), { migrationsFolder: path.join(process.cwd(), 'db/migrations') })
    // Beside live processes a guard's locks can meet theirs in the other order.
    for (const statements of guards) await retried(() => owner.unsafe(statements), 20)
    await migrateJobs(options.ownerUrl)
    await owner.unsafe(jobGrants)
    await grantLogin(owner, options.appRole)
  } finally {
    await owner.end({ timeout: 5 })
  }
}

async function migrateJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, max: 1 })
  boss.on('error', () => {})
  await boss.start()
  for (const [name, options] of Object.entries(queues)) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, options)
  }
  await boss.stop({ graceful: false })
}

async function grantLogin(owner: postgres.Sql, appRole: string): Promise<void> {
  const role = owner(appRole)
  await owner`grant werkstroom_tenant, werkstroom_system to ${role}`
  await owner`grant usage on schema public, pgboss to ${role}`
  await owner`grant select, insert, update, delete on all tables in schema pgboss to ${role}`
  await owner`grant execute on all functions in schema pgboss to ${role}`
}

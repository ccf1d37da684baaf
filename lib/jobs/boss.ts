import 'server-only'
import { PgBoss } from 'pg-boss'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

const shared = globalThis as typeof globalThis & { werkstroomBoss?: Promise<PgBoss> }

/** pg-boss, started once per process. Only a process that runs jobs supervises the queues; tables are made by the migration. */
export function boss(): Promise<PgBoss> {
  shared.werkstroomBoss ??= start().catch((error: unknown) => {
    // The database was away: the next one who asks tries again.
    shared.werkstroomBoss = undefined
    throw error
  })
  return shared.werkstroomBoss
}

async function start(): Promise<PgBoss> {
  const runs = env.JOBS !== 'off' && process.env.WERKSTROOM_SERVER === 'yes'
  const instance = new PgBoss({
    connectionString: env.DATABASE_URL,
    application_name: 'werkstroom-jobs',
    max: 3,
    migrate: false,
    supervise: runs,
    schedule: runs,
    // Both: by itself a round is made once a minute, and a job that died with its process waits for it.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  instance.on('error', (error) => log.error('job queue', { error }))
  await instance.start()
  return instance
}

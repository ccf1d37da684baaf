import { migrate } from '@/db/migrate'
import { appRole } from '../database/bootstrap'
import { throwaway } from '../database/throwaway'
import { buildWorkers } from '../tools/build'

/** One real Postgres for all tests of a run; each test makes its own organization in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const [database] = await Promise.all([throwaway(), buildWorkers()])
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  Object.assign(process.env, database.environment, {
    DATABASE_POOL: '5',
    DATABASE_SUPERUSER_URL: database.superUrl.replace(/postgres$/, 'werkstroom'),
    JOBS: 'off',
    LOG_LEVEL: 'silent',
  })
  for (const name of ['RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET', 'SMTP_URL', 'HANDOVER_DIR']) delete process.env[name]
  return database.remove
}

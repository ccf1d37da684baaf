import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { loadDotEnv } from '../database/open'
import { newSecrets } from '../database/secrets'
import { findSystemPostgres, systemDatabase } from '../database/system'
import { buildWhenNeeded } from '../tools/build'
import { freePort } from '../tools/port'
import { say, Trouble } from '../tools/say'
import { answered, startServer } from '../tools/server'
import { main, onStop } from '../tools/stop'
import { front } from './front'
import { bare, fillDatabase, serve, walk } from './journeys'

/** The empty database of DATABASE_URL (README), else one on the Postgres that the machine's packages installed. */
async function externalDatabase(): Promise<{ DATABASE_URL: string; DATABASE_OWNER_URL: string }> {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = process.env
  if (DATABASE_URL && DATABASE_OWNER_URL) {
    await refuseFull(DATABASE_OWNER_URL)
    return { DATABASE_URL, DATABASE_OWNER_URL }
  }
  const found = findSystemPostgres()
  if (!found) throw new Trouble('Give DATABASE_URL of an empty database (README), or install postgresql-15')
  const database = await systemDatabase(found.bin)
  onStop(database.remove)
  say(`  Postgres ${found.version} of this machine`)
  return { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl }
}

async function refuseFull(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    const [row] = await sql`select count(*)::int as count from pg_tables where schemaname = 'public'`
    if (row?.count > 0) throw new Trouble('DATABASE_URL has tables in it: this test wants an empty database')
  } catch (error) {
    if (error instanceof Trouble) throw error
    throw new Trouble(`DATABASE_URL: ${error instanceof Error ? error.message : error}`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/**
 * `npm run test:external`: the build as two app processes behind a proxy and one worker, on a Postgres that is not ours.
 * The journey of e2e/processes.spec.ts says who is served by which; the others pass from one to the other at each request.
 */
main(async () => {
  loadDotEnv()
  await buildWhenNeeded()
  const database = await externalDatabase()
  const { AUTH_SECRET, ENCRYPTION_KEY, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY } = newSecrets()
  const files = mkdtempSync(join(tmpdir(), 'werkstroom-files-'))
  onStop(() => rmSync(files, { recursive: true, force: true }))
  const [first, second, hidden, port] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const env = {
    ...bare(),
    ...database,
    AUTH_SECRET,
    ENCRYPTION_KEY,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
    FILES_DIR: files,
    APP_URL: `http://localhost:${port}`,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'warn',
  }
  await fillDatabase(env)
  await serve({ ...env, JOBS: 'off' }, first)
  await serve({ ...env, JOBS: 'off' }, second)
  const worker = startServer({ port: hidden, host: '127.0.0.1', env: { ...env, JOBS: 'only' } })
  await answered(worker, `http://127.0.0.1:${hidden}/sign-in`)
  const proxy = await front([first, second], port)
  onStop(() => proxy.closeAllConnections())
  const words = process.argv.slice(2)
  const chosen = words.length > 0 ? words : ['processes', 'planboard', 'invoice']
  const { passed, failed } = await walk({ ...env, PROCESSES: 'yes' }, chosen)
  say(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

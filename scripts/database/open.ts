import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { env } from '@/lib/env'
import { say, Trouble } from '../tools/say'
import { onStop } from '../tools/stop'
import { dataFolder, openEmbedded } from './embedded'

export type Opened = { embedded: boolean; startedHere: boolean; guard: () => void; close: () => Promise<void> }

/** Fills in what is not set; what a person sets always wins. */
function setMissing(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) if (!process.env[name]) process.env[name] = value
}

/** Values from .env for what the environment does not say. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/**
 * The database this checkout works with, in process.env: the one of DATABASE_URL, else the embedded one.
 * `stays` leaves an embedded one running at the end, if it ran before us.
 */
export function openDatabase({ stays = false } = {}): Promise<Opened> {
  const opening = open()
  // Also when we are told to stop while it starts: nothing may be left behind.
  onStop(async () => {
    const opened = await opening.catch(() => null)
    if (opened && (opened.startedHere || !stays)) await opened.close()
  })
  return opening
}

async function open(): Promise<Opened> {
  loadDotEnv()
  setMissing({ FILES_DIR: join(dataFolder, 'files') })
  if (process.env.DATABASE_URL) {
    await reach('DATABASE_URL', env.DATABASE_URL)
    if (env.DATABASE_OWNER_URL !== env.DATABASE_URL) await reach('DATABASE_OWNER_URL', env.DATABASE_OWNER_URL)
    return { embedded: false, startedHere: false, guard: () => {}, close: async () => {} }
  }
  const { appUrl, ownerUrl, secrets, ...rest } = await openEmbedded()
  setMissing({
    AUTH_SECRET: secrets.AUTH_SECRET,
    ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
    VAPID_PRIVATE_KEY: secrets.VAPID_PRIVATE_KEY,
  })
  process.env.DATABASE_URL = appUrl
  process.env.DATABASE_OWNER_URL = ownerUrl
  return { embedded: true, ...rest }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'that host is not known',
  EAI_AGAIN: 'that host is not known',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'no answer',
  CONNECT_TIMEOUT: 'no answer within 5 s',
  ECONNRESET: 'what listens there hangs up',
  '28P01': 'the user or password is wrong',
  '28000': 'the user or password is wrong',
  '3D000': 'that database does not exist',
}

async function reach(variable: string, url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    // A door that opens and shuts again is tried for ever by the driver: hence a limit of our own.
    const late = wait(6_000, undefined, { ref: false }).then(() => Promise.reject({ code: 'CONNECT_TIMEOUT' }))
    const [row] = await Promise.race([
      late,
      sql`
      select current_setting('server_version_num')::int / 10000 as version, rolsuper or rolbypassrls as mighty
      from pg_roles where rolname = current_user`,
    ])
    if (row?.version < 15) throw new Trouble(`${variable}: Postgres ${row?.version} is too old; 15 or later is needed`)
    if (variable === 'DATABASE_URL' && row?.mighty)
      say(
        '  Careful: DATABASE_URL logs in as a superuser; give the app a role of its own (README, Running it for real).',
      )
  } catch (error) {
    if (error instanceof Trouble) throw error
    const { code, message } = error as Error & { code?: string }
    const { host, pathname } = new URL(url)
    throw new Trouble(
      `${variable}: ${host}${pathname} can't be reached: ${reasons[code ?? ''] ?? `${message || code}`.split('\n')[0]}`,
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** How many companies there are, and how many of them belong to the demo. */
export async function companies(): Promise<{ count: number; demos: number }> {
  const sql = postgres(env.DATABASE_URL, { max: 1, onnotice: () => {} })
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('role', 'werkstroom_system', true)`
      const [row] =
        await tx`select count(*)::int as count, (count(*) filter (where demo))::int as demos from organizations`
      return { count: row?.count, demos: row?.demos }
    })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

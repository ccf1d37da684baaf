import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identity } from '../lock.mjs'
import { findBinaries, passes } from './binaries'
import { bootstrap, type Logins, logins } from './bootstrap'
import { careless, createCluster, startCluster, stopCluster } from './cluster'
import { newSecrets } from './secrets'

export type Throwaway = Logins & {
  /** Where the server keeps its files: for a test that kills it. */
  folder: string
  /** What an app, or a test that imports it, needs in its environment. */
  environment: Record<string, string>
  remove: () => Promise<void>
}

const prefix = 'werkstroom-test-'

/** A folder that the user who runs Postgres can enter; TMPDIR may be root's own. */
function base(): string {
  const { runAs } = findBinaries()
  return passes('-x', tmpdir(), runAs) ? tmpdir() : '/var/tmp'
}

/** Removes what tests left that were killed before they could. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(base()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(base(), name)
    try {
      const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { pid: number; started: string }
      if (identity(owner.pid) === owner.started) continue
      await stopCluster(join(folder, 'postgres'))
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or one that is just being made.
    }
  }
}

/**
 * A real Postgres of its own, as `npm start` makes it (owner, app login, database, not yet migrated), gone with
 * `remove()`. It forgets what is on its way to the disk when the machine stops, unless it is to be `durable`.
 */
export async function throwaway({ durable = false } = {}): Promise<Throwaway> {
  await sweep()
  const home = mkdtempSync(join(base(), prefix))
  writeFileSync(join(home, 'owner.json'), JSON.stringify({ pid: process.pid, started: identity(process.pid) }))
  const { runAs } = findBinaries()
  if (runAs) chownSync(home, runAs.uid, runAs.gid)
  const folder = join(home, 'postgres')
  const files = join(home, 'files')
  mkdirSync(files)
  const secrets = newSecrets()
  const remove = async () => {
    await stopCluster(folder)
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await createCluster(folder, secrets.superuser, { durable })
    const found = logins(await startCluster(folder, durable ? {} : careless), secrets)
    await bootstrap(found.superUrl, secrets)
    const environment = {
      DATABASE_URL: found.appUrl,
      DATABASE_OWNER_URL: found.ownerUrl,
      AUTH_SECRET: secrets.AUTH_SECRET,
      ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
      VAPID_PRIVATE_KEY: secrets.VAPID_PRIVATE_KEY,
      FILES_DIR: files,
    }
    return { ...found, folder, environment, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { complain, say, Trouble } from '../tools/say'
import { findBinaries, passes, rootDirectory } from './binaries'
import { bootstrap, type Logins, logins } from './bootstrap'
import { createCluster, runningPort, startCluster, stopCluster } from './cluster'
import { keptSecrets, type Secrets } from './secrets'

export const dataFolder = join(process.cwd(), '.data')
const secretsFile = join(dataFolder, 'secrets.json')

/** In .data, unless that lies where the user that runs Postgres can't go (root's private home). */
function clusterFolder(secrets: Secrets): string {
  const { runAs } = findBinaries()
  mkdirSync(dataFolder, { recursive: true })
  const beside = join(dataFolder, 'postgres')
  if (!runAs) return beside
  chmodSync(dataFolder, 0o711)
  if (passes('-x', dataFolder, runAs)) return beside
  mkdirSync(rootDirectory, { recursive: true, mode: 0o755 })
  return join(rootDirectory, `data-${secrets.cluster}`)
}

async function connects(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    await sql`select 1`
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new Trouble(
        '.data/secrets.json does not fit the database in .data/postgres: restore it, or remove .data to start afresh',
      )
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

export type Embedded = Logins & {
  secrets: Secrets
  startedHere: boolean
  guard: () => void
  close: () => Promise<void>
}

/** Starts the Postgres of this checkout, or uses the one that runs already, and makes its roles and database. */
export async function openEmbedded(): Promise<Embedded> {
  const secrets = keptSecrets(secretsFile)
  const folder = clusterFolder(secrets)
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(folder, secrets.superuser)
  const { port, startedHere } = await runOrReuse(folder, secrets)
  const found = logins(port, secrets)
  await bootstrap(found.superUrl, secrets)
  let guarding: NodeJS.Timeout | undefined
  let restart = Promise.resolve()
  return {
    ...found,
    secrets,
    startedHere,
    guard: () => {
      guarding = setInterval(() => {
        restart = restart.then(() => startAgain(folder, port))
      }, 1_000).unref()
    },
    close: async () => {
      clearInterval(guarding)
      await restart
      await stopCluster(folder)
    },
  }
}

/** A server that was killed (out of memory, say) comes back where the app looks for it. */
async function startAgain(folder: string, port: number): Promise<void> {
  if (runningPort(folder) !== null) return
  try {
    await startCluster(folder, {}, port)
    say('  The database had stopped; it runs again.')
  } catch (error) {
    complain(error)
  }
}

async function runOrReuse(folder: string, secrets: Secrets): Promise<{ port: number; startedHere: boolean }> {
  // A server that is just going down, or still recovering, gets half a minute to become one or the other.
  for (let tries = 0; tries < 100; tries++) {
    const port = runningPort(folder)
    if (port === null) return { port: await startCluster(folder), startedHere: true }
    if (await connects(logins(port, secrets).superUrl)) return { port, startedHere: false }
    await wait(300)
  }
  throw new Trouble(
    'The database of an earlier run neither answers nor stops: end its postgres processes, then start again',
  )
}

/** Drops the database and makes it anew. The cluster has to run. */
export async function emptyEmbedded(): Promise<void> {
  const secrets = keptSecrets(secretsFile)
  const port = runningPort(clusterFolder(secrets))
  if (port === null) throw new Trouble('The embedded database does not run')
  const { superUrl } = logins(port, secrets)
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`drop database if exists werkstroom with (force)`
  } finally {
    await sql.end({ timeout: 5 })
  }
  await bootstrap(superUrl, secrets)
}

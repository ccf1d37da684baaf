import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../tools/port'
import { isFullDisk, Trouble } from '../tools/say'
import { findBinaries, runBinary } from './binaries'

/** Loud about itself only, deaf to the network, the same clock on every machine. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '120',
  logging_collector: 'on',
  log_filename: 'server-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
}

/** For a database that is thrown away anyway. Never for one that holds a person's work. */
export const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

type Settings = Record<string, string>

/** Makes an empty cluster with one superuser; it appears under its name only once it is whole. */
export async function createCluster(
  directory: string,
  superuserPassword: string,
  { durable = true } = {},
): Promise<void> {
  const { runAs } = findBinaries()
  const draft = `${directory}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(dirname(draft), { recursive: true })
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = `${directory}.password`
  try {
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
    if (runAs) for (const path of [draft, passwordFile]) chownSync(path, runAs.uid, runAs.gid)
    // The same order of texts on every machine, whatever C library it has.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const rest = durable ? ['--no-instructions'] : ['--no-instructions', '--no-sync']
    const { code, output } = await runBinary('initdb', ['-D', draft, ...access, ...locale, ...rest])
    if (code !== 0) throw failure('The database could not be made', output)
    renameSync(draft, directory)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function failure(what: string, output: string): Error {
  if (isFullDisk(output)) return Object.assign(new Error(what), { code: 'ENOSPC' })
  const lines = output.trim().split('\n')
  const why =
    lines.find((line) => /FATAL|PANIC/.test(line)) ?? lines.find((line) => /error:/i.test(line)) ?? lines.at(-1) ?? ''
  return new Trouble(`${what}: ${why.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')}`)
}

type Postmaster = { pid: number; port: number }

function postmaster(directory: string): Postmaster | null {
  try {
    const [pid, , , port] = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), port: Number(port) }
  } catch {
    return null
  }
}

/** Whether a process is a Postgres: a number in an old postmaster.pid may belong to anything by now. */
function isPostgres(pid: number): boolean {
  try {
    const command = existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres')
  } catch {
    return false
  }
}

/** The port of a server that already runs on these files: one that outlived a killed parent, or another command's. */
export function runningPort(directory: string): number | null {
  const found = postmaster(directory)
  return found && isPostgres(found.pid) ? found.port : null
}

/**
 * Starts the server apart from us (Ctrl-C must not reach it before the app is done) and returns its port: `onPort`, or
 * a free one, the same each time if it can be.
 */
export async function startCluster(directory: string, extra: Settings = {}, onPort?: number): Promise<number> {
  const { runAs } = findBinaries()
  const log = join(directory, 'startup.log')
  const options = Object.entries({ ...settings, ...extra }).map(([name, value]) => `-c ${name}=${value}`)
  let said = ''
  for (let attempt = 0; attempt < 12; attempt++) {
    const port = onPort ?? (await freePort(attempt < 3 ? directory : undefined))
    writeFileSync(log, '')
    if (runAs) chownSync(log, runAs.uid, runAs.gid)
    const flags = `-p ${port} ${options.join(' ')}`
    const { code, output } = await runBinary('pg_ctl', [
      'start',
      '-D',
      directory,
      '-w',
      '-s',
      '-t',
      '300',
      '-l',
      log,
      '-o',
      flags,
    ])
    if (code === 0) return port
    said = `${readFileSync(log, 'utf8')}\n${output}`
    const left = postmaster(directory)
    if (/lock file "postmaster.pid" already exists/.test(said) && left && !isPostgres(left.pid))
      rmSync(join(directory, 'postmaster.pid'))
    // The children of a killed server need a few seconds to notice; a port may be taken between look and use.
    else if (/pre-existing shared memory|already exists|another server might be running/.test(said)) await wait(1_000)
    else if (!/Address already in use/.test(said)) break
    else if (onPort) await wait(1_000)
  }
  throw failure('The database does not start', said)
}

/** Stops the server after what is running there; returns when its processes are gone. */
export async function stopCluster(directory: string): Promise<void> {
  if (runningPort(directory) === null) return
  const { code } = await runBinary('pg_ctl', ['stop', '-D', directory, '-w', '-s', '-m', 'fast', '-t', '20'])
  if (code !== 0) await runBinary('pg_ctl', ['stop', '-D', directory, '-w', '-s', '-m', 'immediate', '-t', '10'])
}

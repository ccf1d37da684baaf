import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../tools/port'
import { Trouble } from '../tools/say'
import { findBinaries } from './binaries'
import { bootstrap, type Logins, logins } from './bootstrap'
import { newSecrets } from './secrets'

const debian = '/usr/lib/postgresql'

/** The newest Postgres that the machine's own packages installed, 15 or later; null when there is none. */
export function findSystemPostgres(): { version: number; bin: string } | null {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : []
  const version = Math.max(...versions.filter((one) => one >= 15 && existsSync(join(debian, `${one}/bin/initdb`))), 0)
  return version === 0 ? null : { version, bin: join(debian, `${version}/bin`) }
}

/** An empty database on that Postgres, with the two logins of the README, until `remove()`. */
export async function systemDatabase(bin: string): Promise<Logins & { remove: () => void }> {
  const { runAs } = findBinaries()
  const home = mkdtempSync('/tmp/werkstroom-system-')
  const [data, passwordFile] = [join(home, 'data'), join(home, 'password')]
  const secrets = newSecrets()
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 })
  if (runAs) for (const path of [home, data, passwordFile]) chownSync(path, runAs.uid, runAs.gid)
  const command = (name: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(join(bin, name), args, {
      cwd: '/',
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...runAs,
    })
    if (status !== 0) throw new Trouble(`${name} of ${bin} failed: ${stderr.trim().split('\n').at(-1)}`)
  }
  const remove = () => {
    spawnSync(join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], { cwd: '/', stdio: 'ignore', ...runAs })
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const port = await freePort()
    command('initdb', '-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8')
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`
    command('pg_ctl', 'start', '-D', data, '-w', '-s', '-l', join(home, 'server.log'), '-o', options)
    const found = logins(port, secrets)
    await bootstrap(found.superUrl, secrets)
    return { ...found, remove }
  } catch (error) {
    remove()
    throw error
  }
}

import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { release, take } from './lock.mjs'
import { freePort } from './tools/port'

// A checkout of its own: the scripts find their root by where they lie, so they are copied and the rest is linked.
let checkout: string
let busy: Server
let free: number
beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), 'start-'))
  cpSync('scripts', join(checkout, 'scripts'), { recursive: true })
  for (const name of ['db', 'lib', 'messages', 'node_modules', 'package.json', 'package-lock.json', 'tsconfig.json'])
    symlinkSync(join(process.cwd(), name), join(checkout, name))
  busy = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  free = await freePort()
})
afterAll(() => {
  busy.close()
  rmSync(checkout, { recursive: true })
})

const busyPort = () => (busy.address() as AddressInfo).port
const lockFile = () => join(checkout, '.data/start.lock')

/** What `npm start` says and how it ends, for somebody who has set this. */
function start(environment: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test', PORT: String(free), ...environment }
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: checkout,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

describe('npm start says in one line why it can not', { timeout: 60_000 }, () => {
  it.each<[string, () => Record<string, string>, () => RegExp]>([
    [
      'another program has the port',
      () => ({ PORT: String(busyPort()) }),
      () => new RegExp(`^Port ${busyPort()} is taken by another program: stop it, or choose .*\\n$`),
    ],
    [
      'nothing listens at DATABASE_URL',
      () => ({ DATABASE_URL: `postgres://app:secret@127.0.0.1:${free}/werkstroom` }),
      () => new RegExp(`^DATABASE_URL: 127.0.0.1:${free}/werkstroom can't be reached: nothing listens there\\n$`),
    ],
    [
      'what listens at DATABASE_URL is no database',
      () => ({ DATABASE_URL: `postgres://app:secret@127.0.0.1:${busyPort()}/werkstroom` }),
      () => /^DATABASE_URL: .* can't be reached: (what listens there hangs up|no answer within 5 s)\n$/,
    ],
    [
      'DATABASE_URL does not know our password',
      () => ({ DATABASE_URL: (process.env.DATABASE_URL ?? '').replace(/:[^:@/]+@/, ':wrong@') }),
      () => /^DATABASE_URL: .* can't be reached: the user or password is wrong\n$/,
    ],
    ['PORT is no number', () => ({ PORT: 'web' }), () => /^PORT must be a port number\n$/],
  ])('%s', async (_, environment, expected) => {
    const { code, said } = await start(environment())
    expect(said).toMatch(expected())
    expect(said).not.toContain('secret')
    expect(code).toBe(1)
    expect(existsSync(lockFile())).toBe(false)
  })

  it('it runs already from this folder', async () => {
    expect(take(lockFile())).toBeNull()
    const { code, said } = await start({})
    release(lockFile())
    expect(said).toBe(`Werkstroom already runs from this folder (process ${process.pid}): stop it first.\n`)
    expect(code).toBe(1)
  })
})

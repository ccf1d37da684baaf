import type { ChildProcess } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path, { dirname } from 'node:path'
import { variables } from '@/lib/env'
import { runner } from '../database/prepare'
import { throwaway } from '../database/throwaway'
import { needChromium } from '../tools/chromium'
import { freePort } from '../tools/port'
import { end, must, run } from '../tools/run'
import { say, step } from '../tools/say'
import { answered, startServer } from '../tools/server'
import { onStop } from '../tools/stop'
import { type Count, countFrom, countPlaywright } from './report'
import { copyWithoutProxy } from './without-proxy'

const reportFile = '.build/test/journeys.json'
const serverLog = '.build/test/server.log'

/** Journeys run on the defaults and never on somebody's database. Empty beats what a .env says, missing would not. */
export function bare(): NodeJS.ProcessEnv {
  return { ...process.env, ...Object.fromEntries(Object.keys(variables).map((name) => [name, ''])) }
}

/** The tables and the demo in the database of `env`. */
export async function fillDatabase(env: NodeJS.ProcessEnv): Promise<void> {
  const script = (complaint: string, ...args: string[]) =>
    must(complaint, process.execPath, [...runner, ...args], { env })
  await step('Making its database', () =>
    script('The database could not be migrated', 'scripts/database.ts', 'migrate'),
  )
  await step('Loading the demo company', () => script('The demo could not be loaded', 'scripts/demo.ts'))
}

/** The built app; what it says goes to a file that is shown the way to when a journey fails. */
export async function serve(env: NodeJS.ProcessEnv, port: number, folder?: string): Promise<ChildProcess> {
  mkdirSync(dirname(serverLog), { recursive: true })
  const server = startServer({ port, host: '127.0.0.1', env: { ...env, PORT: String(port) }, stdout: 'pipe', folder })
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => appendFileSync(serverLog, chunk))
  await answered(server, `http://127.0.0.1:${port}/sign-in`)
  return server
}

/** Walks the journeys in e2e/ whose name holds one of the words, or all, at APP_URL of `env`. */
export async function walk(env: NodeJS.ProcessEnv, words: readonly string[]): Promise<Count> {
  const chromiumPath = await needChromium()
  rmSync(reportFile, { force: true })
  const { code } = await run(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...words],
    {
      show: true,
      env: {
        ...env,
        CHROMIUM_PATH: chromiumPath,
        PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
        FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
      },
    },
  )
  if (code !== 0) say(`  What the server said: ${serverLog}; what the browser saw: test-results/`)
  return countFrom(reportFile, countPlaywright, code)
}

/** Every journey on one server with a Postgres of its own. Mails stay in the outbox, where the journeys read them. */
export async function walkJourneys(words: readonly string[]): Promise<Count> {
  await needChromium()
  rmSync(serverLog, { force: true })
  const opening = throwaway({ durable: true })
  onStop(async () => (await opening.catch(() => null))?.remove())
  const database = await opening
  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'journeys-handover-'))
  const env = {
    ...bare(),
    ...database.environment,
    APP_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'warn',
    HANDOVER_DIR: folder,
  }
  try {
    await fillDatabase(env)
    const server = await serve(env, port)
    // The authorization matrix asks everything of both; jobs run in the first alone.
    const barePort = await freePort()
    const bareUrl = `http://localhost:${barePort}`
    const withoutProxy = await serve({ ...env, APP_URL: bareUrl, JOBS: 'off' }, barePort, copyWithoutProxy())
    try {
      return await walk({ ...env, WITHOUT_PROXY_URL: bareUrl }, words)
    } finally {
      await end(withoutProxy)
      await end(server)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.remove()
  }
}

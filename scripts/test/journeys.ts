import type { ChildProcess } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path, { dirname } from 'node:path'
import { variables } from '@/lib/env'
import { runner } from '../database/prepare'
import { type Throwaway, throwaway } from '../database/throwaway'
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
const demoFactsFile = path.resolve('.build/test/demo-facts.json')

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
    // Who asks for some by name does not want what goes before them.
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--reporter=list,json',
      ...(words.length > 0 ? ['--no-deps'] : []),
      ...words,
    ],
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
  const count = countFrom(reportFile, countPlaywright, code)
  const missing = missingWords()
  if (missing.length > 0) say(`✗ The server had no words for ${missing.join(', ')}`)
  return missing.length > 0 ? { ...count, failed: count.failed + 1 } : count
}

/** Keys that a screen asked for and no language has: next-intl only says so in the log, once a page. */
function missingWords(): string[] {
  const log = existsSync(serverLog) ? readFileSync(serverLog, 'utf8') : ''
  return [
    ...new Set(
      [...log.matchAll(/^Error: [A-Z_]+_MESSAGE: (.+)$|^Error: FORMATTING_ERROR: (.+)$/gm)].map(
        (found) => found[1] ?? found[2] ?? '',
      ),
    ),
  ]
}

type Ground = { database: Throwaway; env: NodeJS.ProcessEnv; port: number; folder: string }
let ground: Promise<Ground> | undefined

/** A Postgres of the journeys' own with the demo company in it, made once: `npm test` makes it while others are tested. */
export function prepareJourneys(): Promise<Ground> {
  ground ??= makeGround()
  return ground
}

async function makeGround(): Promise<Ground> {
  const opening = throwaway({ durable: true })
  onStop(async () => (await opening.catch(() => null))?.remove())
  const database = await opening
  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'journeys-handover-'))
  onStop(() => rmSync(folder, { recursive: true, force: true }))
  const env = {
    ...bare(),
    ...database.environment,
    APP_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'warn',
    HANDOVER_DIR: folder,
  }
  await fillDatabase(env)
  // Before any journey adds to it.
  const facts = await must('The demo could not be asked', process.execPath, [...runner, 'e2e/demo-facts.ts'], { env })
  writeFileSync(demoFactsFile, facts.trim().split('\n').at(-1) ?? '')
  return { database, env, port, folder }
}

/** Every journey on one server. Mails stay in the outbox, where the journeys read them. */
export async function walkJourneys(words: readonly string[]): Promise<Count> {
  await needChromium()
  rmSync(serverLog, { force: true })
  const { database, env, port, folder } = await prepareJourneys()
  try {
    const server = await serve(env, port)
    // The authorization matrix asks everything of both; jobs run in the first alone.
    const barePort = await freePort()
    const bareUrl = `http://localhost:${barePort}`
    const withoutProxy = await serve({ ...env, APP_URL: bareUrl, JOBS: 'off' }, barePort, copyWithoutProxy())
    try {
      return await walk({ ...env, WITHOUT_PROXY_URL: bareUrl, DEMO_FACTS: demoFactsFile }, words)
    } finally {
      await end(withoutProxy)
      await end(server)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.remove()
  }
}

import { appendFileSync, rmSync } from 'node:fs'
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

/** Journeys run on the defaults and never on somebody's database. Empty beats what a .env says, missing would not. */
function bare(): NodeJS.ProcessEnv {
  return { ...process.env, ...Object.fromEntries(Object.keys(variables).map((name) => [name, ''])) }
}

/** The built app on a Postgres of its own with the demo in it. Mails stay in the outbox, where the journeys read them. */
async function serveDemo(database: Throwaway): Promise<{ env: NodeJS.ProcessEnv; close: () => Promise<void> }> {
  const port = await freePort()
  const env = {
    ...bare(),
    ...database.environment,
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'warn',
  }
  const script = (complaint: string, ...args: string[]) =>
    must(complaint, process.execPath, [...runner, ...args], { env })
  await step('Making its database', () =>
    script('The database could not be migrated', 'scripts/database.ts', 'migrate'),
  )
  await step('Loading the demo company', () => script('The demo could not be loaded', 'scripts/demo.ts'))
  const closings = [await serve(env)]
  // The authorization matrix asks everything of both; jobs run in the first alone.
  const barePort = String(await freePort())
  const bareUrl = `http://localhost:${barePort}`
  closings.push(await serve({ ...env, PORT: barePort, APP_URL: bareUrl, JOBS: 'off' }, copyWithoutProxy()))
  return {
    env: { ...env, WITHOUT_PROXY_URL: bareUrl },
    close: async () => {
      for (const close of closings) await close()
    },
  }
}

async function serve(env: NodeJS.ProcessEnv, folder?: string): Promise<() => Promise<void>> {
  const port = Number(env.PORT)
  const server = startServer({ port, host: '127.0.0.1', env, stdout: 'pipe', folder })
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => appendFileSync(serverLog, chunk))
  await answered(server, `http://127.0.0.1:${port}/sign-in`)
  return () => end(server)
}

/** Walks every journey in e2e/ (or those whose name holds one of the words) in a real browser. */
export async function walkJourneys(words: readonly string[]): Promise<Count> {
  const chromiumPath = await needChromium()
  rmSync(reportFile, { force: true })
  rmSync(serverLog, { force: true })
  const opening = throwaway({ durable: true })
  onStop(async () => (await opening.catch(() => null))?.remove())
  const database = await opening
  const { env, close } = await serveDemo(database)
  try {
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
  } finally {
    await close()
    await database.remove()
  }
}

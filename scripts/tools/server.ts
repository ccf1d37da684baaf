import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { standalone } from './build'
import { end } from './run'
import { Trouble } from './say'
import { onStop } from './stop'

type Options = {
  port: number
  host: string
  env?: NodeJS.ProcessEnv
  stdout?: 'inherit' | 'pipe' | 'ignore'
  /** Of a build that is not the one in .next. */
  folder?: string
}

/** Without a limit V8 lets garbage lie until the machine's memory is half full; live data needs a quarter of this. */
const heapMb = 512
/** Room for what a few requests leave behind, so that less of it is moved to where it lives long. */
const youngMb = 64

/** Starts the built server; it ends with us, also when we are killed. */
export function startServer({
  port,
  host,
  env = process.env,
  stdout = 'inherit',
  folder = standalone,
}: Options): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heapMb}`,
      `--max-semi-space-size=${youngMb}`,
      '--import',
      `${process.cwd()}/scripts/follow.mjs`,
      join(folder, 'server.js'),
    ],
    {
      cwd: folder,
      env: { ...env, NODE_ENV: 'production', PORT: String(port), HOSTNAME: host },
      stdio: ['ignore', stdout, stdout === 'pipe' ? 'pipe' : 'inherit', 'ipc'],
    },
  )
  onStop(() => end(child))
  return child
}

/** Waits for the first page; a server that can't make one (its start failed) answers with an error of its own. */
export async function answered(child: ChildProcess, url: string, patienceMs = 120_000): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Trouble(`The web server stopped while starting (${child.signalCode ?? `exit code ${child.exitCode}`})`)
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) })
      await answer.body?.cancel()
      if (answer.status < 500) return
      throw new Trouble(`The web server fails (${answer.status} on ${url}): the lines above tell why`)
    } catch (error) {
      if (error instanceof Trouble) throw error
      await wait(50)
    }
  }
  throw new Trouble(`The web server does not answer on ${url}`)
}

import { setTimeout as wait } from 'node:timers/promises'
import { errorCode } from '@/db/client'
import { notePeers } from '@/lib/client-address'
import { env, startEnv } from '@/lib/env'
import { log } from '@/lib/log'
import { startJobs } from './jobs'

/** Checks the configuration, and runs the jobs unless another process does. What is wrong is told in one line. */
export function startProcess(): void {
  try {
    startEnv()
    notePeers()
    process.env.WERKSTROOM_SERVER = 'yes'
    // Not waited for: pages are served also while the database is away, with an error of their own.
    if (env.JOBS !== 'off') startJobsPatiently().catch(giveUp)
  } catch (error) {
    giveUp(error)
  }
}

/** A database that is away, or just coming back, is no reason to give up: it is said once, and tried until it is there. */
export async function startJobsPatiently(): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await startJobs()
      if (tries > 0) log.info('the database is back: jobs run')
      return
    } catch (error) {
      if (!isAway(error)) throw error
      if (tries === 0) log.warn(`the database is away (${errorCode(error) ?? error}): jobs run when it is back`)
      await wait(Math.min(100 * 2 ** tries, 2_000))
    }
  }
}

function isAway(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  // Shutting down, starting up, out of connections, and everything that is wrong with a connection or the way to it.
  if (/^(57P0\d|53300|08\w{3}|CONN\w+|E(CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN)\w*)$/.test(code)) return true
  return code === '' && /Connection terminated|timeout exceeded when trying to connect/.test(String(error))
}

const reasons: Record<string, string> = {
  '28P01': 'DATABASE_URL: the user or password is wrong',
  '28000': 'DATABASE_URL: the user or password is wrong',
  '3D000': 'DATABASE_URL: that database does not exist',
}

function giveUp(error: unknown): void {
  const line = reasons[errorCode(error) ?? ''] ?? (error instanceof Error ? error.message : String(error))
  process.stderr.write(`${line.split('\n')[0]}\n`)
  process.exit(1)
}

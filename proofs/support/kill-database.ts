import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { startCluster } from '@/scripts/database/cluster'
import type { Throwaway } from '@/scripts/database/throwaway'
import { patiently } from './kill-client'

// Each returns when it killed.

/** The power fails: every process of the server at once, or the postmaster alone. Then it is started again. */
export async function killCluster({ folder, ownerUrl }: Throwaway, whole: boolean): Promise<number> {
  const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = whole
    ? execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).split('\n')
    : []
  for (const one of [pid, ...children.map(Number)]) if (one > 0) tryKill(one)
  const at = Date.now()
  await startCluster(folder, {}, Number(new URL(ownerUrl).port))
  return at
}

/** One connection at work: its process killed, whereupon the server restarts all of them, or cut by the server. */
export async function killBackend(superUser: postgres.Sql, which: number, hard: boolean): Promise<number> {
  const found = await patiently(
    () => superUser<{ pid: number }[]>`
      select pid from pg_stat_activity where usename = 'werkstroom_app' order by state = 'idle', pid`,
  )
  const pid = found[which % Math.max(1, Math.min(found.length, 6))]?.pid
  if (!pid) throw new Error('the app has no connection to kill')
  if (hard) tryKill(pid)
  else await superUser`select pg_terminate_backend(${pid})`
  return Date.now()
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

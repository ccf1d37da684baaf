import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { build, stop as stopBundler } from 'esbuild'
import postgres from 'postgres'
import { reading } from '@/lib/auth/actor'
import type { Throwaway } from '@/scripts/database/throwaway'
import { addTechnician } from '@/scripts/test/company'
import { smtpSink } from '@/scripts/test/smtp-sink'
import { violations } from '../invariants'
import { doubled, lost, mailsOf, unfinished, workingJobs } from './kill-audit'
import { type Acknowledged, client, keepRunning } from './kill-client'
import { killBackend, killCluster } from './kill-database'
import { walkOrder } from './kill-walk'
import { chance } from './random'
import { openShop } from './walk'

// Of this run alone: two may run from one folder.
const appFile = `.build/proofs/app-${process.pid}.mjs`
const appLog = `.build/proofs/app-${process.pid}.log`

async function bundleApp(): Promise<void> {
  mkdirSync('.build/proofs', { recursive: true })
  await build({
    entryPoints: ['proofs/support/app.ts'],
    outfile: appFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    packages: 'external',
    alias: { 'server-only': './node_modules/server-only/empty.js', 'next/headers': 'next/headers.js' },
    logLevel: 'warning',
  })
  await stopBundler()
}

export type KillSize = { apps: number; clusters: number; backends: number; walkers: number }
type Kind = 'app' | 'cluster' | 'backend'
/** One kill: what it met, and how long until a step that was sent after it was done. Null: that never came. */
export type Kill = { kind: Kind; openSteps: number; workingJobs: number; recoverySeconds: number | null }
export type KillRun = {
  kills: Kill[]
  acknowledged: number
  steps: string[]
  /** Steps that were answered only when they were sent again. */
  sentAgain: number
  walks: number
  mails: { sent: number; uncertain: number; received: number }
  settledSeconds: number
  faults: string[]
}

const patienceSeconds = 120

/**
 * Clients walk from request to payment while the app, the whole database or one connection's process is killed at random
 * moments. Afterwards everything that was acknowledged has to be there, once, and nothing may stay half-done.
 */
export async function killWhileWalking(database: Throwaway, size: KillSize): Promise<KillRun> {
  const roll = chance('kills')
  await bundleApp()
  rmSync(appLog, { force: true })
  const sink = await smtpSink()
  const superUser = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), {
    max: 2,
    onnotice: () => {},
    backoff: () => 0.1,
  })
  const shop = await openShop()
  const environment = { ...process.env, SMTP_URL: sink.url, JOBS: 'on', WERKSTROOM_SERVER: 'yes', LOG_LEVEL: 'warn' }
  const app = keepRunning(appFile, environment, appLog)
  const journal: Acknowledged[] = []
  const faults: string[] = []
  let isOver = false
  let walks = 0
  const walker = async () => {
    const technician = await addTechnician(shop.organizationId)
    while (!isOver) await walkOrder(shop, technician, client(app, ++walks, journal))
  }
  // A walk that is refused or fails otherwise is a fault, and ends the run.
  const walkers = Array.from({ length: size.walkers }, () =>
    walker().catch((error: unknown) => void faults.push(`a walk ended: ${String(error)}`)),
  )

  const kills: Kill[] = []
  const done = { app: 0, cluster: 0, backend: 0 }
  const kill = async (kind: Kind): Promise<number> => {
    const turn = ++done[kind]
    if (kind === 'cluster') return killCluster(database, turn % 2 === 1)
    if (kind === 'backend') return killBackend(superUser, roll.below(1000), turn % 2 === 1)
    app.kill()
    return Date.now()
  }
  const plan = roll.shuffled([
    ...Array<Kind>(size.apps).fill('app'),
    ...Array<Kind>(size.clusters).fill('cluster'),
    ...Array<Kind>(size.backends).fill('backend'),
  ])
  if (!(await until(() => journal.length >= size.walkers * 3, patienceSeconds))) {
    await app.stop()
    throw new Error(`the app does not come up: ${readFileSync(appLog, 'utf8').slice(-1000)}`)
  }
  for (const [index, kind] of plan.entries()) {
    // Somewhere within a step some steps on; every other time while a report, an invoice or a mail is being made.
    const more = journal.length + 1 + roll.below(size.walkers * 4)
    await until(() => journal.length >= more || faults.length > 0, patienceSeconds)
    if (index % 2 === 1) await until(async () => (await workingJobs(superUser)) > 0, 3)
    await wait(roll.below(30))
    const met = { openSteps: app.open(), workingJobs: await workingJobs(superUser).catch(() => 0) }
    const at = await kill(kind)
    const answered = () => journal.filter(({ sentAt }) => sentAt >= at).map((one) => one.at)
    const isBack = await until(() => answered().length > 0 || faults.length > 0, patienceSeconds)
    const recoverySeconds = isBack ? (Math.min(...answered()) - at) / 1000 : null
    kills.push({ kind, ...met, recoverySeconds })
    if (!isBack) faults.push(`nothing works ${patienceSeconds} s after a kill (${kind})`)
    if (faults.length > 0) break
  }
  isOver = true
  const isWalked = await Promise.race([
    Promise.all(walkers).then(() => true),
    wait(patienceSeconds * 1000, false, { ref: false }),
  ])
  if (!isWalked) faults.push(`walks go on ${patienceSeconds} s after the last kill`)

  const calm = performance.now()
  await until(async () => (await unfinished(superUser)).length === 0, patienceSeconds)
  const settledSeconds = (performance.now() - calm) / 1000
  const stuck = await unfinished(superUser)
  await app.stop()
  const mails = await mailsOf(
    superUser,
    sink.received.map(({ messageId }) => messageId ?? ''),
  )
  faults.push(
    ...stuck.map((what) => `still unfinished after ${patienceSeconds} s: ${what}`),
    ...(await lost(superUser, journal)),
    ...(await doubled(superUser)),
    ...(await reading(shop.actors.admin, violations)),
    ...mails.faults,
  )
  await superUser.end({ timeout: 2 })
  await sink.close()
  rmSync(appFile)
  // What the app said tells more about a fault.
  if (faults.length === 0) rmSync(appLog)
  return {
    kills,
    acknowledged: journal.length,
    steps: [...new Set(journal.map(({ name }) => name))],
    sentAgain: journal.filter(({ sendings }) => sendings > 1).length,
    walks,
    mails: mails.counts,
    settledSeconds,
    faults,
  }
}

/** Looks again and again; a look at a database that is away says no. */
async function until(isTrue: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await wait(20))
    if (await Promise.resolve(isTrue()).catch(() => false)) return true
  return false
}

/** What a run comes to, for people: figures, and how fast work went on after each kind of kill. */
export function figuresOf({ kills, faults, ...run }: KillRun) {
  const recovery = (kind?: Kind) => {
    const seconds = kills.filter((one) => !kind || one.kind === kind).map((one) => one.recoverySeconds ?? Infinity)
    return { p50: share(seconds, 0.5), p95: share(seconds, 0.95), slowest: share(seconds, 1) }
  }
  return {
    kills: kills.length,
    withStepsOpen: kills.filter(({ openSteps }) => openSteps > 0).length,
    withJobsAtWork: kills.filter((one) => one.workingJobs > 0).length,
    ...run,
    steps: run.steps.length,
    recoverySeconds: {
      all: recovery(),
      app: recovery('app'),
      cluster: recovery('cluster'),
      backend: recovery('backend'),
    },
  }
}

/** The value below which this share of them lies. */
function share(of: readonly number[], part: number): number {
  return [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0
}

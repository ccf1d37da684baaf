import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { closeDatabase } from '@/db/client'
import { migrate } from '@/db/migrate'
import { killWhileWalking, share } from '../proofs/support/kill'
import { number, numberFaults } from '../proofs/support/numbering'
import { appRole } from './database/bootstrap'
import { type Throwaway, throwaway } from './database/throwaway'
import { buildPdfWorker } from './tools/build'
import { main } from './tools/stop'

/** One line of JSON per proof; whether it held. */
function told(proof: string, figures: Record<string, unknown>, faults: readonly string[]): boolean {
  process.stdout.write(
    `${JSON.stringify({ proof, held: faults.length === 0, ...figures, faults: faults.slice(0, 50) })}\n`,
  )
  return faults.length === 0
}

async function numbering(database: Throwaway, perSeries: number): Promise<boolean> {
  const superUser = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 4, onnotice: () => {} })
  const began = performance.now()
  try {
    const run = await number(superUser, { companies: 20, perSeries, clients: 64, rollbacks: 0.1, cuts: 0.02 })
    const { shops, ...figures } = run
    const seconds = Math.round((performance.now() - began) / 1000)
    return told('R1 numbering', { companies: shops.length, ...figures, seconds }, await numberFaults(superUser, run))
  } finally {
    await superUser.end({ timeout: 2 })
  }
}

async function kills(database: Throwaway, count: number): Promise<boolean> {
  const half = Math.ceil(count / 2)
  const size = { apps: count, clusters: half, backends: count - half, walkers: 4 }
  const { faults, recoverySeconds, ...figures } = await killWhileWalking(database, size)
  const p95 = share(recoverySeconds, 0.95)
  const slow = p95 < 5 ? [] : [`95 of 100 recoveries took up to ${p95} s`]
  return told('R3 kills', { ...figures, recoveryP95Seconds: p95, slowestSeconds: share(recoverySeconds, 1) }, [
    ...faults,
    ...slow,
  ])
}

/** On a database of its own that writes through to the disk; gone afterwards. */
async function alone(work: (database: Throwaway) => Promise<boolean>): Promise<boolean> {
  const database = await throwaway({ durable: true })
  try {
    await migrate({ ownerUrl: database.ownerUrl, appRole })
    Object.assign(process.env, database.environment)
    return await work(database)
  } finally {
    await closeDatabase()
    await database.remove()
  }
}

/** `npm run torture`: the proofs at full length (`--finals 10000 --kills 200`); PROOF_SEED plays one again. */
main(async () => {
  const { values } = parseArgs({
    options: { finals: { type: 'string', default: '10000' }, kills: { type: 'string', default: '200' } },
  })
  Object.assign(process.env, { DATABASE_POOL: '64', JOBS: 'off', LOG_LEVEL: 'silent' })
  for (const name of ['RESEND_API_KEY', 'SMTP_URL', 'HANDOVER_DIR']) delete process.env[name]
  await buildPdfWorker()
  const held = [
    await alone((database) => kills(database, Number(values.kills))),
    await alone((database) => numbering(database, Number(values.finals))),
  ]
  rmSync('.build/proofs', { recursive: true, force: true })
  return held.every(Boolean) ? 0 : 1
})

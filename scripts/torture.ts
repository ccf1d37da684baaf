import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { closeDatabase } from '@/db/client'
import { migrate } from '@/db/migrate'
import { figuresOf, killWhileWalking } from '../proofs/support/kill'
import { number, numberFaults } from '../proofs/support/numbering'
import { plan } from '../proofs/support/planners'
import { appRole } from './database/bootstrap'
import { type Throwaway, throwaway } from './database/throwaway'
import { buildWorkers } from './tools/build'
import { say, Trouble } from './tools/say'
import { main } from './tools/stop'

/** One line of JSON per proof; whether it held. */
function told(proof: string, figures: Record<string, unknown>, faults: readonly string[]): boolean {
  // The same fault a hundred times is one line, so that it hides no other.
  const grouped = [...Map.groupBy(faults, (fault) => fault)].map(([fault, { length }]) => `${length} × ${fault}`)
  process.stdout.write(
    `${JSON.stringify({ proof, held: faults.length === 0, ...figures, faults: grouped.slice(0, 100) })}\n`,
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

async function planners(database: Throwaway, moves: number): Promise<boolean> {
  const superUser = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 4, onnotice: () => {} })
  const began = performance.now()
  try {
    const cuts = Math.ceil(moves / 50)
    const { faults, ...figures } = await plan(superUser, {
      planners: 32,
      boards: 32,
      moves,
      technicians: 20,
      visits: 200,
      cuts,
    })
    const seconds = Math.round((performance.now() - began) / 1000)
    const slow = figures.boardsEqualMs <= 2000 ? [] : [`boards showed what stands after ${figures.boardsEqualMs} ms`]
    const sent = Object.values(figures.codes).reduce((sum, count) => sum + count, 0)
    const few = sent === moves ? [] : [`only ${sent} moves were sent`]
    return told('R5 planners', { moves, cuts, ...figures, seconds }, [...faults, ...few, ...slow])
  } finally {
    await superUser.end({ timeout: 2 })
  }
}

async function kills(database: Throwaway, count: number): Promise<boolean> {
  const half = Math.ceil(count / 2)
  const size = { apps: count, clusters: half, backends: count - half, walkers: 4 }
  const run = await killWhileWalking(database, size)
  const figures = figuresOf(run)
  const { p95 } = figures.recoverySeconds.all
  const slow = p95 < 5 ? [] : [`95 of 100 recoveries took up to ${p95} s`]
  return told('R3 kills', figures, [...run.faults, ...slow])
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

const help = `npm run torture -- [--kills N] [--finals N] [--moves N]   the proofs at full length, one line of JSON each
  --kills N    R3: N kills of the app and N of Postgres (half of the whole server, half of one connection); 100;
               200 is the whole of R3
  --finals N   R1: N invoices and N credit notes in each of 20 companies; 1000, seven minutes at 100 a second; 10000 is
               the whole of R1
  --moves N    R5: N moves by 32 planners, one in ten to the same slot; 5000, the whole of R5
  0 leaves a proof out; PROOF_SEED=… plays one again`

main(async () => {
  const { values } = parseArgs({
    options: {
      finals: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '100' },
      moves: { type: 'string', default: '5000' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return say(help)
  const [finals, count, moves] = [Number(values.finals), Number(values.kills), Number(values.moves)]
  if (![finals, count, moves].every(Number.isSafeInteger)) throw new Trouble(help)
  Object.assign(process.env, { DATABASE_POOL: '64', JOBS: 'off', LOG_LEVEL: 'silent' })
  for (const name of ['RESEND_API_KEY', 'SMTP_URL', 'HANDOVER_DIR']) delete process.env[name]
  await buildWorkers()
  const held = [
    count === 0 || (await alone((database) => kills(database, count))),
    moves === 0 || (await alone((database) => planners(database, moves))),
    finals === 0 || (await alone((database) => numbering(database, finals))),
  ]
  return held.every(Boolean) ? 0 : 1
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { faultsOf } from '@/lib/engine/check'
import { readProblem } from '@/lib/engine/problem'
import { solve } from '@/lib/engine/threads'
import { withMatrices } from '@/lib/engine/travel'
import { fieldProblem } from './test/field'
import { buildWorkers } from './tools/build'
import { Trouble } from './tools/say'
import { main } from './tools/stop'

/** The proven optima of twelve of Solomon's instances, in tenths. */
const optima: Record<string, number> = {
  ...{ C101: 8273, C104: 8229, C203: 5887, C208: 5858, R101: 16_377, R105: 13_553 },
  ...{ R112: 9486, R203: 8708, R208: 7010, RC103: 12_580, RC108: 11_142, RC206: 10_511 },
}
/** Days and weeks of visits, and how many seconds each may take. */
const days = [
  { technicians: 10, visits: 50, days: 1, seconds: 1 },
  { technicians: 50, visits: 280, days: 1, seconds: 10 },
  { technicians: 50, visits: 1200, days: 5, seconds: 30 },
]

/** Of the machine's two clocks: what went by, and what this process used of its processors. */
type Figure = {
  name: string
  seconds: number
  cpuSeconds: number
  roundsPerSecond: number
  unassigned: number
  cost: number
  gapPercent?: number
  firstPlanMs: number
}

/**
 * `npm run bench:plan -- --seconds 1,3,10 --seed 1 --threads 1`: prints JSON. Solomon's instances are read from `--data`, as they don't belong to
 * us; without them it measures the generated days alone. Every answer is checked.
 */
main(async () => {
  const option = { type: 'string' } as const
  const { values } = parseArgs({ options: { seconds: option, seed: option, threads: option, data: option } })
  const { data = '../shared/data/vrptw' } = values
  const seed = Number(values.seed ?? 1)
  const threads = Number(values.threads ?? 1)
  await buildWorkers(['engine'])
  // A thread that has worked is at full speed.
  await figure('warm', fieldProblem({ technicians: 10, visits: 50 }), { seconds: 2, seed, threads })
  const solomon: Record<string, { meanGapPercent: number; worstGapPercent: number; figures: Figure[] }> = {}
  const names = Object.keys(optima).filter((name) => existsSync(join(data, `${name}.json`)))
  for (const seconds of names.length > 0 ? (values.seconds ?? '1,3,10').split(',').map(Number) : []) {
    const figures: Figure[] = []
    for (const name of names) {
      const problem: unknown = JSON.parse(readFileSync(join(data, `${name}.json`), 'utf8'))
      const one = await figure(name, problem, { seconds, seed, threads })
      figures.push({ ...one, gapPercent: round((one.cost / optima[name]! - 1) * 100) })
    }
    const gaps = figures.map((one) => one.gapPercent ?? 0)
    const meanGapPercent = round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length)
    solomon[seconds] = { meanGapPercent, worstGapPercent: Math.max(...gaps), figures }
  }
  const service: Figure[] = []
  for (const { seconds, ...size } of days) {
    const name = `${size.technicians} technicians, ${size.visits} visits, ${size.days} days`
    service.push(await figure(name, fieldProblem(size), { seconds, seed, threads }))
  }
  process.stdout.write(`${JSON.stringify({ seed, threads, solomon, service }, null, 2)}\n`)
})

type Limits = { seconds: number; seed: number; threads: number }

async function figure(name: string, json: unknown, limits: Limits): Promise<Figure> {
  const began = performance.now()
  const before = process.cpuUsage()
  const problem = readProblem(json)
  let firstPlanMs: number | null = null
  const onProgress = () => {
    firstPlanMs ??= Math.round(performance.now() - began)
  }
  const { solution, rounds } = await solve(problem, { ...limits, onProgress })
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(before)
  const [fault] = faultsOf(withMatrices(problem), solution)
  if (fault) throw new Trouble(`${name}: ${fault}`)
  return {
    name,
    seconds: round(seconds),
    cpuSeconds: round((user + system) / 1e6),
    roundsPerSecond: Math.round(rounds / limits.seconds),
    unassigned: solution.summary.unassigned,
    cost: solution.summary.cost,
    firstPlanMs: firstPlanMs ?? 0,
  }
}

const round = (value: number) => Math.round(value * 100) / 100

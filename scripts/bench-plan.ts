import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { faultsOf } from '@/lib/engine/check'
import { readProblem } from '@/lib/engine/problem'
import { solve } from '@/lib/engine/threads'
import { withMatrices } from '@/lib/engine/travel'
import { benchSlots } from './bench-slots'
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

type Figure = {
  name: string
  seconds: number
  /** Of all the threads of this process. */
  cpuSeconds: number
  roundsPerSecond: number
  unassigned: number
  cost: number
  gapPercent?: number
  firstPlanMs: number
}

/**
 * `npm run bench:plan -- --seconds 1,3,10 --seed 1 --threads 1 [--cpu] [--only solomon|service|cancel|slots]`: prints JSON. Solomon's instances
 * are read from `--data`, as they don't belong to us; without them it measures the generated days alone. With `--cpu` seconds are those of the
 * processor: for a machine that has other work too. Every answer is checked.
 */
main(async () => {
  const option = { type: 'string' } as const
  const { values } = parseArgs({
    options: { seconds: option, seed: option, threads: option, data: option, only: option, cpu: { type: 'boolean' } },
  })
  const { data = '../shared/data/vrptw', only, cpu = false } = values
  const limits = { seed: Number(values.seed ?? 1), threads: Number(values.threads ?? 1), byProcessor: cpu }
  const isAsked = (part: string) => only === undefined || only === part
  await buildWorkers(['engine'])
  const load = { before: loadavg(), after: loadavg() }
  // A thread that has worked is at full speed.
  await figure('warm', fieldProblem({ technicians: 10, visits: 50 }), { ...limits, seconds: 2 })
  const all = (values.seconds ?? '1,3,10').split(',').map(Number)
  const solomon = isAsked('solomon') ? await benchSolomon(data, all, limits) : undefined
  const service: Figure[] = []
  for (const { seconds, ...size } of isAsked('service') ? days : []) {
    const name = `${size.technicians} technicians, ${size.visits} visits, ${size.days} days`
    service.push(await figure(name, fieldProblem(size), { ...limits, seconds }))
  }
  const cancel = isAsked('cancel') ? await benchCancel() : undefined
  const slots = isAsked('slots') ? await benchSlots() : undefined
  load.after = loadavg()
  process.stdout.write(`${JSON.stringify({ ...limits, load, solomon, service, cancel, slots }, null, 2)}\n`)
})

type Limits = { seconds: number; seed: number; threads: number; byProcessor: boolean }

async function benchSolomon(data: string, all: readonly number[], limits: Omit<Limits, 'seconds'>) {
  const names = Object.keys(optima).filter((name) => existsSync(join(data, `${name}.json`)))
  const found: Record<string, object> = {}
  for (const seconds of names.length > 0 ? all : []) {
    const figures: Figure[] = []
    for (const name of names) {
      const problem: unknown = JSON.parse(readFileSync(join(data, `${name}.json`), 'utf8'))
      const one = await figure(name, problem, { ...limits, seconds })
      figures.push({ ...one, gapPercent: round((one.cost / optima[name]! - 1) * 100) })
    }
    const gapsOf = (some: readonly Figure[]) => some.map((one) => one.gapPercent ?? 0)
    found[seconds] = {
      meanGapPercent: round(sum(gapsOf(figures)) / figures.length),
      worstGapPercent: Math.max(...gapsOf(figures)),
      clusteredWorstGapPercent: Math.max(0, ...gapsOf(figures.filter(({ name }) => /^C\d/.test(name)))),
      unserved: sum(figures.map(({ unassigned }) => unassigned)),
      figures,
    }
  }
  return found
}

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
  check(name, problem, solution)
  const { unassigned, cost } = solution.summary
  process.stderr.write(`${name}: ${unassigned} left out, cost ${cost}, ${round(seconds)} s\n`)
  return {
    ...{ name, seconds: round(seconds), cpuSeconds: round((user + system) / 1e6) },
    ...{ roundsPerSecond: Math.round(rounds / limits.seconds), unassigned, cost, firstPlanMs: firstPlanMs ?? 0 },
  }
}

/** How long an answer takes after it is cancelled, before there is a first plan and on the way; and how long there is no word at most. */
async function benchCancel() {
  const week = readProblem(fieldProblem({ technicians: 50, visits: 1200, days: 5 }))
  const day = readProblem(fieldProblem({ technicians: 50, visits: 280 }))
  const measure = async (name: string, problem: typeof week, afterMs: number) => {
    const stop = new AbortController()
    let cancelled = 0
    const cancel = () => {
      cancelled = performance.now()
      stop.abort()
    }
    const began = performance.now()
    const told: number[] = []
    const onProgress = () => told.push(performance.now())
    const answer = solve(problem, { seconds: 30, signal: stop.signal, onProgress })
    if (afterMs === 0) cancel()
    else setTimeout(cancel, afterMs)
    const { solution } = await answer
    const now = performance.now()
    check(name, problem, solution)
    const { unassigned } = solution.summary
    const quiet = told.slice(1).map((at, index) => Math.round(at - told[index]!))
    return {
      ...{ name, unassigned, wholeMs: Math.round(now - began), answeredAfterMs: Math.round(now - cancelled) },
      ...(quiet.length > 0 && { quietAtMostMs: Math.max(...quiet) }),
    }
  }
  return [
    await measure('day, at once', day, 0),
    await measure('day, after a second', day, 1000),
    await measure('week, at once', week, 0),
    await measure('week, after two seconds', week, 2000),
  ]
}

function check(
  name: string,
  problem: ReturnType<typeof readProblem>,
  solution: Awaited<ReturnType<typeof solve>>['solution'],
) {
  const [fault] = faultsOf(withMatrices(problem), solution)
  if (fault) throw new Trouble(`${name}: ${fault}`)
}

const sum = (all: readonly number[]) => all.reduce((whole, one) => whole + one, 0)
const round = (value: number) => Math.round(value * 100) / 100

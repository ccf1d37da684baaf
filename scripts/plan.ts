import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { BadProblem } from '@/lib/engine/bad-problem'
import { readProblem } from '@/lib/engine/problem'
import { solve } from '@/lib/engine/threads'
import { buildWorkers } from './tools/build'
import { Trouble } from './tools/say'
import { main } from './tools/stop'

const usage = 'npm run plan -- problem.json [--seconds 10] [--seed 1] [--threads 1] [--rounds n]'

/** `npm run plan -- problem.json`: solves a problem in the JSON of VROOM's API and prints the solution. */
main(async () => {
  const { file, ...asked } = readArguments()
  const problem = readFile(file)
  await buildWorkers(['engine'])
  try {
    const { solution } = await solve(readProblem(problem), asked)
    await new Promise((resolve) => process.stdout.write(`${JSON.stringify(solution)}\n`, resolve))
  } catch (error) {
    throw error instanceof BadProblem ? new Trouble(`${file}: ${error.message}`) : error
  }
})

function readArguments() {
  const option = { type: 'string' } as const
  const options = { seconds: option, seed: option, threads: option, rounds: option }
  const { values, positionals } = parsed(() => parseArgs({ options, allowPositionals: true }))
  const number = (name: keyof typeof options, least: number, most: number) => {
    const value = Number(values[name])
    if (values[name] !== undefined && !(value >= least && value <= most))
      throw new Trouble(`--${name} should be a number from ${least} to ${most}`)
    return values[name] === undefined ? undefined : value
  }
  const whole = (name: keyof typeof options, least: number, most: number) => {
    const value = number(name, least, most)
    if (value !== undefined && !Number.isInteger(value)) throw new Trouble(`--${name} should be a whole number`)
    return value
  }
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new Trouble(`Give one file: ${usage}`)
  const rounds = whole('rounds', 0, 1e12)
  return {
    file,
    rounds,
    // With rounds alone the clock has no say, so that the answer is the same on every machine.
    seconds: number('seconds', 0, 86_400) ?? (rounds === undefined ? 10 : Number.POSITIVE_INFINITY),
    seed: whole('seed', 0, 2 ** 31),
    threads: whole('threads', 1, 8 * availableParallelism()),
  }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message.split('.')[0] : error}: ${usage}`)
  }
}

function readFile(file: string): unknown {
  const text = attempt(() => readFileSync(file, 'utf8'), `${file} can't be read`)
  return attempt(() => JSON.parse(text), `${file} is no JSON`)
}

function attempt<T>(work: () => T, complaint: string): T {
  try {
    return work()
  } catch (error) {
    throw new Trouble(`${complaint}: ${error instanceof Error ? error.message : error}`)
  }
}

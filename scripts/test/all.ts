import { mkdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { holder } from '../lock.mjs'
import { buildWhenNeeded, isBuilt, writeRouteTypes } from '../tools/build'
import { run } from '../tools/run'
import { complain, say, seconds, Trouble } from '../tools/say'
import { main } from '../tools/stop'
import { prepareJourneys, walkJourneys } from './journeys'
import { type Count, countFrom, countVitest } from './report'

const node = process.execPath
const bin = (name: string) => `node_modules/${name}`

/** A tool that says nothing when all is well: its output is shown when it is not. */
async function check(command: string, args: readonly string[]): Promise<Count> {
  const { code, output } = await run(command, args)
  if (code !== 0) say(output)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function vitest(project: string, words: readonly string[]): Promise<Count> {
  const file = `.build/test/${project}.json`
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  // One proof locks whole tables, another counts on a deadlock being rare: they take turns.
  const turns = project === 'proofs' ? ['--no-file-parallelism'] : []
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', `${project}*`, ...turns, ...reporters, ...words]
  const { code } = await run(node, args, { show: true })
  return countFrom(file, countVitest, code)
}

async function build(): Promise<Count> {
  const serving = holder('.data/start.lock')
  if (serving !== null && !isBuilt())
    throw new Trouble(`npm start (process ${serving}) serves the build that the tests would replace: stop it first`)
  await buildWhenNeeded()
  return { passed: 1, failed: 0 }
}

async function journeys(words: readonly string[]): Promise<Count> {
  if (!isBuilt()) throw new Trouble('No journey was walked, for there is no build')
  return walkJourneys(words)
}

async function demo(): Promise<Count> {
  await prepareJourneys()
  return { passed: 1, failed: 0 }
}

async function types(): Promise<Count> {
  await writeRouteTypes()
  return check(node, [bin('typescript/bin/tsc')])
}

type Part = {
  name: string
  label: string
  work: (words: readonly string[]) => Promise<Count>
  /** The part that it is made beside, when that one leaves a processor free; it is told in its own turn. */
  beside?: string
}

/** From the fastest to the slowest, so that what is wrong shows early. */
const parts: Part[] = [
  {
    name: 'format',
    label: 'Format and lint',
    work: () => check(node, [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--diagnostic-level=error']),
  },
  { name: 'types', label: 'Types', work: types },
  { name: 'unused', label: 'Unused code', work: () => check(node, [bin('knip/bin/knip.js')]) },
  { name: 'tidy', label: 'Layout', work: () => vitest('tidy', []) },
  { name: 'unit', label: 'Unit and integration tests', work: (words) => vitest('unit', words) },
  { name: 'proofs', label: 'Proofs of reliability', work: (words) => vitest('proofs', words) },
  { name: 'kills', label: 'Kills of app and database', work: (words) => vitest('kills', words) },
  { name: 'build', label: 'Production build', work: build, beside: 'proofs' },
  { name: 'demo', label: 'The demo company', work: demo, beside: 'kills' },
  { name: 'e2e', label: 'Journeys in a browser', work: journeys },
]

async function timed(part: Part, words: readonly string[]): Promise<{ counted: Count; took: string }> {
  const start = performance.now()
  const counted = await part.work(words).catch((error: unknown): Count => {
    complain(error)
    return { passed: 0, failed: 1 }
  })
  return { counted, took: seconds(start) }
}

/** `npm test`: every part, also after one failed; `--only unit,e2e` some, with words that choose test files. */
main(async () => {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  const only = values.only?.split(',') ?? parts.map(({ name }) => name)
  const unknown = only.find((name) => !parts.some((part) => part.name === name))
  if (unknown) throw new Trouble(`--only ${unknown}: there are ${parts.map(({ name }) => name).join(', ')}`)
  // A journey walks through a build, in the demo company.
  const needed = only.includes('e2e') ? [...only, 'build', 'demo'] : only
  const chosen = parts.filter(({ name }) => needed.includes(name))
  mkdirSync('.build/test', { recursive: true })

  const began = performance.now()
  const total = { passed: 0, failed: 0 }
  const summary: string[] = []
  const begun = new Map<Part, ReturnType<typeof timed>>()
  for (const [index, part] of chosen.entries()) {
    say(`\n▶ ${part.label} (${index + 1} of ${chosen.length})`)
    for (const other of chosen) if (other.beside === part.name) begun.set(other, timed(other, positionals))
    const { counted, took } = await (begun.get(part) ?? timed(part, positionals))
    total.passed += counted.passed
    total.failed += counted.failed
    const mark = counted.failed === 0 ? '✓' : '✗'
    summary.push(`${mark} ${part.label}: ${counted.passed} passed, ${counted.failed} failed, ${took}`)
    say(summary.at(-1)!)
    // Once more at the end: a log is often kept from there on only.
    summary.push(...(counted.failures ?? []).map((failure) => `    ${failure}`))
  }
  say(`\n${summary.join('\n')}\nIn all ${seconds(began)}\n\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { faultsOf } from '@/lib/engine/check'
import { readProblem } from '@/lib/engine/problem'
import type { Solution } from '@/lib/engine/solution'
import { withMatrices } from '@/lib/engine/travel'
import { run } from './tools/run'

const folder = mkdtempSync(join(tmpdir(), 'werkstroom-plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ghent: [number, number] = [3.72, 51.05]
const problem = {
  vehicles: [{ id: 1, start: ghent, end: ghent, time_window: [28_800, 61_200] }],
  jobs: [
    { id: 1, location: [4.4, 51.22], service: 3600 },
    { id: 2, location: [3.22, 51.21], service: 1800, skills: [1] },
  ],
}

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const plan = (...words: string[]) =>
  run(process.execPath, ['--import', './scripts/register.mjs', 'scripts/plan.ts', ...words])

it('prints the solution of a problem file', async () => {
  const { code, output } = await plan(file('day.json', JSON.stringify(problem)), '--rounds', '50', '--threads', '2')
  expect(code).toBe(0)
  const solution = JSON.parse(output) as Solution
  expect(faultsOf(withMatrices(readProblem(problem)), solution)).toEqual([])
  expect(solution.unassigned).toMatchObject([{ id: 2, type: 'job', reason: 'skills' }])
})

it.each([
  ['no JSON', 'vehicles', [], /broken\.json is no JSON: .*\n$/],
  ['what it does not know', JSON.stringify({ ...problem, options: { g: true } }), [], /: options: not supported\n$/],
  ['a strange option', JSON.stringify(problem), ['--fast'], /^Unknown option '--fast': npm run plan/],
  ['a strange number', JSON.stringify(problem), ['--seconds', 'ten'], /^--seconds should be a number from 0/],
] as const)('refuses %s in one line', async (_, text, words, line) => {
  const { code, output } = await plan(file('broken.json', text), ...words)
  expect(code).toBe(1)
  expect(output).toMatch(line)
  expect(output.trim().split('\n')).toHaveLength(1)
})

it('refuses a file that is not there in one line', async () => {
  const { code, output } = await plan(join(folder, 'none.json'))
  expect(code).toBe(1)
  expect(output).toMatch(/^\S+none\.json can't be read: .*\n$/)
})

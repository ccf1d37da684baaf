import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { fieldProblem } from '@/scripts/test/field'
import { readProblem } from './problem'
import { solve } from './threads'
import { askVroom } from './vroom'

/** A server that answers like VROOM: what our own engine found, as `spoil` makes of it. */
async function server(spoil: (text: string) => string): Promise<string> {
  const http = createServer(async (request, reply) => {
    const { solution } = await solve(readProblem(await json(request)), { seconds: 5, rounds: 20 })
    const unassigned = solution.unassigned.map(({ reason: _, ...one }) => one)
    const text = JSON.stringify({ ...solution, unassigned, summary: { ...solution.summary, computing_times: {} } })
    reply.end(spoil(text))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void http.close())
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/`
}

const problem = fieldProblem({ technicians: 3, visits: 20 })

test('a VROOM server plans the same problem, and says not why somebody was left', async () => {
  const solution = await askVroom(await server((text) => text), problem, { seconds: 1 })
  expect(solution.routes.length).toBeGreaterThan(0)
  expect(solution.unassigned.every(({ reason }) => reason === 'full')).toBe(true)
})

test.each([
  ['is not JSON', () => '<html>'],
  ['says that it could not', () => '{"code":2,"error":"out of time"}'],
  ['breaks a rule', (text: string) => text.replace(/"service":(\d+),"waiting_time":0/, '"service":1,"waiting_time":0')],
  ['leaves somebody out in silence', (text: string) => text.replace(/"unassigned":\[.*?\]/, '"unassigned":[]')],
])('an answer that %s is none', async (_, spoil) => {
  await expect(askVroom(await server(spoil), problem, { seconds: 1 })).rejects.toThrow()
})

test('nobody who answers is none either', async () => {
  await expect(askVroom('http://127.0.0.1:9/', problem, { seconds: 0.1 })).rejects.toThrow()
})

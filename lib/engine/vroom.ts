import 'server-only'
import { z } from 'zod'
import { faultsOf } from './check'
import { type ProblemInput, readProblem } from './problem'
import type { Solution } from './solution'
import { withMatrices } from './travel'

const whole = z.number()
const none = z.array(z.never()).default([])
const amounts = z.array(whole).default([])
const sums = {
  cost: whole,
  setup: whole,
  service: whole,
  duration: whole,
  waiting_time: whole,
  priority: whole,
  delivery: amounts,
  pickup: amounts,
  distance: whole.optional(),
  violations: none,
}
const step = z.object({
  type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
  id: whole.optional(),
  location_index: whole.optional(),
  arrival: whole,
  duration: whole,
  distance: whole.optional(),
  setup: whole,
  service: whole,
  waiting_time: whole,
  load: z.array(whole).optional(),
  violations: none,
})
const left = z.object({
  id: whole,
  type: z.enum(['job', 'pickup', 'delivery']),
  location_index: whole.optional(),
  // Such a server does not say why.
  reason: z.enum(['skills', 'capacity', 'time', 'full']).default('full'),
})
const answer = z.object({
  code: z.literal(0),
  summary: z.object({ ...sums, routes: whole, unassigned: whole }),
  unassigned: z.array(left),
  routes: z.array(z.object({ ...sums, vehicle: whole, steps: z.array(step) })),
})

/** Beyond the time to search: the way there and back, and reading a large problem. */
const patience = 10_000

/**
 * The same problem solved by a VROOM server (vroom-express), which takes the time it takes. Throws when it does not answer in time,
 * refuses, or answers what breaks a rule: it is checked as our own engine is in the tests.
 */
export async function askVroom(
  url: string,
  problem: ProblemInput,
  { seconds, signal }: { seconds: number; signal?: AbortSignal },
): Promise<Solution> {
  const late = AbortSignal.timeout(seconds * 1000 + patience)
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(problem),
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, late]) : late,
  })
  if (!reply.ok) throw new Error(`VROOM answered ${reply.status}: ${(await reply.text()).slice(0, 300)}`)
  const solution = answer.parse(await reply.json())
  const [fault] = faultsOf(withMatrices(readProblem(problem)), solution)
  if (fault) throw new Error(`VROOM's answer breaks a rule: ${fault}`)
  return solution
}

import 'server-only'
import { availableParallelism } from 'node:os'
import { type Actor, reading } from '@/lib/auth/actor'
import { type ProblemInput, readProblem } from '@/lib/engine/problem'
import type { Solution } from '@/lib/engine/solution'
import { solve } from '@/lib/engine/threads'
import { askVroom } from '@/lib/engine/vroom'
import { env } from '@/lib/env'
import { travelMatrix } from '@/lib/geo/travel'
import { log } from '@/lib/log'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import type { ProposalQuery } from './input'
import { factsOf, type Known, type WorkDays } from './queries/facts'
import { type Posed, problemOf, type Question } from './rules/problem'
import { backlogPlan, type Plan, type Proposal, routesPlan } from './rules/proposal'
import { legsOf, placesOf } from './rules/ways'

/** One search at a time for a company in this process: a second one would only make both slower. */
const shared = globalThis as typeof globalThis & { werkstroomProposing?: Set<string> }
shared.werkstroomProposing ??= new Set()
const busy = shared.werkstroomProposing

/** What share of the time goes to each short search for visits that have to stay, before the long one. */
const short = [0.15, 0.15]
const mostThreads = 4
/** A small problem is searched through long before its time is over: in so many rounds, and so many for each pair of tasks. */
const enough = { least: 5000, perPair: 400 }

export type ProposalProgress = { milliseconds: number; left: number }
type Listening = { onProgress?: (progress: ProposalProgress) => void; signal?: AbortSignal }

/**
 * Proposes how to plan the backlog into some days, or how visits of some days could change places so that less is driven.
 * Nothing changes. Aborted, the best so far is the answer. Refused: planning.busy while the company has one running.
 */
export async function propose(
  actor: Actor,
  asked: ProposalQuery,
  workDays: WorkDays,
  { onProgress, signal }: Listening = {},
): Promise<Proposal> {
  if (busy.has(actor.organizationId)) throw new Refused('planning.busy')
  busy.add(actor.organizationId)
  try {
    const known = await reading(actor, (read) =>
      factsOf(read, {
        ...asked,
        workDays,
        now: Temporal.Now.instant(),
        orders: asked.kind === 'backlog' ? asked : null,
      }),
    )
    return await proposalOf(actor, asked, known, { onProgress, signal })
  } finally {
    busy.delete(actor.organizationId)
  }
}

/** The same on facts that were read already. */
export async function proposalOf(
  actor: Actor,
  asked: Pick<ProposalQuery, 'kind' | 'seconds' | 'movesTold'>,
  { facts, spots, more }: Known,
  listening: Listening,
): Promise<Proposal> {
  const { index, points } = placesOf(spots, spots.keys())
  const { durations, fellBack } = await travelMatrix(actor, points)
  const legs = legsOf(index, durations)
  let isOwnEngine = false
  const { kind, movesTold, seconds } = asked
  const planOf = async (question: Question, share = 1, spent = 0): Promise<Plan> => {
    const posed = problemOf(facts, question, legs)
    const onProgress = ({ milliseconds, left }: ProposalProgress) =>
      listening.onProgress?.({ milliseconds: spent * seconds * 1000 + milliseconds, left })
    const { solution, engineFellBack } = await solved(posed, { ...listening, seconds, share, onProgress })
    isOwnEngine ||= engineFellBack
    return question.kind === 'backlog' ? backlogPlan(facts, posed, solution, legs) : routesPlan(posed, solution, legs)
  }
  // To move what nobody knows the place of saves nothing but on paper.
  const lost = facts.visits.filter(({ span, siteId }) => span && !spots.get(siteId)?.point)
  const { plan, kept } =
    kind === 'backlog'
      ? { plan: await planOf({ kind, movesTold, keep: new Set() }), kept: 0 }
      : await betterRoutes(planOf, { movesTold, signal: listening.signal, lost: lost.map(({ id }) => id) })
  const changed = new Set(plan.steps.flatMap(({ changes }) => changes.map(({ siteId }) => siteId)))
  return {
    ...{ kind, steps: plan.steps, leftovers: plan.leftovers, kept, more, fellBack, engineFellBack: isOwnEngine },
    guessed: [...changed].filter((id) => spots.get(id)?.isGuess && spots.get(id)?.point),
    unknown: kind === 'routes' ? lost.map(({ siteId }) => siteId) : [...changed].filter((id) => !spots.get(id)?.point),
  }
}

/**
 * Visits that stand closer together than the way takes can't all be planned anew. Short searches find which ones, if any: those
 * stay where they stand, and the last and longest search is about the others.
 */
async function betterRoutes(
  planOf: (question: Question, share: number, spent: number) => Promise<Plan>,
  { movesTold, signal, lost }: { movesTold: boolean; signal?: AbortSignal; lost: string[] },
): Promise<{ plan: Plan; kept: number }> {
  const keep = new Set(lost)
  let best: Plan = { steps: [], leftovers: [], lost: [] }
  let spent = 0
  const search = async (share: number) => {
    const plan = await planOf({ kind: 'routes', movesTold, keep: new Set(keep) }, share, spent)
    if (plan.lost.length === 0 && savedBy(plan) >= savedBy(best)) best = plan
    for (const id of plan.lost) keep.add(id)
    spent += share
    return plan.lost.length > 0 && !signal?.aborted
  }
  for (const share of short) if (!(await search(share))) break
  if (!signal?.aborted) await search(1 - spent)
  return { plan: best, kept: keep.size - lost.length }
}

const savedBy = ({ steps }: Plan) => steps.reduce((sum, { savedSeconds }) => sum + savedSeconds, 0)

const nothing: Solution = {
  code: 0,
  summary: {
    ...{ cost: 0, setup: 0, service: 0, duration: 0, waiting_time: 0, priority: 0 },
    ...{ delivery: [], pickup: [], violations: [], routes: 0, unassigned: 0 },
  },
  unassigned: [],
  routes: [],
}

type Solved = { solution: Solution /** A server was asked in vain. */; engineFellBack: boolean }

async function solved(
  { problem, tasks }: Posed,
  { seconds: all, share, onProgress, signal }: Listening & { seconds: number; share: number },
): Promise<Solved> {
  const seconds = all * share
  const isNothing = problem.vehicles.length === 0 || tasks.every(({ kind }) => kind === 'block')
  if (isNothing) {
    const unassigned = tasks.map((_, id) => ({ id, type: 'job' as const, reason: 'time' as const }))
    return { solution: { ...nothing, unassigned }, engineFellBack: false }
  }
  if (env.VROOM_URL) {
    try {
      const solution = await askVroom(env.VROOM_URL, withoutSteps(problem), { seconds, signal })
      return { solution, engineFellBack: false }
    } catch (error) {
      if (!signal?.aborted) log.warn('VROOM did not plan', { error })
    }
  }
  const { solution } = await solve(readProblem(problem), {
    seconds,
    rounds: Math.round(share * Math.max(enough.least, enough.perPair * tasks.length ** 2)),
    threads: Math.min(mostThreads, Math.max(1, availableParallelism() - 1)),
    onProgress: ({ milliseconds, unassigned }) => onProgress?.({ milliseconds, left: unassigned }),
    signal,
  })
  return { solution, engineFellBack: env.VROOM_URL !== undefined }
}

/** A server judges a plan to begin from by rules of its own about breaks, and would refuse the whole problem. */
const withoutSteps = (problem: ProblemInput): ProblemInput => ({
  ...problem,
  vehicles: problem.vehicles.map(({ steps: _, ...vehicle }) => vehicle),
})

import type { Model } from '../compile'
import { Draft } from './draft'
import { Focus } from './focus'
import { Random } from './random'
import { Recreate } from './recreate'
import { Ruin } from './ruin'

/** The search begins at a temperature of so many average legs, and cools to the other: both follow the size of the problem. */
const hot = 1
const cold = 0.003
/** With more than so many rounds for each item it is warmed up again to this: several coolings find more than a long one. */
const coolingRounds = 250
const warm = 0.5
const mostCoolings = 10
/** When it is reckoned how many coolings there will be: well within the first of them. */
const earlyShare = 0.05

/**
 * What leaving out a visit costs the search, in legs, while it is hot: in a full plan one goes out for a while so that others fit. It
 * grows as the search cools, so that in the end everything is planned that can be.
 */
const leaveLegs = 10
/** Rounds between two looks at the clock. */
const rounds = 32

/** The best plan so far, as told while searching. */
export type Progress = { rounds: number; milliseconds: number; unassigned: number; cost: number }

/** The best plan found: by vehicle, the tasks and breaks in order. */
export type Found = Progress & { routes: Int32Array[] /** What it costs, with what is left out. */; value: number }

export type Limits = {
  seed: number
  /** Whichever comes first. Only a number of rounds gives the same answer twice. */
  milliseconds: number
  rounds: number
}

/** What the search asks of the world it runs in. */
export type World = {
  /** Milliseconds, of any clock. */
  now: () => number
  cancelled: () => boolean
  /** Called after the first plan, and then every 250 ms. */
  progress?: (progress: Progress) => void
}

/** Ruins and recreates a plan until time, rounds or patience are over; simulated annealing decides what is kept. */
export function search(model: Model, limits: Limits, world: World): Found {
  const began = world.now()
  const random = new Random(limits.seed)
  const draft = new Draft(model)
  const focus = new Focus(draft, random)
  const [ruin, recreate] = [new Ruin(draft, focus, random), new Recreate(draft, focus, random)]
  recreate.run()
  draft.keep()
  const bestNext = draft.routes.next.slice()
  const leg = legOf(draft)
  draft.setLeaveCost(leaveLegs * leg)
  let [now, best, bestBanked, bestDriven, round] = [draft.cost(), draft.value(), draft.banked, draft.driven, 0]
  let [elapsed, told] = [world.now() - began, Number.NEGATIVE_INFINITY]
  let heat = hot
  let coolings = 0
  for (; round < limits.rounds && model.items > 0; round++) {
    if (round % rounds === 0) {
      elapsed = world.now() - began
      if (elapsed - told >= 250) {
        told = elapsed
        world.progress?.({ rounds: round, milliseconds: elapsed, unassigned: bestBanked, cost: bestDriven })
      }
      if (elapsed >= limits.milliseconds) break
      const share = Math.max(elapsed / limits.milliseconds, round / limits.rounds)
      if (coolings === 0 && share >= earlyShare) coolings = coolingsOf(round / share / model.items)
      heat = heatAt(share, Math.max(1, coolings))
      draft.setLeaveCost((leaveLegs * leg * hot) / heat)
      now = draft.cost()
    }
    if (world.cancelled()) break
    ruin.run()
    recreate.run()
    const cost = draft.cost()
    if (cost >= now - leg * heat * Math.log(random.next())) {
      draft.undo()
      continue
    }
    draft.keep()
    now = cost
    const value = draft.value()
    if (value >= best) continue
    best = value
    bestBanked = draft.banked
    bestDriven = draft.driven
    bestNext.set(draft.routes.next)
  }
  elapsed = world.now() - began
  const routes = routesOf(draft, bestNext)
  return { rounds: round, milliseconds: elapsed, unassigned: bestBanked, cost: bestDriven, routes, value: best }
}

/** They get longer as they get more. */
function coolingsOf(roundsPerItem: number): number {
  return Math.min(mostCoolings, Math.max(1, Math.floor(Math.sqrt(roundsPerItem / coolingRounds))))
}

/** The temperature in legs after such a share of the search. */
function heatAt(share: number, coolings: number): number {
  const [whole, part] = [Math.floor(share * coolings), (share * coolings) % 1]
  const from = whole === 0 ? hot : warm
  return from * (cold / from) ** part
}

function legOf({ driven, model, routes, banked }: Draft): number {
  const used = routes.count.filter((count) => count > 0)
  const fixed = model.fixedCost.reduce((sum, cost, v) => (routes.count[v]! > 0 ? sum + cost : sum), 0)
  const legs = model.items - banked + used.length
  return legs > 0 ? Math.max(1, (driven - fixed) / legs) : 1
}

function routesOf({ model, routes }: Draft, next: Int32Array): Int32Array[] {
  return Array.from({ length: model.vehicles }, (_, v) => {
    const nodes: number[] = []
    for (let node = next[routes.start(v)]!; node !== routes.end(v); node = next[node]!) nodes.push(node)
    return nodes.some((node) => node < model.tasks) ? Int32Array.from(nodes) : new Int32Array(0)
  })
}

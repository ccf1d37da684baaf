import { BadProblem } from './bad-problem'
import type { Model } from './compile'
import { type Problem, sortedBreaks, type Vehicle } from './problem'
import { Routes } from './search/routes'

type Given = NonNullable<Vehicle['steps']>[number]

const nameOf = ({ type, id }: Given) => `${type} ${id}`

/**
 * The given plan by vehicle: its tasks in order with all breaks between them, those that the plan does not name where they fit first;
 * empty for who is given nothing. Throws BadProblem for a plan that breaks a rule: it would not be what was given any more.
 */
export function startOf(problem: Problem, model: Model): Int32Array[] {
  const { vehicles } = problem
  if (!vehicles.some(({ steps }) => steps && steps.length > 0)) return []
  const nodes = nodesOf(problem)
  const routes = new Routes(model)
  return vehicles.map((vehicle, v) => {
    const { steps = [] } = vehicle
    const path = `vehicles[${v}].steps`
    const breaks = sortedBreaks(vehicle).map((pause, at) => ({ id: pause.id, node: model.breakFirst[v]! + at }))
    const nodeOf = (one: Given) =>
      one.type === 'break' ? breaks.find(({ id }) => id === one.id)?.node : nodes.get(nameOf(one))
    const given = steps.flatMap((one) => nodeOf(one) ?? [])
    const tasks = given.filter((node) => node < model.tasks)
    if (tasks.length === 0) return new Int32Array(0)
    for (const node of tasks)
      if (!isCandidate(model, model.itemOf[node]!, v))
        throw new BadProblem(path, `${told(node)} is not for this vehicle`)
    if (tasks.length > model.maxTasks[v]!) throw new BadProblem(path, 'has more than max_tasks')
    const all = withBreaks(
      routes,
      v,
      given,
      breaks.map(({ node }) => node).filter((node) => !given.includes(node)),
    )
    if (!all) throw new BadProblem(path, "can't be driven within the hours, windows, breaks and limits")
    if (!isCarried(routes, v)) throw new BadProblem(path, 'is more than can be carried')
    return all
  })

  function told(node: number): string {
    return [...nodes].find(([, one]) => one === node)?.[0] ?? ''
  }
}

function nodesOf({ jobs, shipments }: Problem): Map<string, number> {
  const ends = shipments.flatMap(({ pickup, delivery }) => [`pickup ${pickup.id}`, `delivery ${delivery.id}`])
  return new Map([...jobs.map(({ id }) => `job ${id}`), ...ends].map((name, node) => [name, node]))
}

function isCandidate({ candidateFirst, candidates }: Model, item: number, v: number): boolean {
  return candidates.subarray(candidateFirst[item], candidateFirst[item + 1]).includes(v)
}

/** The route with the other breaks in it too, each as early as can be; null when it can't be driven so. */
function withBreaks(
  routes: Routes,
  v: number,
  given: readonly number[],
  [pause, ...others]: readonly number[],
  from = 0,
): Int32Array | null {
  if (!routes.lay(v, given)) return null
  if (pause === undefined) return Int32Array.from(given)
  for (let at = from; at <= given.length; at++) {
    const all = withBreaks(routes, v, given.toSpliced(at, 0, pause), others, at + 1)
    if (all) return all
  }
  return null
}

function isCarried({ model, total, loadAfter }: Routes, v: number): boolean {
  const { parts, capacity, loads } = model
  const most = loads === 'sum' ? total.subarray(v * parts) : loadAfter.subarray((model.tasks + v) * parts)
  return (
    loads === 'none' || Array.from({ length: parts }).every((_, part) => most[part]! <= capacity[v * parts + part]!)
  )
}

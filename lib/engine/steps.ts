import { BadProblem } from './bad-problem'
import type { Problem } from './problem'

/**
 * Whether the given plan says something: known tasks and own breaks, each once, pickups before their deliveries, `start` and `end`
 * at the ends. Throws BadProblem with the path of what does not. Whether it can be driven is seen once the ways are known (`startOf`).
 */
export function checkSteps({ vehicles, jobs, shipments }: Problem): void {
  const deliveryOf = new Map(
    shipments.map(({ pickup, delivery }) => [`pickup ${pickup.id}`, `delivery ${delivery.id}`]),
  )
  const tasks = new Set([...jobs.map(({ id }) => `job ${id}`), ...deliveryOf.keys(), ...deliveryOf.values()])
  const seen = new Set<string>()
  vehicles.forEach(({ steps = [], breaks }, v) => {
    const path = (at: number) => `vehicles[${v}].steps[${at}]`
    const own = new Set<string>()
    const aboard = new Set<string>()
    steps.forEach(({ type, id }, at) => {
      if (type === 'start' || type === 'end') {
        if (at !== (type === 'start' ? 0 : steps.length - 1))
          throw new BadProblem(path(at), `${type} stands at the ${type}`)
        return
      }
      if (id === undefined) throw new BadProblem(`${path(at)}.id`, 'needed')
      const name = `${type} ${id}`
      const isKnown = type === 'break' ? breaks.some((pause) => pause.id === id) : tasks.has(name)
      if (!isKnown) throw new BadProblem(path(at), `there is no ${name}`)
      const all = type === 'break' ? own : seen
      if (all.has(name)) throw new BadProblem(path(at), `${name} is there twice`)
      all.add(name)
      const delivery = deliveryOf.get(name)
      if (delivery) aboard.add(delivery)
      if (type === 'delivery' && !aboard.delete(name))
        throw new BadProblem(path(at), `${name} comes without its pickup`)
    })
    const [left] = aboard
    if (left) throw new BadProblem(`vehicles[${v}].steps`, `${left} is missing`)
  })
}

import type { Model } from './compile'

/** Later than every moment of a problem; small enough that sums with it stay whole in 32 bits. */
export const never = 2 ** 30

/** A model before its candidates are known. */
export type Bare = Omit<Model, 'candidateFirst' | 'candidates' | 'start'>
type Skilled = { skills: readonly number[] }

/**
 * The vehicles that could serve each item if they had nothing else to do. What is left out here is never looked at again, which
 * is what keeps a week of fifty technicians as fast as a day.
 */
export function candidatesOf(
  model: Bare,
  items: readonly Skilled[],
  vehicles: readonly Skilled[],
): Pick<Model, 'candidateFirst' | 'candidates'> {
  const skills = vehicles.map((one) => new Set(one.skills))
  const first = new Int32Array(items.length + 1)
  const all: number[] = []
  items.forEach((item, at) => {
    for (let v = 0; v < vehicles.length; v++) {
      const able = item.skills.every((skill) => skills[v]!.has(skill)) && holds(model, at, v) && reaches(model, at, v)
      if (able) all.push(v)
    }
    first[at + 1] = all.length
  })
  return { candidateFirst: first, candidates: Int32Array.from(all) }
}

/** Whether an item alone fits in a vehicle. */
export function holds({ parts, first, second, aboard, change, capacity }: Bare, item: number, v: number): boolean {
  const node = first[item]!
  for (let part = 0; part < parts; part++) {
    const [before, added] = [aboard[node * parts + part]!, change[node * parts + part]!]
    const most = second[item]! < 0 ? Math.max(before, before + added) : added
    if (most > capacity[v * parts + part]!) return false
  }
  return true
}

/** Whether a vehicle can be there in time and back, breaks aside. */
export function reaches(model: Bare, item: number, v: number): boolean {
  const { tasks, vehicles, places, place, opens, closes, service, setup, kind } = model
  const durations = model.durations[kind[v]!]!
  const visited = [model.first[item]!, model.second[item]!].filter((node) => node >= 0)
  let [now, here] = [opens[tasks + v]!, place[tasks + v]!]
  for (const node of visited) {
    now = beginning(model, node, now + durations[here * places + place[node]!]!)
    if (now < 0) return false
    now += service[node]! + (place[node] === here ? 0 : setup[node]!)
    here = place[node]!
  }
  const end = tasks + vehicles + v
  return now + durations[here * places + place[end]!]! <= closes[end]!
}

/** When a node can begin for who is there at `moment`; -1 when it is too late. */
export function beginning(
  { windowFirst, windowFrom, windowTo }: Pick<Model, 'windowFirst' | 'windowFrom' | 'windowTo'>,
  node: number,
  moment: number,
): number {
  const last = windowFirst[node + 1]!
  for (let at = windowFirst[node]!; at < last; at++) {
    if (moment <= windowTo[at]!) return Math.max(moment, windowFrom[at]!)
  }
  return -1
}

import type { Draft } from './draft'
import type { Focus } from './focus'
import type { Random } from './random'

const far = Number.POSITIVE_INFINITY
/** How often the best place is looked past. */
const blink = 0.01

/** In which order items are put back: by a number of theirs, or by chance; how often each. */
type Order = { weight: number; keys: Float64Array | null }

/** Puts what has no route where it costs least, one after another; sometimes it looks past the best place. */
export class Recreate {
  private readonly orders: readonly Order[]
  private readonly weight: number
  private readonly keys: Float64Array
  private readonly tried: Int32Array
  private round = 0

  constructor(
    private readonly draft: Draft,
    private readonly focus: Focus,
    private readonly random: Random,
  ) {
    const { items, vehicles } = draft.model
    this.keys = new Float64Array(items)
    this.tried = new Int32Array(vehicles)
    this.orders = ordersOf(draft)
    this.weight = this.orders.reduce((sum, one) => sum + one.weight, 0)
  }

  run(): void {
    const { draft } = this
    this.sort()
    let left = 0
    for (let at = 0; at < draft.banked; at++) {
      const item = draft.bank[at]!
      if (!this.place(item)) draft.bank[left++] = item
    }
    draft.banked = left
  }

  private place(item: number): boolean {
    const { draft, random, tried } = this
    const { alike } = draft.model
    const { first, candidates } = this.focus
    const { count } = draft.routes
    const { insertions } = draft
    this.round++
    let [least, vehicle, where, second] = [far, -1, -1, false]
    const last = first[item + 1]!
    for (let at = first[item]!; at < last; at++) {
      const v = candidates[at]!
      if (count[v] === 0) {
        // One empty vehicle is as good as another that is like it.
        if (tried[alike[v]!] === this.round) continue
        tried[alike[v]!] = this.round
      }
      const cell = insertions.find(item, v)
      let cost = insertions.best[cell]!
      if (cost >= least) continue
      const past = random.next() < blink
      if (past) {
        cost = insertions.second[cell]!
        if (cost >= least) continue
      }
      least = cost
      vehicle = v
      where = cell
      second = past
    }
    if (vehicle < 0) return false
    draft.insert(item, vehicle, where, second)
    return true
  }

  private sort(): void {
    const { draft, random, keys } = this
    let pick = random.next() * this.weight
    const order = this.orders.find((one) => {
      pick -= one.weight
      return pick < 0
    })
    const bank = draft.bank.subarray(0, draft.banked)
    for (let at = bank.length - 1; at > 0; at--) {
      const other = random.below(at + 1)
      const item = bank[at]!
      bank[at] = bank[other]!
      bank[other] = item
    }
    const chosen = order?.keys
    if (!chosen) return
    if (bank.length > 100) {
      bank.sort((one, other) => chosen[one]! - chosen[other]!)
      return
    }
    // A few are sorted fastest by putting each in its place.
    for (let at = 0; at < bank.length; at++) keys[at] = chosen[bank[at]!]!
    for (let at = 1; at < bank.length; at++) {
      const [item, key] = [bank[at]!, keys[at]!]
      let to = at - 1
      for (; to >= 0 && keys[to]! > key; to--) {
        bank[to + 1] = bank[to]!
        keys[to + 1] = keys[to]!
      }
      bank[to + 1] = item
      keys[to + 1] = key
    }
  }
}

function ordersOf({ model }: Draft): Order[] {
  const { items, first, second, parts, aboard, change, service, place, places, durations, opens, closes, tasks } = model
  const by = (weight: number, key: (item: number) => number): Order => ({
    weight,
    keys: Float64Array.from({ length: items }, (_, item) => key(item)),
  })
  const size = (item: number) => {
    let sum = 0
    for (let part = 0; part < parts; part++) {
      const cell = first[item]! * parts + part
      sum += Math.max(aboard[cell]!, Math.abs(change[cell]!))
    }
    return sum > 0 ? sum : service[first[item]!]!
  }
  const depot = place[tasks] ?? 0
  const away = (item: number) => durations[0]![depot * places + place[first[item]!]!]!
  const lastOf = (item: number) => (second[item]! < 0 ? first[item]! : second[item]!)
  return [
    { weight: 4, keys: null },
    by(4, (item) => -size(item)),
    by(2, (item) => -away(item)),
    by(1, away),
    by(2, (item) => closes[lastOf(item)]! - opens[first[item]!]!),
    by(2, (item) => opens[first[item]!]!),
    by(2, (item) => -closes[lastOf(item)]!),
  ]
}

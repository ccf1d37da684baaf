import type { ProblemInput, Window } from '@/lib/engine/problem'
import type { Priority } from '@/lib/orders/rules'
import {
  type Amounts,
  type Block,
  type Facts,
  isAble,
  type Legs,
  lengthOf,
  loadOn,
  type OrderFact,
  onGrid,
  overlapping,
  pauseFits,
  pauseSeconds,
  roomIn,
  type Stretch,
  stretchesOf,
  type VisitFact,
} from './facts'
import { begunFromStanding } from './standing'

/** Plan what waits in the backlog around what stands, or let what stands change places so that less is driven. */
export type Question = {
  kind: 'backlog' | 'routes'
  /** Whether visits that the customer was told may change too. */
  movesTold: boolean
  /** Visits that stay where they stand, by id. */
  keep: ReadonlySet<string>
}

export type Task =
  | { kind: 'order'; order: OrderFact }
  | { kind: 'visit'; visit: VisitFact }
  | { kind: 'block'; block: Block; stretch: number }

/** A problem for the engine with what its numbers mean: job ids are indexes of tasks, vehicle ids of stretches. */
export type Posed = { problem: ProblemInput; tasks: readonly Task[]; stretches: readonly Stretch[] }

const weights: Record<Priority, number> = { low: 1, normal: 2, high: 4, urgent: 8 }
/** An order that is due within these days, or was before them, goes before others. */
const dueWeight = 4
const overdueWeight = 8
/** What a day later is worth of such an order, in seconds of travel; and the most numbers that this may take. */
const dayLater: Record<Priority, number> = { low: 60, normal: 180, high: 900, urgent: 3600 }
const dueLater = 900
const mostNumbers = 3_000_000
/** The most there is: what stands is never left out for what is new. */
const standing = 100

/**
 * The question in VROOM's JSON. A vehicle is a stretch of somebody's day, and what stands fixed in it a job at its own moment that
 * only this vehicle can do. Days begin and end at the first and last customer: the way from and to home counts in the cost only.
 * Ways are rounded up to whole quarters, so that everything begins on one. What stands is the plan to begin from.
 */
export function problemOf(facts: Facts, question: Question, legs: Legs): Posed {
  const movable = new Set(question.kind === 'routes' ? movableVisits(facts, question) : [])
  const stretches = stretchesOf(facts, (visit) => !movable.has(visit))
  const tasks: Task[] = [
    ...stretches.flatMap(({ blocks }, stretch) => blocks.map((block): Task => ({ kind: 'block', block, stretch }))),
    ...[...movable].map((visit): Task => ({ kind: 'visit', visit })),
    ...(question.kind === 'backlog' ? toPlan(facts) : []),
  ]
  const places = placesOf(stretches, tasks)
  const bases = stretches.map(places.ofBase)
  const days = daysOf(facts, stretches, question.kind === 'routes' ? 0 : places.all.length ** 2)
  const skills = new Numbers()
  // A job of nothing but travel and time is clearer, and one part less to reckon with.
  const isLoaded = facts.loads !== undefined && facts.loads.size > 0
  const jobs = tasks.map((task, id) => ({
    id,
    location_index: places.ofTask[id]!,
    ...jobOf(facts, task, skills),
    ...(isLoaded && { delivery: [...carriedTo(facts, task)] }),
  }))
  const vehicles = stretches.map((stretch, id) => ({
    id,
    start_index: bases[id]!.start,
    end_index: bases[id]!.end,
    profile: days.profileOf(stretch),
    ...(isLoaded && { capacity: [...roomIn(facts, stretch)] }),
    time_window: [stretch.from, stretch.to] satisfies Window,
    skills: [
      ...stretch.technician.skills.map((skill) => skills.of(`skill:${skill}`)),
      skills.of(`member:${stretch.technician.id}`),
      skills.of(`stretch:${id}`),
    ],
    breaks: pausesOf(stretch, legs),
  }))
  const durations = places.all.map((from) => places.all.map((to) => drivenBetween(from, to, legs)))
  const costs = places.all.map((from) => places.all.map((to) => Math.round(legs(from.out, to.in))))
  // Each day has its own costs: to come later is dearer, the more so for what is urgent.
  const later = places.all.map(() => 0)
  tasks.forEach((task, id) => {
    const at = places.ofTask[id]!
    later[at] = Math.max(later[at]!, laterCost(facts, task))
  })
  const costsOn = (day: number) =>
    day === 0 ? costs : costs.map((row) => row.map((cost, at) => cost + day * later[at]!))
  const matrices = Object.fromEntries(
    [...days.all].map(([profile, day]) => [profile, { durations, costs: costsOn(day) }]),
  )
  return begunFromStanding({ problem: { vehicles, jobs, matrices }, tasks, stretches })
}

/** A profile for each day, unless that were too much to remember, or (without `numbers` of ways) nothing can go to another day. */
function daysOf(facts: Facts, stretches: readonly Stretch[], numbers: number) {
  const dayOf = (stretch: Stretch) => Math.floor((stretch.from - facts.from) / 86_400)
  const count = new Set(stretches.map(dayOf)).size
  const isOne = numbers === 0 || numbers * count > mostNumbers
  const profileOf = (stretch: Stretch) => (isOne ? 'car' : `day ${dayOf(stretch)}`)
  return { profileOf, all: new Map(stretches.map((one) => [profileOf(one), isOne ? 0 : dayOf(one)])) }
}

function laterCost(facts: Facts, task: Task): number {
  if (task.kind === 'block') return 0
  if (task.kind === 'visit') return task.visit.span ? 0 : dayLater.normal
  return dayLater[task.order.priority] + (isDue(facts, task.order) ? dueLater : 0)
}

/** Visits that may change places: of one technician, planned within hours, still to come, and in nobody's way. */
export function movableVisits(facts: Facts, { movesTold, keep }: Question): VisitFact[] {
  const shifts = new Map(
    facts.technicians.map((one) => [one.id, stretchesOf({ ...facts, technicians: [one] }, () => false)]),
  )
  return facts.visits.filter(({ id, span, status, memberIds, isTold, skills }) => {
    const [memberId = '', ...others] = memberIds
    if (!span || status !== 'planned' || others.length > 0 || (isTold && !movesTold) || keep.has(id)) return false
    const stretch = shifts.get(memberId)?.find((one) => one.from <= span.from && span.to <= one.to)
    if (!stretch || !isAble(stretch.technician, skills)) return false
    return !facts.visits.some(
      (other) =>
        other.id !== id && other.memberIds.includes(memberId) && other.span !== null && overlapping(other.span, span),
    )
  })
}

/** Orders that nobody holds up, and visits of one technician that wait for a time. */
function toPlan(facts: Facts): Task[] {
  const untimed = facts.visits.filter(
    (visit) => !visit.span && visit.status === 'planned' && visit.memberIds.length === 1,
  )
  return [
    ...untimed.map((visit): Task => ({ kind: 'visit', visit })),
    ...facts.orders.filter((order) => !order.isOnHold).map((order): Task => ({ kind: 'order', order })),
  ]
}

class Numbers {
  private readonly known = new Map<string, number>()
  of(name: string): number {
    const number = this.known.get(name) ?? this.known.size + 1
    this.known.set(name, number)
    return number
  }
}

function jobOf(facts: Facts, task: Task, skills: Numbers) {
  if (task.kind === 'block') {
    const { block, stretch } = task
    return {
      service: block.leaves - block.from,
      time_windows: [[block.from, block.from]] as Window[],
      skills: [skills.of(`stretch:${stretch}`)],
      priority: standing,
    }
  }
  const work = task.kind === 'order' ? task.order : task.visit
  const asked = work.skills.map((skill) => skills.of(`skill:${skill}`))
  const service = lengthOf(work)
  if (task.kind === 'visit') {
    const { span, memberIds } = task.visit
    if (!span) return { service, skills: [...asked, skills.of(`member:${memberIds[0]}`)], priority: weights.high }
    return { service, skills: asked, priority: standing, time_windows: windowsOn(facts, span.from, service) }
  }
  const { order } = task
  const held = holderOf(facts, order)
  return {
    service,
    skills: held ? [...asked, skills.of(`member:${held}`)] : asked,
    priority: weights[order.priority] + urgencyOf(facts, order),
    time_windows: [orderWindow(facts, order)],
  }
}

/** What stands has its room already. */
function carriedTo(facts: Facts, task: Task): Amounts {
  if (task.kind === 'block') return [0, 0]
  return loadOn(facts, task.kind === 'order' ? task.order.orderId : task.visit.orderId)
}

/** A visit that stood keeps its day: no shift reaches from one day into another. */
function windowsOn(facts: Facts, at: number, service: number): Window[] {
  const shifts = facts.technicians.flatMap((one) => one.shifts).filter((one) => one.from <= at && at < one.to)
  const from = Math.min(...shifts.map((one) => one.from))
  const to = Math.max(...shifts.map((one) => one.to))
  return [[from, Math.max(from, to - service)]]
}

const isOverdue = (facts: Facts, order: OrderFact) => order.due !== null && order.due <= facts.from
const isDue = (facts: Facts, order: OrderFact) => order.due !== null && order.due <= facts.to

function urgencyOf(facts: Facts, order: OrderFact): number {
  if (isOverdue(facts, order)) return overdueWeight
  return isDue(facts, order) ? dueWeight : 0
}

/** Who alone may go: the preferred technician, unless it is due now, or he is not there any more. */
export function holderOf(facts: Facts, order: OrderFact): string | null {
  if (isDue(facts, order) || !facts.technicians.some((one) => one.id === order.preferredId)) return null
  return order.preferredId
}

/** When it can begin. What is overdue can begin at any time; what can't begin at all gets a moment nobody works. */
function orderWindow(facts: Facts, order: OrderFact): Window {
  const from = onGrid(Math.max(facts.from, order.earliest ?? 0))
  const to = order.due === null || isOverdue(facts, order) ? facts.to : Math.min(facts.to, order.due)
  const last = to - lengthOf(order)
  return last >= from ? [from, last] : [facts.from - 1, facts.from - 1]
}

function pausesOf(stretch: Stretch, legs: Legs) {
  if (!stretch.pause || !pauseFits(stretch, stretch.blocks, legs)) return []
  const [from, to] = [Math.max(stretch.pause.from, stretch.from), stretch.pause.to - pauseSeconds]
  return [{ id: 0, service: pauseSeconds, time_windows: [[from, to]] as Window[] }]
}

type Place = { in: string | null; out: string | null; isBase?: true; block?: Block; next?: Block | undefined }

function placesOf(stretches: readonly Stretch[], tasks: readonly Task[]) {
  const all: Place[] = []
  const known = new Map<string, number>()
  const once = (name: string, place: Place) => {
    const index = known.get(name) ?? all.push(place) - 1
    known.set(name, index)
    return index
  }
  const ofTask = tasks.map((task) => {
    if (task.kind === 'block') {
      const { blocks } = stretches[task.stretch]!
      const { siteIn, siteOut } = task.block
      return all.push({ in: siteIn, out: siteOut, block: task.block, next: blocks[blocks.indexOf(task.block) + 1] }) - 1
    }
    const { siteId } = task.kind === 'order' ? task.order : task.visit
    return once(`site ${siteId}`, { in: siteId, out: siteId })
  })
  const base = (key: string | null) => once(`base ${key}`, { in: key, out: key, isBase: true })
  const ofBase = ({ technician: { start, end } }: Stretch) => ({ start: base(start), end: base(end) })
  return { all, ofTask, ofBase }
}

/** What was planned closer together than the way takes stays as it is: who planned it knew. */
function drivenBetween(from: Place, to: Place, legs: Legs): number {
  if (from.isBase || to.isBase) return 0
  const driven = onGrid(legs(from.out, to.in))
  return from.next && from.next === to.block ? Math.min(driven, from.next.from - (from.block?.leaves ?? 0)) : driven
}

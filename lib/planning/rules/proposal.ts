import type { Reason, Route, Solution } from '@/lib/engine/solution'
import {
  type Facts,
  isAble,
  type Legs,
  lengthOf,
  type OrderFact,
  type Span,
  type Technician,
  type VisitFact,
  type Work,
} from './facts'
import { holderOf, type Posed, type Question, type Task } from './problem'
import { type Item, standingIn } from './standing'
import { beginningsOf, type Halt } from './timetable'

/** One visit that is new or goes elsewhere. `version` is that of the order for a new one, else that of the visit. */
export type Change = {
  kind: 'plan' | 'move'
  orderId: string
  visitId: string | null
  version: number
  number: string
  customer: string
  city: string
  siteId: string
  memberId: string
  startAt: string
  endAt: string
  /** Where it stands now. */
  was: { memberId: string; startAt: string | null; endAt: string | null } | null
  isTold: boolean
}
/** Changes that need each other: all of them, or none. Different steps never touch the same part of anybody's day. */
export type ProposalStep = {
  changes: readonly Change[]
  /** What is driven less; what a new visit adds counts below zero. */
  savedSeconds: number
  /** Whether the order that is planned is done in time. */
  due: 'in_time' | 'late' | null
  /** Why it is that technician. */
  isPreferred: boolean
}
export const leftReasons = [
  'hold',
  'skills',
  'nobody',
  'load',
  'long',
  'time',
  'full',
  'due',
  'preferred',
  'team',
] as const
export type LeftReason = (typeof leftReasons)[number]
export type Leftover = Pick<Work, 'orderId' | 'number' | 'customer' | 'city'> & { reason: LeftReason }

/** What a planner is shown, and chooses from. */
export type Proposal = {
  kind: Question['kind']
  steps: readonly ProposalStep[]
  leftovers: readonly Leftover[]
  /** Sites of which it is not known exactly where they are: near something that is known, or not at all (then a visit stays there). */
  guessed: readonly string[]
  unknown: readonly string[]
  /** Visits that had to stay where they stood. */
  kept: number
  /** There are more orders than are looked at at once. */
  more: boolean
  /** A server for travel times was asked, and did not answer. */
  fellBack: boolean
  /** A server for plans was asked, and we searched ourselves in the end. */
  engineFellBack: boolean
}

export type Plan = {
  steps: ProposalStep[]
  leftovers: Leftover[] /** Visits that found no place, by id. */
  lost: string[]
}

/** A solution to the backlog's question, as changes that a planner can take one by one, and what stays behind with its reason. */
export function backlogPlan(facts: Facts, posed: Posed, solution: Solution, legs: Legs): Plan {
  const spoiled = new Set(
    solution.unassigned.flatMap(({ id }) => {
      const task = posed.tasks[id]
      return task?.kind === 'block' ? [task.stretch] : []
    }),
  )
  const routes = solution.routes.filter((route) => !spoiled.has(route.vehicle))
  const steps = routes.flatMap((route) => {
    const { technician } = posed.stretches[route.vehicle]!
    const items = itemsOf(posed, route)
    return items.flatMap(({ task, span }, at): ProposalStep[] => {
      if (task.kind === 'block') return []
      const order = task.kind === 'order' ? task.order : null
      const added = wayOf(items.slice(Math.max(0, at - 1), at + 2), technician, legs, at > 0, at < items.length - 1)
      const without = items.filter((_, other) => Math.abs(other - at) === 1)
      const before = items.length > 1 ? wayOf(without, technician, legs, at > 0, at < items.length - 1) : 0
      return [
        {
          changes: [changeOf(task, technician.id, span)],
          savedSeconds: before - added,
          due: order?.due ? (span.to <= order.due ? 'in_time' : 'late') : null,
          isPreferred: order?.preferredId === technician.id,
        },
      ]
    })
  })
  const planned = new Set(steps.flatMap(({ changes }) => changes.map(({ orderId }) => orderId)))
  const reasons = new Map(solution.unassigned.map(({ id, reason }) => [posed.tasks[id], reason]))
  const left = posed.tasks.flatMap((task): Leftover[] => {
    if (task.kind === 'block') return []
    const work = task.kind === 'order' ? task.order : task.visit
    if (planned.has(work.orderId)) return []
    return [leftover(work, reasonOf(facts, posed, task, reasons.get(task) ?? 'full'))]
  })
  return { steps: steps.sort(byStart), leftovers: [...left, ...notAsked(facts)], lost: [] }
}

/** What was never handed to the engine. */
function notAsked(facts: Facts): Leftover[] {
  const held = facts.orders.filter((order) => order.isOnHold).map((order) => leftover(order, 'hold'))
  const teams = facts.visits.filter((visit) => !visit.span && visit.memberIds.length !== 1)
  return [...held, ...teams.map((visit) => leftover(visit, 'team'))]
}

const leftover = ({ orderId, number, customer, city }: Work, reason: LeftReason): Leftover => ({
  ...{ orderId, number, customer, city, reason },
})

function reasonOf(facts: Facts, posed: Posed, task: Task, reason: Reason): LeftReason {
  if (task.kind === 'block') return 'full'
  const work = task.kind === 'order' ? task.order : task.visit
  const able = facts.technicians.filter((one) => isAble(one, work.skills))
  if (able.length === 0) return 'skills'
  const longest = Math.max(0, ...posed.stretches.map((one) => (able.includes(one.technician) ? one.to - one.from : 0)))
  if (longest === 0) return 'nobody'
  if (lengthOf(work) > longest) return 'long'
  if (reason === 'capacity') return 'load'
  if (task.kind === 'order') {
    if (holderOf(facts, task.order)) return 'preferred'
    if (task.order.due !== null && task.order.due > facts.from && task.order.due < facts.to) return 'due'
  }
  return reason === 'time' ? 'time' : 'full'
}

/**
 * A solution to the question of the routes. Days that are linked by visits that went from one to the other are one step, with what is
 * driven less in all of them; a step that saves less than a minute is not worth a customer's time.
 */
export function routesPlan(posed: Posed, solution: Solution, legs: Legs): Plan {
  const lost = solution.unassigned.flatMap(({ id }) => {
    const task = posed.tasks[id]
    if (task?.kind === 'visit') return [task.visit.id]
    return task?.kind === 'block' ? posed.tasks.flatMap((one) => (one.kind === 'visit' ? [one.visit.id] : [])) : []
  })
  if (lost.length > 0) return { steps: [], leftovers: [], lost }
  const after = new Map(solution.routes.map((route) => [route.vehicle, itemsOf(posed, route)]))
  const before = posed.stretches.map((_, at) => standingIn(posed, at))
  const names = (items: readonly Item[]) => items.map(({ task }) => posed.tasks.indexOf(task)).join()
  const changed = before.map((items, at) => names(items) !== names(after.get(at) ?? []))
  const groups = linked(before, after, changed)
  const steps = groups.flatMap((stretches): ProposalStep[] => {
    const driven = (of: (at: number) => readonly Item[]) =>
      stretches.reduce((sum, at) => sum + wayOf(of(at), posed.stretches[at]!.technician, legs), 0)
    const savedSeconds = driven((at) => before[at]!) - driven((at) => after.get(at) ?? [])
    const changes = stretches.flatMap((at) =>
      (after.get(at) ?? []).flatMap(({ task, span }) => {
        if (task.kind !== 'visit') return []
        const change = changeOf(task, posed.stretches[at]!.technician.id, span)
        const isSame = task.visit.span?.from === span.from && change.memberId === change.was?.memberId
        return isSame ? [] : [change]
      }),
    )
    return savedSeconds < 60 || changes.length === 0 ? [] : [{ changes, savedSeconds, due: null, isPreferred: false }]
  })
  return { steps: steps.sort((a, b) => b.savedSeconds - a.savedSeconds), leftovers: [], lost: [] }
}

/** Groups of stretches between which visits went. */
function linked(
  before: readonly Item[][],
  after: ReadonlyMap<number, Item[]>,
  changed: readonly boolean[],
): number[][] {
  const root = before.map((_, at) => at)
  const find = (at: number): number => (root[at] === at ? at : find(root[at]!))
  const was = new Map(before.flatMap((items, at) => items.map(({ task }) => [task, at] as const)))
  for (const [at, items] of after) for (const { task } of items) root[find(was.get(task) ?? at)] = find(at)
  return [
    ...Map.groupBy(
      root.keys().filter((at) => changed[at]),
      find,
    ).values(),
  ]
}

/** What a route does, each thing as late as it stood if that can be, else as soon as can be. */
function itemsOf(posed: Posed, route: Route): Item[] {
  const halts = route.steps.flatMap(({ type, id = 0 }): Halt[] => {
    if (type === 'break') return [{ kind: 'break', id }]
    return type === 'job' ? [{ kind: 'job', id }] : []
  })
  const wishes = halts.map((halt) => {
    const task = halt.kind === 'job' ? posed.tasks[halt.id] : undefined
    return task?.kind === 'visit' ? (task.visit.span?.from ?? null) : null
  })
  const begins = beginningsOf(posed.problem, route.vehicle, halts, wishes)
  return halts.flatMap((halt, at): Item[] => {
    const task = halt.kind === 'job' ? posed.tasks[halt.id] : undefined
    if (!task) return []
    const from = begins[at]!
    if (task.kind === 'block') return [{ task, span: task.block }]
    return [{ task, span: { from, to: from + 60 * (task.kind === 'order' ? task.order : task.visit).minutes } }]
  })
}

/** Seconds driven along these, from where the day starts to where it ends unless something comes before or after. */
function wayOf(
  items: readonly Item[],
  { start, end }: Pick<Technician, 'start' | 'end'>,
  legs: Legs,
  isBefore = false,
  isAfter = false,
): number {
  if (items.length === 0) return 0
  const ends = items.map(({ task }) => {
    if (task.kind === 'block') return { in: task.block.siteIn, out: task.block.siteOut }
    const { siteId } = task.kind === 'order' ? task.order : task.visit
    return { in: siteId, out: siteId }
  })
  const between = ends.slice(1).reduce((sum, end, at) => sum + legs(ends[at]!.out, end.in), 0)
  return between + (isBefore ? 0 : legs(start, ends[0]!.in)) + (isAfter ? 0 : legs(ends.at(-1)!.out, end))
}

function changeOf(task: Exclude<Task, { kind: 'block' }>, memberId: string, span: Span): Change {
  const work: OrderFact | VisitFact = task.kind === 'order' ? task.order : task.visit
  const { orderId, number, customer, city, siteId, version } = work
  const visit = task.kind === 'visit' ? task.visit : null
  const at = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  const was = visit && {
    memberId: visit.memberIds[0] ?? '',
    startAt: visit.span && at(visit.span.from),
    endAt: visit.span && at(visit.span.to),
  }
  return {
    ...{ kind: visit ? 'move' : 'plan', orderId, visitId: visit?.id ?? null, version, number, customer, city, siteId },
    ...{ memberId, startAt: at(span.from), endAt: at(span.to), was, isTold: visit?.isTold ?? false },
  }
}

const byStart = (a: ProposalStep, b: ProposalStep) =>
  (a.changes[0]?.startAt ?? '').localeCompare(b.changes[0]?.startAt ?? '')

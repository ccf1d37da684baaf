import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { removeFromAgenda } from '@/lib/visits/mutations/agenda'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { type HeldVisit, lockMany, lockVisit, teamOf } from '@/lib/visits/mutations/lock'
import { moveHeld, type Placed } from '@/lib/visits/mutations/move'
import { refuseUnreasoned } from '@/lib/visits/mutations/reasons'
import type { ToldState } from '@/lib/visits/rules'
import type { AcceptInput } from '../input'

type Refusal = { code: string; params: Record<string, string | number> }
/** `from` is the version it was made from (0: it is new), `was` how it stood, for undo. */
type Done = { id: string; from: number; version: number; told: ToldState; was: Placed | null }
/** What became of the steps, by their place in the list: the visits that changed, and why others did not. */
export type Outcome = { done: (Done & { step: number })[]; refused: ({ step: number } & Refusal)[] }

/**
 * Takes steps of a proposal in one transaction: each step whole or, when what it is about changed meanwhile, not at all.
 * Taking it back is moving the visits to where they were (moveVisits, partly).
 * Refused, by step: common.stale, planning.planned_already, planning.on_hold, visits.skill_missing, visits.too_early, and what
 * assignOrder and moveVisit say.
 */
export function acceptProposal(write: Write, { steps, tell }: AcceptInput): Promise<Outcome> {
  const ids = steps.flatMap(({ changes }) =>
    changes.map(({ memberId, ...one }) =>
      one.kind === 'plan' ? { memberId, orderId: one.orderId } : { memberId, visitId: one.id },
    ),
  )
  return eachStep(write, steps, ids, async (inner, { changes }) => {
    const moved = await moveTogether(
      inner,
      changes.filter((one) => one.kind === 'move'),
      tell,
    )
    const planned: Done[] = []
    for (const one of changes) {
      if (one.kind !== 'plan') continue
      await refuseChangedOrder(inner, one)
      const { id, orderId, memberId, startAt, endAt } = one
      const made = await assignOrder(inner, { id, orderId, memberIds: [memberId], startAt, endAt, tell })
      planned.push({ id, version: made.version, told: made.told ? 'told' : 'untold', from: 0, was: null })
    }
    // What the engine knew may have changed since; how long days may be was said when it was asked.
    await refuseUnreasoned(inner, [...moved, ...planned], ['skill', 'early'])
    return [...moved, ...planned]
  })
}

type Move = Extract<AcceptInput['steps'][number]['changes'][number], { kind: 'move' }>

/** Visits that may take each other's places: all leave the agendas before the first one gets its new place. */
async function moveTogether(write: Write, moves: readonly Move[], tell: boolean): Promise<Done[]> {
  const ready: { move: Move; held: HeldVisit }[] = []
  for (const move of moves) {
    const locked = await lockVisit(write, move.id, move.version)
    ready.push({ move, held: { ...locked, team: await teamOf(write, move.id) } })
  }
  for (const { move } of ready) await removeFromAgenda(write, { visitId: move.id })
  const done: Done[] = []
  for (const { move, held } of ready) {
    const { id, version: from, memberId, startAt, endAt } = move
    done.push({ from, ...(await moveHeld(write, { visitId: id, memberIds: [memberId], startAt, endAt, tell }, held)) })
  }
  return done
}

type Subject = { memberId: string } & ({ orderId: string } | { visitId: string })

/** All locks are taken first, in the order everybody takes them; then each step has a savepoint of its own. */
async function eachStep<Step>(
  write: Write,
  steps: readonly Step[],
  subjects: readonly Subject[],
  take: (inner: Write, step: Step) => Promise<Done[]>,
): Promise<Outcome> {
  await lockMany(write, {
    visitIds: subjects.flatMap((one) => ('visitId' in one ? [one.visitId] : [])),
    orderIds: subjects.flatMap((one) => ('orderId' in one ? [one.orderId] : [])),
    memberIds: subjects.map(({ memberId }) => memberId),
  })
  const outcome: Outcome = { done: [], refused: [] }
  for (const [step, one] of steps.entries()) {
    try {
      const done = await write.db.transaction((db) => take({ ...write, db }, one))
      outcome.done.push(...done.map((visit) => ({ ...visit, step })))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      outcome.refused.push({ step, code: error.code, params: error.params })
    }
  }
  const [first] = outcome.refused
  // Nothing of it is left to do: that is a refusal like any other.
  if (first && outcome.done.length === 0)
    throw new Refused(first.code, { params: first.params, current: outcome.refused })
  return outcome
}

/** An order that somebody else planned, holds up or changed is not planned as it was seen. */
async function refuseChangedOrder(write: Write, seen: { id: string; orderId: string; version: number }): Promise<void> {
  const order = await lockOrder(write, seen.orderId)
  const { number } = order
  if (order.holdReason) throw new Refused('planning.on_hold', { params: { number } })
  if (order.visitState !== 'needs_visit') throw new Refused('planning.planned_already', { params: { number } })
  if (order.version !== seen.version) throw new Refused('common.stale')
}

import { instantOf } from '@/lib/time'
import { type Facts, fitsIn, isAble, loadOfAll, overlapping, roomIn, type Span, stretchesOf } from './facts'
import type { Change, ProposalStep } from './proposal'

const spanOf = ({ startAt, endAt }: Pick<Change, 'startAt' | 'endAt'>): Span => ({
  from: instantOf(startAt).epochMilliseconds / 1000,
  to: instantOf(endAt).epochMilliseconds / 1000,
})

/**
 * What is wrong with steps when all of them are taken, in English, held against the facts and nothing else: who can't do the
 * work, is away, not at work, or somewhere else; what comes too early; what is planned twice.
 */
export function proposalFaults(facts: Facts, steps: readonly ProposalStep[]): string[] {
  const changes = steps.flatMap((step) => step.changes)
  const moved = new Set(changes.flatMap(({ visitId }) => visitId ?? []))
  const standing = facts.visits.filter(({ id, span }) => span && !moved.has(id))
  const stretches = stretchesOf(facts, ({ id }) => !moved.has(id))
  const taken = [
    ...standing.flatMap(({ memberIds, span, number }) =>
      memberIds.flatMap((memberId) => (span ? [{ memberId, span, what: number }] : [])),
    ),
    ...facts.leaves.map(({ memberId, from, to }) => ({ memberId, span: { from, to }, what: 'leave' })),
  ]
  return changes.flatMap((change, at) => {
    const span = spanOf(change)
    const technician = facts.technicians.find((one) => one.id === change.memberId)
    const order = facts.orders.find((one) => one.orderId === change.orderId)
    const work = facts.visits.find((one) => one.id === change.visitId) ?? order
    if (!technician || !work) return [`${change.number}: nobody, or nothing`]
    const others = changes.slice(0, at).map((one) => ({ memberId: one.memberId, span: spanOf(one), what: one.number }))
    const clash = [...taken, ...others].find((one) => one.memberId === technician.id && overlapping(one.span, span))
    const stretch = stretches.find(
      (one) => one.technician.id === change.memberId && one.from <= span.from && span.to <= one.to,
    )
    const within = [...others, { memberId: change.memberId, span, what: change.number }].flatMap((one, index) =>
      stretch && one.memberId === stretch.technician.id && overlapping(one.span, stretch)
        ? (changes[index]?.orderId ?? [])
        : [],
    )
    const faults = [
      stretch && !fitsIn(loadOfAll(facts, within), roomIn(facts, stretch)) ? 'too much for the vehicle' : null,
      clash && `overlaps ${clash.what}`,
      isAble(technician, work.skills) ? null : 'lacks a skill',
      technician.shifts.some((shift) => shift.from <= span.from && span.to <= shift.to) ? null : 'outside hours',
      span.from < facts.now ? 'in the past' : null,
      span.to - span.from === work.minutes * 60 ? null : 'of another length',
      change.kind === 'plan' && order?.earliest && span.from < order.earliest ? 'too early' : null,
      changes.findIndex((one) => one.orderId === change.orderId && one.visitId === change.visitId) < at
        ? 'twice'
        : null,
    ]
    return faults.flatMap((fault) => (fault ? [`${change.number}: ${fault}`] : []))
  })
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemActor } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { clocks, epoch, from, site, spots, to } from '@/scripts/test/facts'
import { proposalOf } from './proposing'
import { type Facts, shiftOf, type VisitFact } from './rules/facts'
import type { Proposal } from './rules/proposal'

const actor = systemActor(newId(), 'proposing')
const routesOf = (facts: Facts) =>
  proposalOf(actor, { kind: 'routes', seconds: 60, movesTold: true }, { facts, spots, more: false }, {})

/** A day of two technicians with an hour at some place every two hours: all could be elsewhere. */
const [clock] = clocks
const day = fc.array(site, { minLength: 6, maxLength: 8 }).map(
  (sites): Facts => ({
    ...{ from, to, now: from, leaves: [], orders: [] },
    technicians: ['a', 'b'].map((id) => ({
      ...{ id, name: id, skills: [], start: '0', end: '0' },
      shifts: clock ? [shiftOf(clock, 480, 0) ?? []].flat() : [],
    })),
    visits: sites.map((siteId, at): VisitFact => {
      const begin = (clock?.from ?? 0) + Math.floor(at / 2) * 7200
      return {
        ...{ id: `v${at}`, orderId: `o${at}`, number: `V${at}`, customer: '', city: '', siteId, skills: [] },
        ...{ minutes: 60, version: 1, status: 'planned', isTold: false },
        ...{ memberIds: [at % 2 ? 'a' : 'b'], span: { from: begin, to: begin + 3600 } },
      }
    }),
  }),
)

/** How it stands when a proposal is taken. */
const after = (facts: Facts, { steps }: Proposal): Facts => {
  const changes = new Map(steps.flatMap((step) => step.changes).map((change) => [change.visitId, change]))
  return {
    ...facts,
    visits: facts.visits.map((visit) => {
      const change = changes.get(visit.id)
      const span = change && { from: epoch(change.startAt), to: epoch(change.endAt) }
      return change && span ? { ...visit, span, memberIds: [change.memberId] } : visit
    }),
  }
}

test('of days that were improved nothing better is found', async () => {
  let improved = 0
  await fc.assert(
    fc.asyncProperty(day, async (facts) => {
      const proposal = await routesOf(facts)
      if (proposal.steps.length > 0) improved++
      expect((await routesOf(after(facts, proposal))).steps).toEqual([])
    }),
    { numRuns: 10, seed: 5 },
  )
  expect(improved).toBeGreaterThan(2)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultsOf } from '@/lib/engine/check'
import { compile } from '@/lib/engine/compile'
import { readProblem } from '@/lib/engine/problem'
import { search } from '@/lib/engine/search/anneal'
import { type Solution, solutionOf } from '@/lib/engine/solution'
import { withMatrices } from '@/lib/engine/travel'
import { mostAmount } from '@/lib/orders/rules/load'
import { anyFacts, clocks, epoch, from, legs, order, quarter, some, to } from '@/scripts/test/facts'
import { type Facts, type OrderFact, overlapping, roomIn, stretchesOf } from './facts'
import { proposalFaults } from './faults'
import { type Posed, problemOf, type Question } from './problem'
import { backlogPlan, type Plan, routesPlan } from './proposal'
import { gapsOf } from './slots'

function answered(posed: Posed): { solution: Solution; faults: string[] } {
  const ready = withMatrices(readProblem(posed.problem))
  const model = compile(ready)
  const world = { now: () => 0, cancelled: () => false, progress: () => {} }
  const found = search(model, { seed: 1, milliseconds: 1, rounds: 60 }, world)
  const solution = solutionOf(ready, model, found.routes)
  return { solution, faults: faultsOf(ready, solution) }
}

function planned(all: Facts, question: Question): Plan & { faults: string[] } {
  const posed = problemOf(all, question, legs)
  if (posed.stretches.length === 0) return { steps: [], leftovers: [], lost: [], faults: [] }
  const { solution, faults } = answered(posed)
  const plan = question.kind === 'backlog' ? backlogPlan(all, posed, solution, legs) : routesPlan(posed, solution, legs)
  return { ...plan, faults }
}
const backlog: Question = { kind: 'backlog', movesTold: false, keep: new Set() }

test('a plan of any backlog can be driven, overlaps nothing, and every order is planned or left with a reason', () => {
  fc.assert(
    fc.property(anyFacts, (all) => {
      const { steps, leftovers, faults } = planned(all, backlog)
      expect(faults).toEqual([])
      expect(proposalFaults(all, steps)).toEqual([])
      if (problemOf(all, backlog, legs).stretches.length === 0) return
      const told = [...steps.flatMap(({ changes }) => changes), ...leftovers].map(({ orderId }) => orderId)
      const waiting = all.visits.filter((visit) => !visit.span)
      expect(told.sort()).toEqual([...all.orders, ...waiting].map(({ orderId }) => orderId).sort())
      for (const { changes } of steps) for (const { startAt } of changes) expect(epoch(startAt) % quarter).toBe(0)
    }),
    { numRuns: 150 },
  )
})

test('any part of a plan of the backlog can be taken alone', () => {
  fc.assert(
    fc.property(anyFacts, some(2, 3), (all, every) => {
      const { steps } = planned(all, backlog)
      const some = steps.filter((_, at) => at % every === 0)
      expect(proposalFaults(all, some)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('routes change only what may move, keep every visit on its day, save travel, and each step stands alone', () => {
  fc.assert(
    fc.property(anyFacts, fc.boolean(), (all, movesTold) => {
      const { steps, faults, lost } = planned(all, { kind: 'routes', movesTold, keep: new Set() })
      expect(faults).toEqual([])
      if (lost.length > 0) expect(steps).toEqual([])
      expect(proposalFaults(all, steps)).toEqual([])
      for (const step of steps) {
        expect(proposalFaults(all, [step])).toEqual([])
        expect(step.savedSeconds).toBeGreaterThanOrEqual(60)
        for (const { isTold, was, startAt, visitId } of step.changes) {
          expect(isTold && !movesTold).toBe(false)
          expect(was?.startAt?.slice(0, 10)).toBe(startAt.slice(0, 10))
          const visit = all.visits.find(({ id }) => id === visitId)
          expect(visit?.memberIds).toHaveLength(1)
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('the best slots of an order are free, within hours, and begin with the one that asks least', () => {
  fc.assert(
    fc.property(anyFacts, order, (all, wanted) => {
      const one: OrderFact = { ...wanted, orderId: 'o', number: 'O', customer: 'C', city: 'D', version: 1 }
      const gaps = gapsOf(all, one, legs)
      const steps = gaps.map(({ stretch, from }) => ({
        memberId: stretch.technician.id,
        from,
        to: from + one.minutes * 60,
      }))
      for (const gap of steps) {
        const at = (seconds: number) => new Date(seconds * 1000).toISOString()
        const change = {
          ...{ kind: 'plan' as const, orderId: 'o', visitId: null, version: 1, number: 'O', customer: 'C', city: 'D' },
          ...{
            siteId: one.siteId,
            memberId: gap.memberId,
            startAt: at(gap.from),
            endAt: at(gap.to),
            was: null,
            isTold: false,
          },
        }
        const step = { changes: [change], savedSeconds: 0, due: null, isPreferred: false }
        expect(proposalFaults({ ...all, orders: [one] }, [step])).toEqual([])
      }
      // Who is free all day, able and at work is offered.
      for (const technician of all.technicians) {
        const isFree = (shift: { from: number; to: number }) =>
          shift.from >= all.now &&
          shift.to - shift.from >= (one.minutes + 15) * 60 &&
          (one.earliest ?? 0) <= shift.from &&
          !all.leaves.some((leave) => leave.memberId === technician.id && overlapping(leave, shift)) &&
          !all.visits.some(
            ({ memberIds, span }) => span && memberIds.includes(technician.id) && overlapping(span, shift),
          )
        const isAble = one.skills.every((asked) => technician.skills.includes(asked))
        const free = technician.shifts.filter((shift) => isFree(shift) && !shift.pause)
        if (isAble)
          expect(steps.filter(({ memberId }) => memberId === technician.id).length).toBeGreaterThanOrEqual(free.length)
      }
    }),
    { numRuns: 200 },
  )
})

test('what is urgent comes first, also where it is a detour', () => {
  const [first, second] = clocks
  const shifts = [first!, second!].map((clock) => ({ from: clock.from, to: clock.from + 7200, pause: null }))
  const technician = { id: 'm', name: 'M', skills: [], shifts, start: '0', end: '0' }
  const common = {
    customer: '',
    city: '',
    skills: [],
    minutes: 75,
    version: 1,
    due: null,
    earliest: null,
    preferredId: null,
  }
  const near = { ...common, orderId: 'near', number: 'near', siteId: '0', priority: 'normal' as const, isOnHold: false }
  const far = { ...common, orderId: 'far', number: 'far', siteId: '8', priority: 'urgent' as const, isOnHold: false }
  const all = { from, to, now: from, technicians: [technician], leaves: [], visits: [], orders: [near, far] }
  const { steps } = planned(all, backlog)
  expect(steps.flatMap(({ changes }) => changes.map(({ orderId }) => orderId))).toEqual(['far', 'near'])
})

test('nobody carries more than the vehicle of the day, beside what stands', () => {
  const clock = clocks[0]!
  const room = [100, 1000] as const
  const shifts = [{ from: clock.from, to: clock.to, pause: null, room }]
  const technician = { id: 'm', name: 'M', skills: [], shifts, start: '0', end: '0' }
  const common = { customer: '', city: '', skills: [], minutes: 60, version: 1, siteId: '0' }
  const plain = { due: null, earliest: null, preferredId: null, priority: 'normal' as const, isOnHold: false }
  const orders = ['a', 'b', 'c'].map((id) => ({ ...common, ...plain, orderId: id, number: id }))
  const span = { from: clock.from, to: clock.from + 3600 }
  const stands = { status: 'planned' as const, memberIds: ['m'], span, isTold: false }
  const visits = [{ ...common, ...stands, id: 'v', orderId: 'd', number: 'd' }]
  const loads = new Map([
    ['a', [60, 0] as const],
    ['b', [50, 0] as const],
    ['c', [0, 1001] as const],
    ['d', [40, 0] as const],
  ])
  const all = { from, to, now: from, technicians: [technician], leaves: [], visits, orders, loads }
  const { steps, leftovers } = planned(all, backlog)
  expect(proposalFaults(all, steps)).toEqual([])
  expect(steps).toHaveLength(1)
  expect(leftovers.find(({ orderId }) => orderId === 'c')?.reason).toBe('load')
  expect(gapsOf(all, orders[0]!, legs)).toHaveLength(1)
  expect(gapsOf(all, orders[2]!, legs)).toEqual([])
  const both = planned({ ...all, loads: undefined }, backlog).steps
  expect(proposalFaults(all, both).join()).toContain('too much for the vehicle')
})

test('what is carried goes with the first of a team who has a vehicle, not with a leader who has none', () => {
  const { from: begin, to: end } = clocks[0]!
  const shift = { from: begin, to: end, pause: null }
  const person = { skills: [], start: '0', end: '0' }
  const technicians = [
    { ...person, id: 'leader', name: 'Leader', shifts: [shift] },
    { ...person, id: 'driver', name: 'Driver', shifts: [{ ...shift, room: [100, 1000] as const }] },
  ]
  const visit = {
    ...{ id: 'v', orderId: 'd', number: 'd', customer: '', city: '', siteId: '0', skills: [], minutes: 60, version: 1 },
    ...{ status: 'planned' as const, isTold: false, span: { from: begin, to: begin + 3600 } },
    memberIds: ['leader', 'driver'],
  }
  const loads = new Map([['d', [40, 100] as const]])
  const all = { from, to, now: from, technicians, leaves: [], visits: [visit], orders: [], loads }
  const roomOf = (id: string) =>
    stretchesOf(all, () => true)
      .filter(({ technician }) => technician.id === id)
      .map((stretch) => [...roomIn(all, stretch)])
  expect(roomOf('driver')).toEqual([[60, 900]])
  expect(roomOf('leader')).toEqual([[mostAmount, mostAmount]])
})

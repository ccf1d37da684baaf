import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Temporal } from '@/lib/time'
import {
  arrivalWindow,
  isOpen,
  isSoon,
  isToCome,
  orderFactsOf,
  overlaps,
  sameInstant,
  teamFirst,
  toldState,
  type VisitFacts,
  type VisitStatus,
  type VisitStep,
  visitRefusal,
  visitStateOf,
  visitStatuses,
  visitSteps,
  whenText,
} from './rules'

const status = fc.constantFrom(...visitStatuses)
const instant = fc
  .integer({ min: 1_700_000_000, max: 1_900_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString())
const visit: fc.Arbitrary<VisitFacts> = fc.record({ status, at: instant, startAt: fc.option(instant) }).map((one) => ({
  status: one.status,
  startAt: one.startAt,
  closedAt: isOpen(one.status) ? null : one.at,
  remainingWork: one.status === 'partly_completed' ? 'pomp plaatsen' : '',
}))

describe('visitStateOf', () => {
  it('is needs_visit without visits', () => expect(visitStateOf([])).toBe('needs_visit'))

  it('does not depend on the order of the visits when each was closed at another moment', () => {
    fc.assert(
      fc.property(fc.uniqueArray(visit, { maxLength: 6, selector: (one) => one.closedAt ?? one.startAt }), (visits) => {
        expect(visitStateOf([...visits].reverse())).toBe(visitStateOf(visits))
      }),
    )
  })

  it('never counts a cancelled visit', () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 6 }), instant, (visits, closedAt) => {
        expect(visitStateOf([...visits, { status: 'cancelled', closedAt }])).toBe(visitStateOf(visits))
      }),
    )
  })

  it('is done only with a completed visit and nobody still coming', () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 6 }), (visits) => {
        const facts = orderFactsOf(visits)
        if (facts.visitState !== 'done') return
        expect(visits.some((one) => one.status === 'completed')).toBe(true)
        expect(visits.some((one) => isOpen(one.status))).toBe(false)
        expect(facts.executedAt).not.toBeNull()
        expect(facts.remainingWork).toBe('')
      }),
    )
  })

  it('goes back to the backlog after partly done or no access, with what is left', () => {
    const done = { status: 'completed', closedAt: '2026-11-20T10:00:00Z', startAt: null, remainingWork: '' } as const
    const partly = {
      status: 'partly_completed',
      closedAt: '2026-11-21T10:00:00Z',
      startAt: null,
      remainingWork: 'pomp',
    } as const
    expect(orderFactsOf([done, partly])).toMatchObject({ visitState: 'needs_visit', remainingWork: 'pomp' })
    const after = { ...done, closedAt: '2026-11-22T10:00:00.5Z' }
    expect(orderFactsOf([partly, after])).toMatchObject({
      visitState: 'done',
      remainingWork: '',
      executedAt: after.closedAt,
    })
  })

  it('goes back to the backlog when it was sent back since, until a visit is closed after that', () => {
    const done = { status: 'completed', closedAt: '2026-11-20T10:00:00Z', startAt: null, remainingWork: '' } as const
    const sentBack = { at: '2026-11-21T10:00:00Z', work: 'kraan' }
    const open = { status: 'planned', closedAt: null, startAt: null, remainingWork: '' } as const
    const after = { ...done, closedAt: '2026-11-22T10:00:00Z' }
    expect(orderFactsOf([done], sentBack)).toMatchObject({ visitState: 'needs_visit', remainingWork: 'kraan' })
    expect(orderFactsOf([done, open], sentBack)).toMatchObject({ visitState: 'planned', remainingWork: 'kraan' })
    expect(orderFactsOf([done, after], sentBack)).toMatchObject({ visitState: 'done', remainingWork: '' })
  })
})

test('who led the latest visit is asked first, then who led before, then who went along', () => {
  const people = ['office', 'mate', 'before', 'now'].map((id) => ({ id }))
  const visits = [
    { team: [{ id: 'before', leader: true }] },
    {
      team: [
        { id: 'mate', leader: false },
        { id: 'now', leader: true },
      ],
    },
  ]
  expect(teamFirst(people, visits).map(({ id }) => id)).toEqual(['now', 'before', 'mate', 'office'])
  expect(teamFirst(people, [])).toEqual(people)
})

describe('visitSteps', () => {
  it('leads from the table only, and never out of a closed visit but by restore', () => {
    fc.assert(
      fc.property(status, fc.constantFrom(...(Object.keys(visitSteps) as VisitStep[])), (from, step) => {
        const words = { remainingWork: 'x', noAccessReason: 'x', cancelReason: 'x' }
        const allowed = (visitSteps[step].from as readonly VisitStatus[]).includes(from)
        expect(visitRefusal(from, step, words) === null).toBe(allowed)
        if (allowed && !isOpen(from)) expect(step).toBe('restore')
      }),
    )
  })

  it('asks for the words that go with partly done, no access and cancel', () => {
    expect(visitRefusal('working', 'complete_partly', { remainingWork: ' ' })).toBe('visits.remaining_work')
    expect(visitRefusal('travelling', 'no_access')).toBe('visits.reason')
    expect(visitRefusal('planned', 'cancel')).toBe('visits.reason')
  })
})

describe('telling', () => {
  const at = (toldStartAt: string | null) => ({
    startAt: '2026-11-24T12:30:00Z',
    endAt: '2026-11-24T13:30:00Z',
    toldAt: toldStartAt && '2026-11-22T08:00:00Z',
    toldStartAt,
    toldEndAt: '2026-11-24T13:30:00.000Z',
  })
  it('is untold, told, or moved since', () => {
    expect(toldState(at(null))).toBe('untold')
    expect(toldState(at('2026-11-24T12:30:00.000Z'))).toBe('told')
    expect(toldState(at('2026-11-24T11:30:00Z'))).toBe('moved')
  })

  it('keeps the length of the window, also over a change of clocks, with the start inside it', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 480 }), (startAt, minutes) => {
        const { from, to } = arrivalWindow(startAt, minutes)
        const length = Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('minutes')
        expect(length).toBe(minutes)
        expect(Temporal.Instant.compare(from, startAt)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(to, startAt)).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(arrivalWindow('2026-10-25T01:00:00Z', 60)).toEqual({
      from: '2026-10-25T00:30:00Z',
      to: '2026-10-25T01:30:00Z',
    })
  })
})

it('says when in local time, over the night when autumn comes', () => {
  expect(whenText('Europe/Brussels', '2026-11-24T12:30:00Z', '2026-11-24T13:30:00Z')).toBe('24/11 13:30–14:30')
  expect(whenText('Europe/Brussels', '2026-10-24T21:00:00Z', '2026-10-25T01:30:00Z')).toBe('24/10 23:00–25/10 02:30')
  expect(whenText('Europe/Brussels', null, null)).toBe('–')
})

it('knows what touches from what overlaps', () => {
  expect(overlaps({ start: 0, end: 10 }, { start: 10, end: 20 })).toBe(false)
  expect(overlaps({ start: 0, end: 11 }, { start: 10, end: 20 })).toBe(true)
  expect(sameInstant('2026-11-24T12:30:00Z', '2026-11-24T12:30:00.000Z')).toBe(true)
})

it('tells a time ahead from one that is now, past or not there', () => {
  const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
  const times = ['2026-11-22T10:00:01Z', '2026-11-22T11:00:00+02:00', '2026-11-22T10:00:00Z', null]
  expect(times.map((at) => isToCome(at, now))).toEqual([true, false, false, false])
})

it('calls today and the six days after it soon', () => {
  expect(['2026-11-21', '2026-11-22', '2026-11-28', '2026-11-29'].map((day) => isSoon('2026-11-22', day))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VisitStatus } from '@/lib/visits/rules'
import { wallOf } from '../rules'
import { latenessOf, lateVisitOf, legsOf, type TimedVisit, tightWay, tripBetween } from './travel'

const monday = wallOf('2026-11-23')
const leuven = [4.7005, 50.8798] as const
const ghent = [3.7174, 51.0543] as const

function visit(id: string, clock: string, minutes: number, over: Partial<TimedVisit> = {}): TimedVisit {
  const [hours = 0, rest = 0] = clock.split(':').map(Number)
  return {
    ...{ id, version: 1, status: 'planned', start: monday + hours * 60 + rest, minutes, memberIds: [], told: 'untold' },
    ...{ overlap: false, type: '', number: id, customer: id, city: '' },
    ...over,
  }
}

describe('the way between two visits', () => {
  it('is estimated from where they are, and unknown without', () => {
    expect(tripBetween(leuven, ghent)).toEqual({ minutes: 83, km: 93 })
    expect(tripBetween(leuven, undefined)).toBeNull()
    expect(tripBetween(leuven, [4.7006, 50.8799])).toBeNull()
  })

  it('is tight when the gap is shorter, and goes over no night', () => {
    const first = visit('a', '08:00', 60, { place: leuven })
    const legs = legsOf([
      first,
      visit('b', '10:00', 60, { place: ghent }),
      visit('c', '13:00', 60, { place: leuven }),
      { ...visit('d', '08:00', 60, { place: ghent }), start: first.start + 1440 },
    ])
    expect(legs.map(({ from, to, gap, isTight }) => [from.id, to.id, gap, isTight])).toEqual([
      ['a', 'b', 60, true],
      ['b', 'c', 120, false],
    ])
  })
})

describe('a place between two others', () => {
  const at = (clock: string, place?: readonly [number, number]) => {
    const { start, minutes } = visit('', clock, 60)
    return { start, end: start + minutes, place }
  }
  const way = (clock: string, ...others: ReturnType<typeof at>[]) => tightWay(at(clock), leuven, others)

  it('lacks the time of the longer way to what stands next to it', () => {
    expect(way('10:00', at('08:00', ghent), at('13:00', ghent))).toBe(83)
    expect(way('10:00', at('08:00', ghent), at('09:00', leuven))).toBeNull()
    expect(way('10:00', at('11:30', ghent))).toBe(83)
    expect(way('10:00', at('08:00', leuven), at('12:30', ghent))).toBeNull()
  })

  it('is not judged by other days, what overlaps, or what nobody knows the place of', () => {
    const yesterday = at('09:00', ghent)
    expect(way('10:00', at('10:30', ghent), at('09:00'))).toBeNull()
    expect(way('10:00', { ...yesterday, start: yesterday.start - 1440, end: yesterday.end - 1440 })).toBeNull()
  })
})

describe('a day that runs late', () => {
  const at = (clock: string) => visit('', clock, 0).start
  const late = (now: string, ...visits: TimedVisit[]) => Object.fromEntries(latenessOf(visits, at(now)))

  it('shifts what follows a visit that runs past its end, with the way, until there is room', () => {
    const busy = visit('a', '08:00', 60, { status: 'working', place: leuven })
    expect(late('08:30', busy, visit('b', '09:00', 60))).toEqual({})
    expect(late('09:30', busy, visit('b', '09:00', 60), visit('c', '10:15', 60), visit('d', '14:00', 60))).toEqual({
      a: 30,
      b: 30,
      c: 15,
    })
    const far = visit('b', '10:00', 60, { place: ghent })
    expect(late('09:30', busy, far)).toEqual({ a: 30, b: 53 })
  })

  it('is said in whole minutes, whatever the second', () => {
    const busy = visit('a', '08:00', 60, { status: 'working' })
    expect([...latenessOf([busy], at('09:30') + 0.73)]).toEqual([['a', 30]])
  })

  it('says nothing of a day on which nobody pressed anything, of what was passed over, and of another day', () => {
    expect(late('12:00', visit('a', '08:00', 60), visit('b', '13:00', 60))).toEqual({})
    const passed = [visit('a', '08:00', 60), visit('b', '09:00', 60, { status: 'completed' }), visit('c', '13:00', 60)]
    expect(late('12:00', ...passed)).toEqual({})
    expect(latenessOf(passed, at('12:00') + 1440).size).toBe(0)
  })

  it('calls a visit late that should be going on and was not begun', () => {
    const done = visit('a', '08:00', 60, { status: 'completed' })
    expect(late('09:40', done, visit('b', '09:15', 60), visit('c', '11:30', 30))).toEqual({ b: 25 })
    expect(late('09:40', visit('b', '09:15', 60, { status: 'travelling' }))).toEqual({ b: 25 })
  })

  it('never gets earlier as time goes on, and never calls anybody early', () => {
    const statuses: VisitStatus[] = ['planned', 'travelling', 'working', 'paused', 'completed']
    const day = fc.array(
      fc.record({
        start: fc.integer({ min: 420, max: 1000 }),
        minutes: fc.integer({ min: 15, max: 240 }),
        status: fc.constantFrom(...statuses),
        place: fc.constantFrom(leuven, ghent, undefined),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 1, max: 59 }), (all, now, later) => {
        const visits = all
          .map((one, index) => visit(String(index), '00:00', one.minutes, { ...one, start: monday + one.start }))
          .sort((a, b) => a.start - b.start)
        const before = latenessOf(visits, monday + now)
        for (const by of before.values()) expect(by).toBeGreaterThanOrEqual(5)
        if (!visits.some(({ status }) => status !== 'planned')) return
        const after = latenessOf(visits, monday + now + later)
        for (const [id, by] of before) expect(after.get(id) ?? 0).toBeGreaterThanOrEqual(by)
      }),
    )
  })

  it('is told by a visit of who leads it, when there is one', () => {
    const all = [
      visit('a', '08:00', 60, { memberIds: ['other', 'me'] }),
      visit('b', '09:00', 60, { memberIds: ['me'] }),
    ]
    expect(
      lateVisitOf(
        all,
        new Map([
          ['a', 10],
          ['b', 10],
        ]),
        'me',
      ),
    ).toBe('b')
    expect(lateVisitOf(all, new Map([['a', 10]]), 'me')).toBe('a')
    expect(lateVisitOf(all, new Map(), 'me')).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Temporal } from '@/lib/time'
import { clockOf, type MemberTap, memberTaps, type VisitClock } from './clock'
import { clockTypes } from './entries'

const at = (minute: number) =>
  Temporal.Instant.from('2026-11-20T07:00:00Z')
    .add({ milliseconds: minute * 60_000 })
    .toString()
const tap = (subject: string, starts: MemberTap['starts'], minute: number, isOwn = true): MemberTap => ({
  ...{ subject, starts, at: at(minute), isOwn },
})
const minuteOf = (text: string) => (Date.parse(text) - Date.parse(at(0))) / 60_000
const shown = (taps: readonly MemberTap[]) =>
  clockOf(taps).stretches.map((one) => [one.subject, one.hourType, minuteOf(one.startAt), minuteOf(one.endAt)])

describe('one clock per member', () => {
  test('what starts on one visit ends what runs on another, also on a timer, and a stop ends only its own', () => {
    const taps = [
      tap('A', 'travel', 0),
      tap('A', 'work', 20),
      tap('B', 'travel', 90),
      tap('A', null, 100),
      tap('B', 'work', 110),
      tap('timer', 'waiting', 130),
      tap('B', null, 140),
      tap('timer', null, 150),
    ]
    expect(shown(taps)).toEqual([
      ['A', 'travel', 0, 20],
      ['A', 'work', 20, 90],
      ['B', 'travel', 90, 110],
      ['B', 'work', 110, 130],
      ['timer', 'waiting', 130, 150],
    ])
    expect(clockOf(taps).stretches.map(({ endedBy }) => endedBy)).toEqual([null, 'B', null, 'timer', null])
    expect(clockOf(taps).running).toBeNull()
    expect(clockOf(taps.slice(0, 3)).running).toEqual({ subject: 'B', hourType: 'travel', startAt: at(90) })
  })

  test('going back to a visit goes on there', () => {
    expect(shown([tap('A', 'work', 0), tap('B', 'work', 30), tap('A', 'work', 40), tap('A', null, 60)])).toEqual([
      ['A', 'work', 0, 30],
      ['B', 'work', 30, 40],
      ['A', 'work', 40, 60],
    ])
  })

  test('a leader who goes on takes along who rode with them, and nobody who started elsewhere', () => {
    const team = [
      { id: 'leader', leader: true },
      { id: 'rider', leader: false },
    ]
    const visit = (visitId: string, events: VisitClock['events'], going = team): VisitClock => ({
      ...{ visitId, team: going, events },
    })
    const first = visit('A', [{ memberId: 'leader', kind: 'arrive', at: at(0) }])
    const second = visit('B', [{ memberId: 'leader', kind: 'arrive', at: at(60) }])
    const clock = (memberId: string, visits: VisitClock[]) => clockOf(memberTaps(memberId, visits, []))
    expect(clock('rider', [first, second]).running).toMatchObject({ subject: 'B' })
    const alone = visit('B', second.events, [{ id: 'leader', leader: true }])
    expect(clock('rider', [first, alone]).running).toMatchObject({ subject: 'A' })
    expect(clock('leader', [first, alone]).running).toMatchObject({ subject: 'B' })
    const own = visit('C', [{ memberId: 'rider', kind: 'arrive', at: at(30) }], [{ id: 'rider', leader: true }])
    expect(clock('rider', [first, own, second]).running).toMatchObject({ subject: 'C', startAt: at(30) })
  })

  test('a stop that was told later ends the own clock, and closing everybody’s', () => {
    const team = [
      { id: 'leader', leader: true },
      { id: 'mate', leader: false },
    ]
    const events: VisitClock['events'] = [
      { memberId: 'leader', kind: 'arrive', at: at(0) },
      { memberId: 'mate', kind: 'arrive', at: at(5) },
      { memberId: 'leader', kind: 'stop', at: at(50) },
    ]
    const running = (memberId: string, more: VisitClock['events'] = []) =>
      clockOf(memberTaps(memberId, [{ visitId: 'A', team, events: [...events, ...more] }], [])).running
    expect(running('leader')).toBeNull()
    expect(running('mate')).toMatchObject({ startAt: at(5) })
    expect(running('mate', [{ memberId: 'leader', kind: 'complete', at: at(70) }])).toBeNull()
  })

  const taps = fc.uniqueArray(
    fc.record({
      subject: fc.constantFrom('A', 'B', 'C'),
      starts: fc.constantFrom(...clockTypes, null),
      minute: fc.integer({ min: 0, max: 3000 }),
    }),
    { maxLength: 20, selector: ({ minute }) => minute },
  )

  test('however taps arrive, the hours are the same; they never overlap, and every minute that ran is one subject’s', () => {
    fc.assert(
      fc.property(
        taps.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        ([given, shuffled]) => {
          const made = (list: typeof given) => list.map((one) => tap(one.subject, one.starts, one.minute))
          const { stretches, running } = clockOf(made(given))
          expect(clockOf(made(shuffled))).toEqual({ stretches, running })
          for (const [index, one] of stretches.entries()) {
            expect(minuteOf(one.startAt)).toBeLessThan(minuteOf(one.endAt))
            const next = stretches[index + 1] ?? running
            if (next) expect(minuteOf(one.endAt)).toBeLessThanOrEqual(minuteOf(next.startAt))
          }
          // Minute by minute, as somebody would follow it by hand.
          const inOrder = [...given].sort((a, b) => a.minute - b.minute)
          for (let minute = 0; minute < 3000; minute += 97) {
            let now: { subject: string; hourType: string } | null = null
            for (const one of inOrder.filter((each) => each.minute <= minute)) {
              if (one.starts) now = { subject: one.subject, hourType: one.starts }
              else if (now?.subject === one.subject) now = null
            }
            const found =
              stretches.find((one) => minuteOf(one.startAt) <= minute && minute < minuteOf(one.endAt)) ??
              (running && minuteOf(running.startAt) <= minute ? running : null)
            expect(found && { subject: found.subject, hourType: found.hourType }).toEqual(now)
          }
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appointmentDeeds } from '@/lib/auth/rules'
import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import { addDays, addMinutes, dayIn, instantAt, instantOf, minutesBetween, Temporal } from '@/lib/time'
import { arrivalOf } from '@/lib/visits/rules/arrival'
import { allowedDeeds } from './rules/deeds'
import { type DayVisit, delayOf, lateVisits } from './rules/late'
import { freeSlots, type SlotFacts, slotAt, slotLimits, type Worker } from './rules/slots'

const zone = 'Europe/Brussels'
const ms = (at: string) => instantOf(at).epochMilliseconds

describe('free moments', () => {
  // Two weeks over the last Sunday of October: a clock goes back in them.
  const first = '2031-10-20'
  const days = Array.from({ length: slotLimits.days }, (_, index) => addDays(first, index))
  const busy = fc
    .record({
      day: fc.nat(13),
      hour: fc.integer({ min: 5, max: 20 }),
      length: fc.integer({ min: 15, max: 600 }),
      isVisit: fc.boolean(),
    })
    .map(({ day, hour, length, isVisit }) => {
      const start = ms(instantAt(zone, addDays(first, day), `${String(hour).padStart(2, '0')}:10`))
      return { start, end: start + length * 60_000, isVisit }
    })
  const worker = fc.record({
    id: fc.uuid(),
    skills: fc.subarray(['gas', 'electricity', 'cooling']),
    weekMinutes: fc.constantFrom(0, 1200, 2280),
    schedule: fc.constantFrom([], [480, 480, 0, 480, 240, 0, 0], [0, 0, 0, 0, 0, 480, 0]),
    busy: fc.array(busy, { maxLength: 12 }),
  })
  const facts: fc.Arbitrary<SlotFacts> = fc
    .record({
      workers: fc.uniqueArray(worker, { maxLength: 5, selector: ({ id }) => id }),
      minutes: fc.constantFrom(30, 90, 240, 700),
      skills: fc.subarray(['gas', 'electricity']),
      holidays: fc.subarray(days, { maxLength: 3 }),
      fromHours: fc.nat(300),
      size: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ workers, minutes, skills, holidays, fromHours, size }) => ({
      ...{ timeZone: zone, days, workers, minutes, skills, holidays: new Set(holidays) },
      workDay: { dayStart: '07:00', dayEnd: '18:00' },
      from: addMinutes(instantAt(zone, first), fromHours * 60),
      team: workers.slice(0, size).map(({ id }) => id),
    }))

  it('property: never overlap anything, always fall within working hours and days, and send who has the skills', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const slots = freeSlots(given)
        expect(slots.length).toBeLessThanOrEqual(slotLimits.most)
        for (const slot of slots) {
          const day = dayIn(zone, slot.startAt)
          expect(minutesBetween(slot.startAt, slot.endAt)).toBe(given.minutes)
          expect(days).toContain(day)
          expect(given.holidays.has(day)).toBe(false)
          expect(ms(slot.startAt)).toBeGreaterThanOrEqual(ms(given.from))
          expect(ms(slot.startAt)).toBeGreaterThanOrEqual(ms(instantAt(zone, day, '07:00')))
          expect(ms(slot.endAt)).toBeLessThanOrEqual(ms(instantAt(zone, day, '18:00')))
          expect(new Set(slot.memberIds).size).toBe(Math.max(1, given.team.length))
          for (const id of slot.memberIds) {
            const who = given.workers.find((one) => one.id === id) as Worker
            expect(given.skills.every((skill) => who.skills.includes(skill))).toBe(true)
            expect(who.busy.some(({ start, end }) => start < ms(slot.endAt) && ms(slot.startAt) < end)).toBe(false)
            expect(scheduledMinutes(who, weekdayOf(day))).toBeGreaterThanOrEqual(given.minutes)
          }
          expect(slotAt(given, slot.startAt)).toEqual(slot)
        }
        expect(slots.map(({ startAt }) => ms(startAt))).toEqual(
          slots.map(({ startAt }) => ms(startAt)).sort((a, b) => a - b),
        )
      }),
      { numRuns: 150 },
    )
  })

  const alone = (over: Partial<Worker> = {}): Worker => ({
    ...{ id: 'a', skills: [], weekMinutes: 2280, schedule: [], busy: [] },
    ...over,
  })
  const week: SlotFacts = {
    ...{ timeZone: zone, days, holidays: new Set<string>(), workDay: { dayStart: '08:00', dayEnd: '17:00' } },
    ...{ from: instantAt(zone, first), minutes: 60, skills: [], team: ['a'], workers: [alone()] },
  }

  it('are spread over the days and their halves', () => {
    const slots = freeSlots(week)
    expect(slots).toHaveLength(12)
    expect(new Set(slots.map(({ startAt }) => dayIn(zone, startAt))).size).toBe(6)
  })

  it('take somebody else when the own technician is away, and nobody who lacks a skill', () => {
    const away = { start: ms(instantAt(zone, first)), end: ms(instantAt(zone, addDays(first, 14))), isVisit: false }
    const workers = [alone({ busy: [away] }), alone({ id: 'b', skills: ['gas'] }), alone({ id: 'c' })]
    expect(freeSlots({ ...week, workers, skills: ['gas'] }).every(({ memberIds }) => memberIds.join() === 'b')).toBe(
      true,
    )
    expect(freeSlots({ ...week, workers: [alone({ busy: [away] })] })).toEqual([])
  })

  it('are no others than those of the grid', () => {
    expect(slotAt(week, instantAt(zone, first, '08:30'))).not.toBeNull()
    expect(slotAt(week, instantAt(zone, first, '08:31'))).toBeNull()
    expect(slotAt(week, instantAt(zone, addDays(first, 20), '08:30'))).toBeNull()
  })
})

describe('what a customer may do', () => {
  const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
  const settings = { appointmentDeeds: [...appointmentDeeds], appointmentNoticeHours: 24 }

  it('is everything in time, and asking or confirming until it begins', () => {
    const soon = allowedDeeds({ status: 'planned', startAt: '2031-11-21T07:59:00Z', settings }, now)
    expect(soon).toEqual({ confirm: 'yes', ask: 'yes', note: 'yes', pick: 'late', cancel: 'late' })
    const later = allowedDeeds({ status: 'planned', startAt: '2031-11-21T08:00:00Z', settings }, now)
    expect(Object.values(later)).toEqual(Array(5).fill('yes'))
  })

  it('is nothing with what began, is over or has no time, nor what the company does not want', () => {
    for (const facts of [
      { status: 'planned', startAt: '2031-11-20T07:00:00Z' },
      { status: 'planned', startAt: null },
      { status: 'travelling', startAt: '2031-11-22T08:00:00Z' },
      { status: 'cancelled', startAt: '2031-11-22T08:00:00Z' },
    ] as const)
      expect(Object.values(allowedDeeds({ ...facts, settings }, now))).toEqual(Array(5).fill('no'))
    const none = { appointmentDeeds: [], appointmentNoticeHours: 0 }
    expect(allowedDeeds({ status: 'planned', startAt: '2031-11-22T08:00:00Z', settings: none }, now).cancel).toBe('no')
  })
})

describe('a day that runs late', () => {
  const at = (clock: string) => `2031-11-25T${clock}:00Z`
  const visit = (id: string, from: string, to: string, more: Partial<DayVisit> = {}): DayVisit => ({
    ...{ id, status: 'planned', startAt: at(from), endAt: at(to), told: 'told', expectedStartAt: null },
    ...more,
  })
  const morning = [
    visit('a', '08:00', '09:00', { status: 'working' }),
    visit('b', '09:15', '10:15'),
    visit('c', '10:30', '11:30', { told: 'untold' }),
    visit('d', '14:00', '15:00', { told: 'confirmed' }),
  ]

  it('says how late, and who waits for how long; a long break catches up', () => {
    const now = Temporal.Instant.from(at('09:32'))
    expect(delayOf(morning, now)).toBe(35)
    expect(lateVisits(morning, 35, now)).toEqual([
      { id: 'b', startAt: at('09:15'), expectedAt: at('09:50'), minutes: 35, isTold: false },
    ])
    expect(lateVisits(morning, 240, now).map(({ id, minutes }) => [id, minutes])).toEqual([
      ['b', 240],
      ['d', 105],
    ])
  })

  it('counts from who should have begun when nobody is busy, and knows what was told', () => {
    const now = Temporal.Instant.from(at('09:25'))
    const waiting = [visit('b', '09:15', '10:15', { expectedStartAt: at('09:45') }), visit('c', '10:30', '11:30')]
    expect(delayOf(waiting, now)).toBe(10)
    expect(lateVisits(waiting, 30, now).map(({ id, isTold }) => [id, isTold])).toEqual([
      ['b', true],
      ['c', false],
    ])
    expect(lateVisits(waiting, 0, now)).toEqual([])
  })
})

describe('how precisely the customer is told', () => {
  const settings = { arrivalWindowMinutes: 60, arrivalByPart: false, dayStart: '07:00', dayEnd: '17:00' }
  const type = { arrival: 'company', arrivalWindowMinutes: 120 } as const
  const of = (startAt: string, over: object = {}, own: object = {}) =>
    arrivalOf(startAt, { timeZone: zone, settings: { ...settings, ...own }, type: { ...type, ...over } })
  const start = instantAt(zone, '2031-11-25', '09:30')
  const clock = (time: string) => instantAt(zone, '2031-11-25', time)

  it('is as the company says, unless the order type says otherwise', () => {
    expect(of(start)).toEqual({ from: clock('09:00'), to: clock('10:00'), part: null })
    expect(of(start, { arrival: 'exact' })).toEqual({ from: start, to: start, part: null })
    expect(of(start, { arrival: 'window' })).toEqual({ from: clock('08:30'), to: clock('10:30'), part: null })
    expect(of(start, {}, { arrivalByPart: true })).toEqual({
      from: clock('07:00'),
      to: clock('12:00'),
      part: 'morning',
    })
  })

  it('by part of the day holds the start, also before and after the working day', () => {
    expect(of(clock('13:00'), { arrival: 'part' })).toEqual({
      from: clock('12:00'),
      to: clock('17:00'),
      part: 'afternoon',
    })
    expect(of(clock('06:00'), { arrival: 'part' })).toEqual({
      from: clock('06:00'),
      to: clock('12:00'),
      part: 'morning',
    })
    expect(of(clock('17:30'), { arrival: 'part' })).toEqual({
      from: clock('12:00'),
      to: clock('17:30'),
      part: 'afternoon',
    })
    expect(of(clock('19:00'), { arrival: 'part' }).part).toBe('evening')
  })
})

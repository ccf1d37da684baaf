import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appointmentDeeds } from '@/lib/auth/rules'
import { weekdayOf } from '@/lib/auth/rules/schedule'
import { dayClock, type Legs, overlapping, type Span, shiftOf, type VisitFact } from '@/lib/planning/rules/facts'
import { addDays, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import { arrivalOf } from '@/lib/visits/rules/arrival'
import { allowedDeeds } from './rules/deeds'
import { type DayVisit, delayOf, lateVisits } from './rules/late'
import { freeSlots, type SlotFacts, slotAt, slotLimits } from './rules/slots'

const zone = 'Europe/Brussels'

describe('free moments', () => {
  // Two weeks over the last Sunday of October: a clock goes back in them.
  const first = '2031-10-20'
  const days = Array.from({ length: slotLimits.days }, (_, index) => addDays(first, index))
  const epoch = (at: string) => instantOf(at).epochMilliseconds / 1000
  const local = (day: string, time: string) => epoch(instantAt(zone, day, time))
  const hours = { dayStart: '07:30', dayEnd: '16:30', breakStart: '12:00', breakEnd: '12:30' }
  const shiftsOf = (minutesOn: (day: string) => number) =>
    days.flatMap((day) => shiftOf(dayClock(zone, day, hours), minutesOn(day), 0) ?? [])
  const work = { orderId: 'o', number: '', customer: '', city: '', skills: [], version: 1 }
  const visitOf = (id: string, memberIds: readonly string[], span: Span, siteId = 'there'): VisitFact => ({
    ...{ ...work, id, siteId, memberIds, span, status: 'planned', isTold: false },
    minutes: (span.to - span.from) / 60,
  })
  /** Half an hour from anywhere to anywhere, an hour to the far end. */
  const legs: Legs = (from, to) => (from === to ? 0 : from === 'far' || to === 'far' ? 3600 : 1800)
  const span = fc
    .record({ day: fc.nat(13), quarter: fc.integer({ min: 24, max: 72 }), length: fc.integer({ min: 15, max: 600 }) })
    .map(({ day, quarter, length }): Span => {
      const from = local(addDays(first, day), '00:00') + quarter * 900
      return { from, to: from + length * 60 }
    })
  const asked: fc.Arbitrary<SlotFacts> = fc
    .record({
      people: fc.array(
        fc.record({
          skills: fc.subarray(['gas', 'electricity', 'cooling']),
          schedule: fc.constantFrom(
            [480, 480, 480, 480, 480, 0, 0],
            [480, 480, 0, 480, 240, 0, 0],
            [0, 0, 0, 0, 0, 480, 0],
          ),
        }),
        { maxLength: 5 },
      ),
      visits: fc.array(fc.record({ span, member: fc.nat(4), site: fc.constantFrom('near', 'far', 'here') }), {
        maxLength: 25,
      }),
      leaves: fc.array(fc.record({ span, member: fc.nat(4) }), { maxLength: 6 }),
      minutes: fc.constantFrom(30, 90, 240, 700),
      skills: fc.subarray(['gas', 'electricity']),
      fromHours: fc.nat(300),
      size: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ people, visits, leaves, minutes, skills, fromHours, size }) => ({
      ...{ timeZone: zone, days, workDay: { dayStart: '07:00', dayEnd: '18:00' } },
      facts: {
        ...{ from: local(first, '00:00'), to: local(addDays(first, 14), '00:00') },
        now: local(first, '00:00') + fromHours * 3600,
        technicians: people.map((one, at) => ({
          ...{ id: `m${at}`, name: '', skills: one.skills, start: null, end: null },
          shifts: shiftsOf((day) => one.schedule[weekdayOf(day) - 1] ?? 0),
        })),
        leaves: leaves.map(({ span, member }) => ({ ...span, memberId: `m${member}` })),
        visits: visits.map(({ span, member, site }, at) => visitOf(`v${at}`, [`m${member}`], span, site)),
        orders: [],
      },
      visit: {
        ...{ visitId: 'v0', orderId: 'o', siteId: 'here', minutes, skills },
        team: people.slice(0, size).map((_, at) => `m${at}`),
      },
    }))

  it('property: overlap nothing, leave time for the way, fall within working hours, and send who has the skills', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { facts, visit } = given
        const slots = freeSlots(given, legs)
        expect(slots.length).toBeLessThanOrEqual(slotLimits.most)
        for (const slot of slots) {
          const [from, to] = [epoch(slot.startAt), epoch(slot.endAt)]
          const day = dayIn(zone, slot.startAt)
          expect(to - from).toBe(visit.minutes * 60)
          expect(days).toContain(day)
          expect(from).toBeGreaterThanOrEqual(facts.now)
          expect([local(day, '07:00') <= from, to <= local(day, '18:00')]).toEqual([true, true])
          expect(new Set(slot.memberIds).size).toBe(Math.max(1, visit.team.length))
          for (const id of slot.memberIds) {
            const who = facts.technicians.find((one) => one.id === id)
            expect(visit.skills.every((skill) => who?.skills.includes(skill))).toBe(true)
            expect(who?.shifts.some((shift) => shift.from <= from && to <= shift.to)).toBe(true)
            expect(facts.leaves.some((one) => one.memberId === id && overlapping(one, { from, to }))).toBe(false)
            const others = facts.visits.filter((one) => one.id !== 'v0' && one.memberIds.includes(id))
            for (const { span, siteId } of others) {
              if (!span || dayIn(zone, Temporal.Instant.fromEpochMilliseconds(span.from * 1000).toString()) !== day)
                continue
              const shift = who?.shifts.find((one) => one.from <= from && to <= one.to)
              if (shift && !overlapping(span, shift)) continue
              const way = legs(siteId, 'here')
              const isHidden = others.some(
                ({ id, span: other }) => other && id !== visit.visitId && other !== span && overlapping(other, span),
              )
              // Of visits that overlap each other the last one counts for the way.
              const spare = isHidden ? 0 : way
              expect(span.to + spare <= from || to + spare <= span.from).toBe(true)
            }
          }
          expect(slotAt(given, legs, slot.startAt)).toEqual(slot)
        }
        expect(slots.map(({ startAt }) => epoch(startAt))).toEqual(
          slots.map(({ startAt }) => epoch(startAt)).sort((a, b) => a - b),
        )
      }),
      { numRuns: 60 },
    )
  })

  const person = (id: string, skills: string[] = []) => ({
    ...{ id, name: id, skills, start: null, end: null },
    shifts: shiftsOf((day) => (weekdayOf(day) < 6 ? 480 : 0)),
  })
  const week: SlotFacts = {
    ...{ timeZone: zone, days, workDay: { dayStart: '07:30', dayEnd: '16:30' } },
    facts: {
      ...{ from: local(first, '00:00'), to: local(addDays(first, 14), '00:00'), now: local(first, '00:00') },
      ...{ technicians: [person('a')], leaves: [], visits: [], orders: [] },
    },
    visit: { visitId: 'v', orderId: 'o', siteId: 'here', minutes: 60, skills: [], team: ['a'] },
  }
  const withFacts = (facts: Partial<SlotFacts['facts']>, visit: Partial<SlotFacts['visit']> = {}): SlotFacts => ({
    ...week,
    ...{ facts: { ...week.facts, ...facts }, visit: { ...week.visit, ...visit } },
  })
  const isFree = (given: SlotFacts, time: string) => slotAt(given, legs, instantAt(zone, first, time)) !== null

  it('are spread over the days and their halves', () => {
    const slots = freeSlots(week, legs)
    expect(slots).toHaveLength(12)
    expect(new Set(slots.map(({ startAt }) => dayIn(zone, startAt))).size).toBe(6)
  })

  it('take somebody else when the own technician is away, and nobody who lacks a skill', () => {
    const leaves = [{ memberId: 'a', from: local(first, '00:00'), to: local(addDays(first, 14), '00:00') }]
    const technicians = [person('a', ['gas']), person('b', ['gas']), person('c')]
    const slots = freeSlots(withFacts({ leaves, technicians }, { skills: ['gas'] }), legs)
    expect(new Set(slots.flatMap(({ memberIds }) => memberIds))).toEqual(new Set(['b']))
    expect(freeSlots(withFacts({ leaves }), legs)).toEqual([])
  })

  it('leave as much time for the way as it takes, before and after', () => {
    const at = (from: string, to: string, site: string) =>
      withFacts({ visits: [visitOf('w', ['a'], { from: local(first, from), to: local(first, to) }, site)] })
    expect(isFree(at('08:00', '09:00', 'near'), '09:30')).toBe(true)
    expect(isFree(at('08:00', '09:00', 'far'), '09:30')).toBe(false)
    expect(isFree(at('08:00', '09:00', 'far'), '10:00')).toBe(true)
    expect(isFree(at('11:30', '12:00', 'near'), '10:00')).toBe(true)
    expect(isFree(at('11:30', '12:00', 'far'), '10:00')).toBe(false)
    expect(isFree(at('08:00', '09:00', 'here'), '09:00')).toBe(true)
  })

  it('leave half an hour of pause about noon to who has one, and end with the hours of that person', () => {
    const morning = visitOf('w', ['a'], { from: local(first, '07:30'), to: local(first, '11:30') }, 'here')
    const afternoon = visitOf('x', ['a'], { from: local(first, '13:30'), to: local(first, '16:00') }, 'here')
    const isFreeFor = (minutes: number, time: string) =>
      isFree(withFacts({ visits: [morning, afternoon] }, { minutes }), time)
    expect([isFreeFor(90, '11:30'), isFreeFor(90, '12:00'), isFreeFor(120, '11:30')]).toEqual([true, true, false])
    const short = { ...person('a'), shifts: shiftsOf(() => 240) }
    const isFreeShort = (time: string) => isFree(withFacts({ technicians: [short] }), time)
    expect([isFreeShort('10:30'), isFreeShort('11:00')]).toEqual([true, false])
  })

  it('are for who drives least for it, with a van that has room', () => {
    const far = visitOf('w', ['b'], { from: local(first, '08:00'), to: local(first, '09:00') }, 'far')
    const near = visitOf('x', ['c'], { from: local(first, '08:00'), to: local(first, '09:00') }, 'here')
    const given = withFacts({ technicians: [person('b'), person('c')], visits: [far, near] }, { team: ['gone'] })
    const taken = slotAt(given, legs, instantAt(zone, first, '10:00'))
    expect(taken?.memberIds).toEqual(['c'])
    const loads = new Map([['o', [50, 0] as const]])
    const small = {
      ...person('c'),
      shifts: person('c').shifts.map((shift) => ({ ...shift, room: [40, 100] as const })),
    }
    const heavy = withFacts({ technicians: [person('b'), small], visits: [far, near], loads }, { team: ['gone'] })
    expect(slotAt(heavy, legs, instantAt(zone, first, '10:00'))?.memberIds).toEqual(['b'])
  })

  it('are no others than those of the grid', () => {
    expect(isFree(week, '08:30')).toBe(true)
    expect(isFree(week, '08:31')).toBe(false)
    expect(slotAt(week, legs, instantAt(zone, addDays(first, 20), '08:30'))).toBeNull()
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

import fc from 'fast-check'
import { dayClock, type Facts, type OrderFact, shiftOf, type VisitFact } from '@/lib/planning/rules/facts'
import { legsBy } from '@/lib/planning/rules/ways'
import { addDays, instantOf } from '@/lib/time'

const timeZone = 'Europe/Brussels'
// The clocks go back in the night between these two days.
const days = ['2031-10-25', '2031-10-26']
const hours = { dayStart: '08:00', dayEnd: '17:00', breakStart: '12:00', breakEnd: '12:30' }
export const clocks = days.map((day) => dayClock(timeZone, day, hours))
export const epoch = (at: string) => instantOf(at).epochMilliseconds / 1000
export const from = epoch('2031-10-24T22:00:00Z')
export const to = epoch('2031-10-26T23:00:00Z')
export const quarter = 900

export const some = (least: number, most: number) => fc.integer({ min: least, max: most })
const skill = fc.constantFrom('gas', 'water', 'koeling')
export const site = some(0, 9).map(String)
/** A site of which nobody knows where it is, and some within an hour of each other. */
export const spots = new Map(
  Array.from({ length: 9 }, (_, at) => [
    String(at),
    { point: { latitude: 50.8 + (at % 3) / 10, longitude: 4.2 + Math.floor(at / 3) / 8 }, isGuess: false },
  ]),
)
export const legs = legsBy(spots, (a, b) => {
  const apart = Math.hypot(a.latitude - b.latitude, a.longitude - b.longitude)
  return Math.round(apart * 9000)
})

const work = fc.record({
  siteId: site,
  skills: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(skill) }),
  minutes: fc.constantFrom(20, 45, 60, 90, 180, 700),
})
const span = fc
  .record({ day: some(0, 1), start: some(-4, 40), minutes: some(3, 40) })
  .map(({ day, start, minutes }) => {
    const begin = clocks[day]!.from + start * quarter + (minutes % 3) * 300
    return { from: begin, to: begin + minutes * 300 }
  })
export const order = fc
  .record({
    work,
    priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
    due: fc.option(some(-1, 3)),
    earliest: fc.option(some(0, 2), { freq: 5 }),
    preferred: fc.option(some(0, 4), { freq: 4 }),
    isOnHold: some(0, 9).map((one) => one === 0),
  })
  .map(({ work, due, earliest, preferred, ...rest }) => ({
    ...{ ...work, ...rest, preferredId: preferred === null ? null : `m${preferred}` },
    due: due === null ? null : epoch(`${addDays('2031-10-25', due)}T22:00:00Z`),
    earliest: earliest === null ? null : epoch(`${addDays('2031-10-24', earliest)}T22:00:00Z`),
  }))
/** Two days of a few technicians, with leave, visits and orders of any kind. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    technicians: fc.array(fc.record({ skills: fc.uniqueArray(skill), minutes: some(0, 500) }), {
      minLength: 1,
      maxLength: 4,
    }),
    leaves: fc.array(fc.record({ member: some(0, 3), span }), { maxLength: 3 }),
    visits: fc.array(
      fc.record({
        work,
        span: fc.option(span, { freq: 6 }),
        team: fc.uniqueArray(some(0, 3), { minLength: 1, maxLength: 2 }),
        isTold: fc.boolean(),
      }),
      { maxLength: 10 },
    ),
    orders: fc.array(order, { maxLength: 12 }),
    now: some(-20, 30),
  })
  .map(({ technicians, leaves, visits, orders, now }) => ({
    ...{ from, to, now: clocks[0]!.from + now * quarter + 77 },
    technicians: technicians.map(({ skills, minutes }, at) => ({
      ...{ id: `m${at}`, name: `M${at}`, skills, start: at % 2 ? '0' : null, end: at % 3 ? '0' : '1' },
      shifts: clocks.flatMap((clock) => shiftOf(clock, minutes, 0) ?? []),
    })),
    leaves: leaves.map(({ member, span }) => ({ memberId: `m${member}`, ...span })),
    visits: visits.map(
      ({ work, span, team, isTold }, at): VisitFact => ({
        ...{ ...work, id: `v${at}`, version: 1, status: 'planned', isTold, span },
        ...{ orderId: `ov${at}`, number: `V${at}`, customer: 'Maes', city: 'Leuven' },
        memberIds: team.map((one) => `m${one}`),
        minutes: span ? (span.to - span.from) / 60 : work.minutes,
      }),
    ),
    orders: orders.map(
      (one, at): OrderFact => ({
        ...{ ...one, orderId: `o${at}`, number: `O${at}`, customer: 'Peeters', city: 'Gent', version: 1 },
      }),
    ),
  }))

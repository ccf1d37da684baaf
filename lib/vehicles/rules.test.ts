import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal } from '@/lib/money'
import { type Load, loadOf, mostAmount, sumOfLoads } from '@/lib/orders/rules/load'
import { capacityOf, driversOn, isTooMany, isTooMuch, ridesOf } from './rules'

const thousandths = (most: number) =>
  fc.integer({ min: 0, max: most * 1000 }).map((value) => decimal(value).dividedBy(1000).toFixed(3))
const load: fc.Arbitrary<Load> = fc.record({ kg: thousandths(5000), m3: thousandths(40) })
const capacity = fc.record({
  capacityKg: fc.option(thousandths(5000)),
  capacityM3: fc.option(thousandths(40)),
})

const people = ['An', 'Bram', 'Chris', 'Dirk']
const vans = ['1', '2', '3']
const day = fc.constantFrom('2026-11-23', '2026-11-24')
/** As the database keeps them: of who usually drives, and of what is driven on a day, each at most once. */
const fleet = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom(...vans),
      memberId: fc.option(fc.constantFrom(...people)),
      untilDay: fc.option(day),
    }),
    { selector: ({ id }) => id },
  )
  .filter((all) => {
    const usual = all.flatMap(({ memberId, untilDay }) => (memberId && untilDay === null ? [memberId] : []))
    return new Set(usual).size === usual.length
  })
const days = fc
  .uniqueArray(
    fc.record({ memberId: fc.constantFrom(...people), day, vehicleId: fc.option(fc.constantFrom(...vans)) }),
    { selector: ({ memberId, day: of }) => `${memberId} ${of}` },
  )
  .map((all) =>
    all.filter(
      (one, index) =>
        one.vehicleId === null ||
        all.findIndex((other) => other.day === one.day && other.vehicleId === one.vehicleId) === index,
    ),
  )

describe('who drives what', () => {
  it('has no vehicle in two places, and does as was said of the day', () => {
    fc.assert(
      fc.property(fleet, days, day, (vehicles, said, on) => {
        const drivers = driversOn(vehicles, said, on)
        expect(new Set(drivers.values()).size).toBe(drivers.size)
        const isThere = (id: string) =>
          vehicles.some((one) => one.id === id && (one.untilDay === null || on < one.untilDay))
        for (const id of drivers.values()) expect(isThere(id)).toBe(true)
        for (const { memberId, vehicleId } of said.filter((one) => one.day === on))
          expect(drivers.get(memberId)).toBe(vehicleId && isThere(vehicleId) ? vehicleId : undefined)
      }),
    )
  })

  it('is as usual where nothing was said, unless it was given away', () => {
    const vehicles = [{ id: '1', memberId: 'An', untilDay: null }]
    expect(driversOn(vehicles, [], '2026-11-23')).toEqual(new Map([['An', '1']]))
    const given = [{ memberId: 'Bram', day: '2026-11-23', vehicleId: '1' }]
    expect(driversOn(vehicles, given, '2026-11-23')).toEqual(new Map([['Bram', '1']]))
    expect(driversOn(vehicles, given, '2026-11-24')).toEqual(new Map([['An', '1']]))
  })
})

describe('what is carried', () => {
  it('adds up exactly, in any order and in any parts', () => {
    fc.assert(
      fc.property(fc.array(load, { maxLength: 12 }), fc.nat(12), (loads, at) => {
        const thousandthsOf = (value: string) => decimal(value).times(1000).toNumber()
        const whole = sumOfLoads(loads)
        expect(thousandthsOf(whole.kg)).toBe(loads.reduce((sum, { kg }) => sum + thousandthsOf(kg), 0))
        expect(sumOfLoads(loads.toReversed())).toEqual(whole)
        expect(sumOfLoads([sumOfLoads(loads.slice(0, at)), sumOfLoads(loads.slice(at))])).toEqual(whole)
      }),
    )
  })

  it('fits in fact when it fits by whole amounts', () => {
    fc.assert(
      fc.property(fc.array(load, { maxLength: 8 }), capacity, (loads, van) => {
        const [kg, litres] = capacityOf(van)
        const amounts = loads.map(loadOf)
        const fits =
          amounts.reduce((sum, [of]) => sum + of, 0) <= kg && amounts.reduce((sum, [, of]) => sum + of, 0) <= litres
        if (fits) expect(isTooMuch(sumOfLoads(loads), van)).toBe(false)
        for (const amount of [kg, litres, ...amounts.flat()]) {
          expect(Number.isInteger(amount)).toBe(true)
          expect(amount).toBeGreaterThanOrEqual(0)
          expect(amount).toBeLessThanOrEqual(mostAmount)
        }
      }),
    )
  })

  it('is not too much when it is just full, and is when it is a gram more', () => {
    const van = { capacityKg: '900', capacityM3: null }
    expect(isTooMuch({ kg: '900.000', m3: '99' }, van)).toBe(false)
    expect(isTooMuch({ kg: '900.001', m3: '0' }, van)).toBe(true)
    expect([loadOf({ kg: '0.001', m3: '0.5' }), capacityOf({ capacityKg: '899.9', capacityM3: '6.0009' })]).toEqual([
      [1, 500],
      [899, 6000],
    ])
  })
})

describe('who rides along', () => {
  const team = fc.uniqueArray(fc.constantFrom(...people), { minLength: 1 })
  const stops = fc.array(fc.record({ orderId: fc.constantFrom('a', 'b', 'c'), team }), { maxLength: 6 }).map((all) =>
    // One order weighs the same wherever it goes.
    all.map((stop) => ({ ...stop, load: { kg: String(stop.orderId.charCodeAt(0)), m3: '0.1' } })),
  )
  const cars = fc.uniqueArray(fc.constantFrom(...people)).map((drivers) => new Map(drivers.map((who) => [who, who])))

  it('seats everybody as long as there are seats, and carries every order in a vehicle of its team', () => {
    fc.assert(
      fc.property(stops, cars, fc.integer({ min: 1, max: 4 }), (all, drivers, seats) => {
        const rides = ridesOf(all, drivers, () => seats)
        const fits = all.every(({ team: who }) => {
          const driving = who.filter((one) => drivers.has(one)).length
          return driving === 0 || who.length <= driving * seats
        })
        expect([...rides.values()].some(({ people: many }) => isTooMany(many, { seats }))).toBe(!fits)
        for (const [who, { people: many }] of rides) if (!drivers.has(who)) expect(many).toBe(0)
        const carried = all.map(
          ({ orderId, team: who }) => `${orderId} ${who.find((one) => drivers.has(one)) ?? who[0]}`,
        )
        const kg = [...new Set(carried)].reduce((sum, one) => sum + one.charCodeAt(0), 0)
        expect([...rides.values()].reduce((sum, ride) => sum + Number(ride.kg), 0)).toBe(kg)
      }),
    )
  })

  it('has room for any number where nobody said how many seats there are', () => {
    const stop = { orderId: 'a', team: people, load: { kg: '1', m3: '0' } }
    const rides = ridesOf([stop], new Map([['An', 'van']]), () => null)
    expect(rides.get('An')).toEqual({ kg: '1', m3: '0', people: 4 })
    expect(isTooMany(4, { seats: null })).toBe(false)
  })
})

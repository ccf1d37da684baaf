import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, lineNet } from '@/lib/money'
import { addDays, daysBetween } from '@/lib/time'
import { hoursText } from './entries'
import {
  billedUpTo,
  hoursAmount,
  isPrice,
  nextRateFor,
  priceOfHours,
  type Rate,
  type RateQuestion,
  rateFor,
  rateNames,
  rateRank,
  ratesInOrder,
  ratesToRead,
  roundings,
} from './rates'

const general: Rate = {
  id: 'a',
  projectId: null,
  contractId: null,
  customerId: null,
  memberId: null,
  hourType: null,
  price: '60.0000',
  validFrom: '2026-01-01',
}
const asked: RateQuestion = {
  projectId: 'p1',
  contractId: 'k1',
  customerId: 'c1',
  memberId: 'm1',
  hourType: 'work',
  day: '2026-06-01',
}

const oneOf = <Value>(...values: Value[]) => fc.constantFrom<Value | null>(null, ...values)
const someDay = fc.integer({ min: 0, max: 12 }).map((days) => addDays('2026-05-26', days))
const conditions = fc.record({
  projectId: oneOf('p1', 'p2'),
  contractId: oneOf('k1', 'k2'),
  customerId: oneOf('c1', 'c2'),
  memberId: oneOf('m1', 'm2'),
  hourType: oneOf<'work' | 'travel'>('work', 'travel'),
})
const someRate = fc.record({
  id: fc.uuid(),
  price: fc.integer({ min: 0, max: 2_000_000 }).map((cents) => (cents / 10_000).toFixed(4)),
  validFrom: someDay,
  conditions,
})
const toRate = ({
  conditions: named,
  ...rest
}: { id: string; price: string; validFrom: string } & {
  conditions: Omit<Rate, 'id' | 'price' | 'validFrom'>
}): Rate => ({ ...rest, ...named })
const rateList = fc.uniqueArray(someRate.map(toRate), { maxLength: 25, selector: ({ id }) => id })
const question = fc.record({
  projectId: oneOf('p1', 'p2'),
  contractId: oneOf('k1', 'k2'),
  customerId: oneOf('c1', 'c2'),
  memberId: fc.constantFrom('m1', 'm2'),
  hourType: fc.constantFrom('work' as const, 'travel' as const),
  day: someDay,
})

/** Said another way than the rule says it. */
function couldBe(rate: Rate, hour: RateQuestion): boolean {
  return (
    rate.validFrom <= hour.day &&
    [null, hour.projectId].includes(rate.projectId) &&
    [null, hour.contractId].includes(rate.contractId) &&
    [null, hour.customerId].includes(rate.customerId) &&
    [null, hour.memberId].includes(rate.memberId) &&
    (rate.hourType === null || rate.hourType === hour.hourType)
  )
}

describe('which rate counts', () => {
  test('a project beats everything else together, a contract a customer, that one a member and a type, a member a type', () => {
    const project = { ...general, id: 'p', projectId: 'p1' }
    const contract = { ...general, id: 'k', contractId: 'k1' }
    const customer = { ...general, id: 'c', customerId: 'c1' }
    const both = { ...general, id: 'mt', memberId: 'm1', hourType: 'work' as const }
    const all = { ...both, id: 'cmt', customerId: 'c1' }
    const member = { ...general, id: 'm', memberId: 'm1' }
    const type = { ...general, id: 't', hourType: 'work' as const }
    const order = [project, contract, all, customer, both, member, type, general]
    expect(ratesInOrder([general, type, member, both, customer, all, contract, project], asked)).toEqual(order)
    expect(ratesToRead(order)).toEqual([...order].reverse())
    expect(rateNames(all)).toEqual(['customerId', 'memberId', 'hourType'])
    expect(rateNames(general)).toEqual([])
  })

  test('of the same conditions the one that began last, and not before its first day', () => {
    const later = { ...general, id: 'b', price: '65.0000', validFrom: '2026-06-01' }
    expect(rateFor([later, general], asked)).toBe(later)
    expect(rateFor([later, general], { ...asked, day: '2026-05-31' })).toBe(general)
    expect(rateFor([later, general], { ...asked, day: '2025-12-31' })).toBeNull()
    expect(nextRateFor([later, general], { ...asked, day: '2026-05-31' })).toBe(later)
    expect(nextRateFor([later, general], asked)).toBeNull()
  })

  test('the order in which rates come says nothing', () => {
    fc.assert(
      fc.property(rateList, question, fc.infiniteStream(fc.nat()), (rates, hour, chance) => {
        const shuffled = rates
          .map((rate) => ({ rate, at: Number(chance.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ rate }) => rate)
        expect(rateFor(shuffled, hour)).toEqual(rateFor(rates, hour))
        expect(ratesInOrder(shuffled, hour)).toEqual(ratesInOrder(rates, hour))
      }),
    )
  })

  test('there is none exactly when none fits', () => {
    fc.assert(
      fc.property(rateList, question, (rates, hour) => {
        const found = rateFor(rates, hour)
        expect(found === null).toBe(!rates.some((rate) => couldBe(rate, hour)))
        if (found) expect(couldBe(found, hour)).toBe(true)
      }),
    )
  })

  test('a rate that names less never changes the answer', () => {
    fc.assert(
      fc.property(rateList, question, someRate.map(toRate), (rates, hour, added) => {
        const before = rateFor(rates, hour)
        if (before && rateRank(added) < rateRank(before)) expect(rateFor([...rates, added], hour)).toEqual(before)
      }),
    )
  })

  test('a rate that fits and names more always is the answer', () => {
    fc.assert(
      fc.property(rateList, question, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (rates, hour, names) => {
        const [project, contract, customer, member, type] = names
        const added: Rate = {
          id: 'added',
          projectId: project ? hour.projectId : null,
          contractId: contract ? hour.contractId : null,
          customerId: customer ? hour.customerId : null,
          memberId: member ? hour.memberId : null,
          hourType: type ? hour.hourType : null,
          price: '1.0000',
          validFrom: hour.day,
        }
        const before = rateFor(rates, hour)
        if (!before || rateRank(added) > rateRank(before)) expect(rateFor([...rates, added], hour)).toBe(added)
      }),
    )
  })

  test('behind the one that wins stands the one that wins without it', () => {
    fc.assert(
      fc.property(rateList, question, (rates, hour) => {
        const order = ratesInOrder(rates, hour)
        let left = rates
        for (const rate of order) {
          expect(rateFor(left, hour)).toBe(rate)
          left = left.filter(({ id }) => id !== rate.id)
        }
        expect(rateFor(left, hour)).toBeNull()
      }),
    )
  })

  test('what comes next is the first other answer of the days that follow', () => {
    fc.assert(
      fc.property(rateList, question, (rates, hour) => {
        const now = rateFor(rates, hour)
        const days = Array.from({ length: 20 }, (_, index) => addDays(hour.day, index + 1))
        const other = days.map((day) => rateFor(rates, { ...hour, day })).find((rate) => rate?.id !== now?.id)
        expect(nextRateFor(rates, hour)).toEqual(other ?? null)
        if (other) expect(daysBetween(hour.day, other.validFrom)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('what hours cost', () => {
  const minutes = fc.integer({ min: 0, max: 1500 })
  const price = fc.integer({ min: 0, max: 3_000_000 }).map((parts) => (parts / 10_000).toFixed(4))

  test('they are billed up to a whole step: never less than was worked, never a whole step more', () => {
    expect([61, 60, 0].map((worked) => billedUpTo(worked, 15))).toEqual([75, 60, 0])
    fc.assert(
      fc.property(minutes, fc.constantFrom(...roundings), (worked, step) => {
        const billed = billedUpTo(worked, step)
        expect(billed).toBeGreaterThanOrEqual(worked)
        expect(billed).toBeLessThan(worked + step)
        expect(billed % step).toBe(0)
        expect(billedUpTo(billed, step)).toBe(billed)
      }),
    )
  })

  test('their amount is what the line of the invoice makes of the same hours and price', () => {
    expect(hoursAmount(20, '65.0000')).toBe('21.65')
    fc.assert(
      fc.property(minutes, price, (worked, each) => {
        expect(hoursAmount(worked, each)).toBe(lineNet(each, hoursText(worked)))
      }),
    )
  })

  test('nothing on a fixed price, on a phase with one, and for what no customer pays; missing without a rate', () => {
    const project = {
      customerId: 'c1',
      contract: null,
      pricing: 'hourly' as const,
      roundingMinutes: 30,
      phasePrice: null,
    }
    const hours = { projectId: 'p1', memberId: 'm1', hourType: 'work' as const, day: '2026-06-01', minutes: 100 }
    const free = { price: null, rateId: null, netAmount: '0.00' }
    expect(priceOfHours([general], project, hours)).toEqual({ price: '60.0000', rateId: 'a', netAmount: '120.00' })
    expect(priceOfHours([], project, hours)).toEqual({ price: null, rateId: null, netAmount: null })
    expect(priceOfHours([general], { ...project, pricing: 'fixed' }, hours)).toEqual(free)
    expect(priceOfHours([general], { ...project, pricing: 'mixed' }, hours).netAmount).toBe('120.00')
    expect(priceOfHours([general], { ...project, pricing: 'mixed', phasePrice: '900.00' }, hours)).toEqual(free)
    expect(priceOfHours([general], project, { ...hours, hourType: 'break' })).toEqual(free)
  })

  test('a contract gives its price from its first to its last day, and the customer’s before and after', () => {
    const [contract, customer] = [
      { ...general, id: 'k', contractId: 'k1', price: '50.0000' },
      { ...general, id: 'c', customerId: 'c1', price: '55.0000' },
    ]
    const project = { customerId: 'c1', pricing: 'hourly' as const, roundingMinutes: 1, phasePrice: null }
    const term = fc.record({ startsOn: someDay, length: fc.option(fc.nat({ max: 10 })) })
    fc.assert(
      fc.property(term, someDay, ({ startsOn, length }, day) => {
        const endsOn = length === null ? null : addDays(startsOn, length)
        const hours = { projectId: 'p1', memberId: 'm1', hourType: 'work' as const, day, minutes: 60 }
        const { rateId } = priceOfHours(
          [general, contract, customer],
          { ...project, contract: { id: 'k1', startsOn, endsOn } },
          hours,
        )
        expect(rateId).toBe(day >= startsOn && (endsOn === null || day <= endsOn) ? 'k' : 'c')
      }),
    )
  })

  test('a price is zero or more', () => {
    expect(['0', '0.0001', '-0.0001'].map(isPrice)).toEqual([true, true, false])
    fc.assert(fc.property(minutes, price, (worked, each) => compare(hoursAmount(worked, each), '0') >= 0))
  })
})

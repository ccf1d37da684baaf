import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '@/lib/time'
import { contractRefusal, contractState, contractStates, isInTerm } from './rules'

const someDay = fc.integer({ min: 0, max: 30 }).map((days) => addDays('2026-11-01', days))
const someTerm = fc
  .record({ startsOn: someDay, length: fc.option(fc.integer({ min: 0, max: 20 })) })
  .map(({ startsOn, length }) => ({ startsOn, endsOn: length === null ? null : addDays(startsOn, length) }))

test('its first and its last day count, the days beside them do not', () => {
  const term = { startsOn: '2026-11-02', endsOn: '2026-11-30' }
  const days = ['2026-11-01', '2026-11-02', '2026-11-30', '2026-12-01']
  expect(days.map((day) => contractState(term, day))).toEqual(['coming', 'running', 'running', 'ended'])
  expect(contractState({ ...term, endsOn: null }, '2099-01-01')).toBe('running')
})

test('it is to come, runs and has ended in that order, each day exactly one of them', () => {
  fc.assert(
    fc.property(someTerm, someDay, fc.nat({ max: 20 }), (term, day, later) => {
      const [now, then] = [contractState(term, day), contractState(term, addDays(day, later))]
      expect(contractStates.indexOf(then)).toBeGreaterThanOrEqual(contractStates.indexOf(now))
      expect(isInTerm(term, day)).toBe(term.startsOn <= day && (term.endsOn === null || day <= term.endsOn))
    }),
  )
})

test('work names a contract of its own customer that has not ended; one that is to come may be named', () => {
  const contract = { customerId: 'c1', startsOn: '2026-11-02', endsOn: '2026-11-30' }
  expect(contractRefusal(null, 'c1', '2026-11-10')).toBe('contracts.none')
  expect(contractRefusal(contract, 'c2', '2026-11-10')).toBe('contracts.none')
  expect(contractRefusal(contract, 'c1', '2026-12-01')).toBe('contracts.ended')
  expect(contractRefusal(contract, 'c1', '2026-11-30')).toBeNull()
  expect(contractRefusal(contract, 'c1', '2026-10-01')).toBeNull()
})

import { describe, expect, it } from 'vitest'
import { flagParam, knownParams, listParam, periodParam, searchParam } from './filter-params'

describe('filters read from an address', () => {
  it('takes lists apart and drops what is unknown', () => {
    expect(listParam('planned, running,')).toEqual(['planned', 'running'])
    expect(listParam(undefined)).toEqual([])
    expect(knownParams('planned,x', ['planned', 'done'])).toEqual(['planned'])
  })

  it('reads periods, also with one side open, and refuses other text', () => {
    expect(periodParam('2026-11-23..2026-11-29')).toEqual({ start: '2026-11-23', end: '2026-11-29' })
    expect(periodParam('..2026-11-29')).toEqual({ start: null, end: '2026-11-29' })
    expect(periodParam("2026-11-23'--")).toBeNull()
    expect(periodParam(undefined)).toBeNull()
  })

  it('reads flags and bounded words', () => {
    expect(flagParam('true')).toBe(true)
    expect(flagParam('1')).toBe(false)
    expect(searchParam(`  ${'a'.repeat(300)}`)).toHaveLength(200)
  })
})

import { describe, expect, it } from 'vitest'
import { dateWords } from './date-words'

const now = new Date('2026-11-22T22:30:00Z') // 23:30 in Brussels

describe('dates as people say them', () => {
  it('knows today, tomorrow and yesterday in the time zone, not on the server', () => {
    const near = (value: string, zone = 'Europe/Brussels') => dateWords(value, 'nl-BE', zone, now).near
    expect(near('2026-11-22T23:30:00Z')).toBe(1)
    expect(near('2026-11-22T22:59:00Z')).toBe(0)
    expect(near('2026-11-21T23:30:00Z')).toBe(0)
    expect(near('2026-11-21T22:30:00Z')).toBe(-1)
    expect(near('2026-11-24T12:00:00Z')).toBeNull()
    expect(near('2026-11-22T23:30:00Z', 'UTC')).toBe(0)
    expect(near('2026-11-23')).toBe(1)
  })

  it('says the weekday, the day and the time', () => {
    const words = dateWords('2026-11-24T12:30:00Z', 'nl-BE', 'Europe/Brussels', now)
    expect(words).toMatchObject({ day: 'di 24 nov', time: '13:30', full: 'dinsdag 24 november 2026, 13:30' })
  })

  it('keeps the wall clock when summer time starts', () => {
    expect(dateWords('2027-03-28T00:59:00Z', 'nl-BE', 'Europe/Brussels', now).time).toBe('01:59')
    expect(dateWords('2027-03-28T01:00:00Z', 'nl-BE', 'Europe/Brussels', now).time).toBe('03:00')
  })

  it('adds the year only when it is another one', () => {
    expect(dateWords('2025-11-24', 'nl-BE', 'Europe/Brussels', now).day).toBe('ma 24 nov 2025')
  })

  it('never shifts a plain date', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Amsterdam']) {
      expect(dateWords('2027-01-01', 'nl-NL', zone, now)).toMatchObject({ time: null, machine: '2027-01-01' })
      expect(dateWords('2027-01-01', 'nl-NL', zone, now).full).toBe('vrijdag 1 januari 2027')
    }
  })
})

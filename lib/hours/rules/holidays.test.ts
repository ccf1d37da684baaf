import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extraHolidays } from '@/lib/auth/rules'
import { weekdayOf } from '@/lib/auth/rules/schedule'
import { addDays } from '@/lib/time'
import { easter, holidayNames, holidaysBetween, holidaysOf } from './holidays'

const years = fc.integer({ min: 1990, max: 2150 })
const dayOf = (country: string, year: number, name: string) =>
  holidaysOf({ country, extra: [] }, year).find((holiday) => holiday.name === name)?.day

test('Easter of the years 2020 to 2035', () => {
  const known = `2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16
    2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25`
  expect(Array.from({ length: 16 }, (_, index) => easter(2020 + index))).toEqual(known.split(/\s+/))
})

test('Easter is a Sunday from 22 March to 25 April', () => {
  fc.assert(
    fc.property(years, (year) => {
      const day = easter(year)
      expect(weekdayOf(day)).toBe(7)
      expect(day >= `${year}-03-22` && day <= `${year}-04-25`).toBe(true)
    }),
  )
})

test('the ten of Belgium in 2026', () => {
  expect(holidaysOf({ country: 'BE', extra: [] }, 2026)).toEqual([
    { day: '2026-01-01', name: 'new_year' },
    { day: '2026-04-06', name: 'easter_monday' },
    { day: '2026-05-01', name: 'labour_day' },
    { day: '2026-05-14', name: 'ascension' },
    { day: '2026-05-25', name: 'whit_monday' },
    { day: '2026-07-21', name: 'national_day' },
    { day: '2026-08-15', name: 'assumption' },
    { day: '2026-11-01', name: 'all_saints' },
    { day: '2026-11-11', name: 'armistice' },
    { day: '2026-12-25', name: 'christmas' },
  ])
})

test('Belgium has ten each year, the Netherlands nine and Liberation Day every fifth year', () => {
  fc.assert(
    fc.property(years, (year) => {
      expect(holidaysOf({ country: 'BE', extra: [] }, year)).toHaveLength(10)
      expect(holidaysOf({ country: 'NL', extra: [] }, year)).toHaveLength(year % 5 === 0 ? 10 : 9)
      expect(dayOf('NL', year, 'liberation_day')).toBe(year % 5 === 0 ? `${year}-05-05` : undefined)
      expect(holidaysOf({ country: 'DE', extra: [] }, year)).toEqual([])
      for (const { day, name } of [
        ...holidaysOf({ country: 'BE', extra: [] }, year),
        ...holidaysOf({ country: 'NL', extra: [] }, year),
      ]) {
        expect(day.slice(0, 4)).toBe(String(year))
        expect(holidayNames).toContain(name)
      }
    }),
  )
})

test('the King is celebrated on Saturday when the 27th of April is a Sunday, and never on a Sunday', () => {
  expect(dayOf('NL', 2025, 'kings_day')).toBe('2025-04-26')
  expect(dayOf('NL', 2026, 'kings_day')).toBe('2026-04-27')
  fc.assert(fc.property(years, (year) => weekdayOf(dayOf('NL', year, 'kings_day') ?? '') !== 7))
})

test('the days that follow Easter lie a fixed number of days after it', () => {
  fc.assert(
    fc.property(years, (year) => {
      expect(dayOf('BE', year, 'easter_monday')).toBe(addDays(easter(year), 1))
      expect(dayOf('BE', year, 'ascension')).toBe(addDays(easter(year), 39))
      expect(dayOf('NL', year, 'whit_sunday')).toBe(addDays(easter(year), 49))
      expect(dayOf('NL', year, 'whit_monday')).toBe(addDays(easter(year), 50))
    }),
  )
})

test('a period over New Year has the holidays of both years, its first and last day included', () => {
  expect([...holidaysBetween({ country: 'BE', extra: [] }, '2026-12-25', '2027-01-01')]).toEqual([
    ['2026-12-25', 'christmas'],
    ['2027-01-01', 'new_year'],
  ])
  expect([...holidaysBetween({ country: 'NL', extra: [] }, '2026-12-26', '2026-12-31').values()]).toEqual([
    'second_christmas',
  ])
  expect(holidaysBetween({ country: 'BE', extra: [] }, '2026-06-01', '2026-06-30').size).toBe(0)
})

test('the feasts of regions and communities are days off for a company that gives them, in its own country', () => {
  const added = (country: 'BE' | 'NL', year: number) =>
    holidaysOf({ country, extra: Object.values(extraHolidays).flat() }, year)
      .filter(({ name }) => dayOf(country, year, name) === undefined)
      .map(({ day, name }) => `${day} ${name}`)
  expect(added('BE', 2026)).toEqual([
    '2026-05-08 brussels_day',
    '2026-07-11 flemish_day',
    '2026-09-20 walloon_day',
    '2026-09-27 french_day',
    '2026-11-15 german_day',
  ])
  expect(added('NL', 2026)).toEqual(['2026-04-03 good_friday', '2026-05-05 liberation_day'])
  expect(holidaysOf({ country: 'BE', extra: ['flemish_day'] }, 2027)).toContainEqual({
    day: '2027-07-11',
    name: 'flemish_day',
  })
  fc.assert(
    fc.property(years, (year) => {
      const walloon = holidaysOf({ country: 'BE', extra: ['walloon_day'] }, year).find(
        ({ name }) => name === 'walloon_day',
      )
      const [day = ''] = [walloon?.day]
      expect([weekdayOf(day), day >= `${year}-09-15`, day <= `${year}-09-21`]).toEqual([7, true, true])
      // Liberation Day stands once in the years in which everybody has it.
      expect(holidaysOf({ country: 'NL', extra: ['liberation_day'] }, year)).toHaveLength(10)
    }),
  )
})

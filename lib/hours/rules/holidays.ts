import { weekdayOf } from '@/lib/auth/rules/schedule'
import { addDays, type DayText } from '@/lib/time'

/** Names are keys of messages/<language>/hours: `holidays.<name>`. */
export type Holiday = { day: DayText; name: HolidayName }
export const holidayNames = [
  'new_year',
  'easter',
  'easter_monday',
  'kings_day',
  'labour_day',
  'liberation_day',
  'ascension',
  'whit_sunday',
  'whit_monday',
  'national_day',
  'assumption',
  'all_saints',
  'armistice',
  'christmas',
  'second_christmas',
  'good_friday',
  'brussels_day',
  'flemish_day',
  'walloon_day',
  'french_day',
  'german_day',
] as const
export type HolidayName = (typeof holidayNames)[number]

/** Whose holidays: those of a country by law, and which others the company gives (`extraHolidays` of lib/auth). */
export type HolidayRules = { country: string; extra: readonly string[] }

/** The holidays of a company. */
export const holidayRulesOf = (company: {
  country: string
  settings: { extraHolidays: readonly string[] }
}): HolidayRules => ({
  country: company.country,
  extra: company.settings.extraHolidays,
})

/** Easter Sunday of a year of the Gregorian calendar: the computus of Meeus, Jones and Butcher. */
export function easter(year: number): DayText {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const leapCenturies = Math.floor(century / 4)
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const march = epact + weekday - 7 * late + 22
  return addDays(`${year}-03-01`, march - 1)
}

/**
 * Public holidays of a year. Belgium: the ten of the law of 4 January 1974 and its royal decree of 18 April 1974. The
 * Netherlands: those of article 3 of the Algemene termijnenwet; Liberation Day counts in every fifth year, when most
 * collective agreements give it, and King's Day moves to Saturday when it falls on a Sunday. Another country has none. `extra`
 * adds what the company gives besides: the feasts of the Belgian regions (Brussels on 8 May, Wallonia on the third Sunday
 * of September) and communities (Flemish on 11 July, French on 27 September, German-speaking on 15 November).
 */
export function holidaysOf({ country, extra }: HolidayRules, year: number): Holiday[] {
  const sunday = easter(year)
  const fromEaster = (days: number, name: HolidayName): Holiday => ({ day: addDays(sunday, days), name })
  const on = (monthDay: string, name: HolidayName): Holiday => ({ day: `${year}-${monthDay}`, name })
  const shared = [
    on('01-01', 'new_year'),
    fromEaster(1, 'easter_monday'),
    fromEaster(39, 'ascension'),
    fromEaster(50, 'whit_monday'),
    on('12-25', 'christmas'),
  ]
  const own: Record<string, Holiday[]> = {
    BE: [
      on('05-01', 'labour_day'),
      on('07-21', 'national_day'),
      on('08-15', 'assumption'),
      on('11-01', 'all_saints'),
      on('11-11', 'armistice'),
    ],
    NL: [
      fromEaster(0, 'easter'),
      on(isSunday(`${year}-04-27`) ? '04-26' : '04-27', 'kings_day'),
      ...(year % 5 === 0 ? [on('05-05', 'liberation_day')] : []),
      fromEaster(49, 'whit_sunday'),
      on('12-26', 'second_christmas'),
    ],
  }
  const given: Record<string, Holiday[]> = {
    BE: [
      on('05-08', 'brussels_day'),
      on('07-11', 'flemish_day'),
      { day: thirdSundayOf(`${year}-09-01`), name: 'walloon_day' },
      on('09-27', 'french_day'),
      on('11-15', 'german_day'),
    ],
    NL: [fromEaster(-2, 'good_friday'), on('05-05', 'liberation_day')],
  }
  const ownDays = own[country]
  if (!ownDays) return []
  const added = (given[country] ?? []).filter(
    ({ name }) => extra.includes(name) && !ownDays.some((one) => one.name === name),
  )
  return [...shared, ...ownDays, ...added].sort((a, b) => a.day.localeCompare(b.day))
}

/** The holidays among the days from … to, both included, by day. */
export function holidaysBetween(rules: HolidayRules, from: DayText, to: DayText): Map<DayText, HolidayName> {
  const found = new Map<DayText, HolidayName>()
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    for (const { day, name } of holidaysOf(rules, year)) if (day >= from && day <= to) found.set(day, name)
  return found
}

function isSunday(day: DayText): boolean {
  return weekdayOf(day) === 7
}

function thirdSundayOf(first: DayText): DayText {
  return addDays(first, 21 - weekdayOf(first))
}

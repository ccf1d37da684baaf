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
] as const
export type HolidayName = (typeof holidayNames)[number]

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
 * collective agreements give it, and King's Day moves to Saturday when it falls on a Sunday. Another country has none.
 */
export function holidaysOf(country: string, year: number): Holiday[] {
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
  const ownDays = own[country]
  return ownDays ? [...shared, ...ownDays].sort((a, b) => a.day.localeCompare(b.day)) : []
}

/** The holidays among the days from … to, both included, by day. */
export function holidaysBetween(country: string, from: DayText, to: DayText): Map<DayText, HolidayName> {
  const found = new Map<DayText, HolidayName>()
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    for (const { day, name } of holidaysOf(country, year)) if (day >= from && day <= to) found.set(day, name)
  return found
}

function isSunday(day: DayText): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0
}

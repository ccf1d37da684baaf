import type { ArrivalRule } from '@/lib/forms/rules'
import { dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import { arrivalWindow, type DayPart } from '../rules'

/** When the customer may expect us: from … to, the same for a time itself; `part` when only the part of the day is told. */
export type Arrival = { from: string; to: string; part: DayPart | null }

/** What decides how precisely a customer is told: the company's settings and what the order type says instead. */
export type ArrivalFacts = {
  timeZone: string
  settings: { arrivalWindowMinutes: number; arrivalByPart: boolean; dayStart: string; dayEnd: string }
  type: { arrival: ArrivalRule; arrivalWindowMinutes: number }
}

const noon = '12:00'
const evening = '18:00'

/** The arrival that is told for a start: the time, a window around it, or the part of the day it falls in. */
export function arrivalOf(startAt: string, { timeZone, settings, type }: ArrivalFacts): Arrival {
  const isPart = type.arrival === 'part' || (type.arrival === 'company' && settings.arrivalByPart)
  if (isPart) return partWindow(timeZone, startAt, settings)
  const minutes =
    type.arrival === 'exact' ? 0 : type.arrival === 'window' ? type.arrivalWindowMinutes : settings.arrivalWindowMinutes
  return { ...arrivalWindow(startAt, minutes), part: null }
}

/** Morning until noon, afternoon until six, then evening; where the organization is. */
export function dayPartOf(timeZone: string, at: string): DayPart {
  const clock = instantOf(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
  return clock < noon ? 'morning' : clock < evening ? 'afternoon' : 'evening'
}

/** The hours of the part of the day, within the working day; stretched to hold the start itself. */
function partWindow(timeZone: string, startAt: string, { dayStart, dayEnd }: ArrivalFacts['settings']): Arrival {
  const part = dayPartOf(timeZone, startAt)
  const bounds = {
    morning: [dayStart, noon],
    afternoon: [noon, dayEnd > noon && dayEnd < evening ? dayEnd : evening],
    evening: [evening, dayEnd > evening ? dayEnd : '22:00'],
  } as const
  const [from, to] = bounds[part].map((clock) => instantAt(timeZone, dayIn(timeZone, startAt), clock)) as [
    string,
    string,
  ]
  return { from: earlier(from, startAt), to: later(to, startAt), part }
}

function earlier(a: string, b: string): string {
  return Temporal.Instant.compare(instantOf(a), instantOf(b)) < 0 ? a : b
}

function later(a: string, b: string): string {
  return Temporal.Instant.compare(instantOf(a), instantOf(b)) < 0 ? b : a
}

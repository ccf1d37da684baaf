import type { Temporal } from '@/lib/time'

/** For how long a company may keep where its technicians were. */
export const maxPositionDays = 365

/** Five decimals, about a metre: nobody needs to know it better. */
export function roundedDegrees(degrees: number): number {
  // Adding 0 makes one zero of the two.
  return Math.round(degrees * 100_000) / 100_000 + 0
}

export function roundedMetres(metres: number): number {
  return Math.round(metres)
}

/** Since when positions are kept at a moment: the same time of day so many days back, also when the clock changed meanwhile. */
export function keptSince(now: Temporal.Instant, days: number, timeZone: string): Temporal.Instant {
  return now.toZonedDateTimeISO(timeZone).subtract({ days }).toInstant()
}

/** Metres to an address in steps that people read: 10 up to a kilometre, 100 beyond. */
export function readableMetres(metres: number): number {
  const step = metres < 1000 ? 10 : 100
  return Math.round(metres / step) * step
}

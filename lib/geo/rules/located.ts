import type { Place } from './road'

/** How exactly a place is known: not at all, by its municipality or village, by its address, or by a pin set by hand. */
export const locatedKinds = ['none', 'place', 'address', 'pin'] as const
export type Located = (typeof locatedKinds)[number]

/** Countries of the built-in table. */
export type Country = 'BE' | 'NL'

export type Address = { street: string; houseNumber: string; postalCode: string; city: string; country: string }

export const noAddress: Address = { street: '', houseNumber: '', postalCode: '', city: '', country: 'BE' }

/** Where an address is, and who said so; empty: nobody looked yet. */
export type Location = {
  latitude: number | null
  longitude: number | null
  located: Located
  locatedBy: string
}

/** Not looked up yet. */
export const unlocated: Location = { latitude: null, longitude: null, located: 'none', locatedBy: '' }

/** Whether an address says enough to look for. */
export function isFindable(address: Address): boolean {
  return address.city.trim() !== '' || address.postalCode.trim() !== ''
}

/** An address changed in a way that may move it: capitals and blanks don't. */
export function hasMoved(before: Address, after: Address): boolean {
  const line = ({ street, houseNumber, postalCode, city, country }: Address) =>
    [street, houseNumber, postalCode, city, country]
      .map((part) => part.trim().toLowerCase().replace(/\s+/g, ' '))
      .join('|')
  return line(before) !== line(after)
}

/**
 * What a row says about where it is. Coordinates of before places were looked up were typed by hand, and count as a pin;
 * `looking` while nobody looked yet.
 */
export function locatedState(row: Location): Located | 'looking' {
  if (row.latitude !== null && row.located === 'none') return 'pin'
  if (row.located === 'none' && row.locatedBy === '') return 'looking'
  return row.located
}

/** The place of a row, or null. */
export function placeOf(row: { latitude: number | null; longitude: number | null }): Place | null {
  const { latitude, longitude } = row
  return latitude === null || longitude === null ? null : { latitude, longitude }
}

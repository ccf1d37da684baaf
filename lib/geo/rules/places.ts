import { areaTown, areaTowns } from './areas'
import type { Address } from './located'
import { namesOf, plainName } from './names'
import { metresBetween, type Place } from './road'

/** One line of the table of places, read. */
type Known = Place & { country: string; people: number; isPart: boolean }

export type PlaceTable = {
  /** `BE leuven` → the places that are called so, and those that are known by that name too. */
  own: ReadonlyMap<string, readonly Known[]>
  other: ReadonlyMap<string, readonly Known[]>
  /** Town of each area of postcodes (areas.ts). */
  towns: ReadonlyMap<string, Place>
}

/** Farther from the town of its postcodes no place lies: a greater distance is a wrong postcode, or a wrong name. */
const areaMetres = 50_000

/** Reads the lines of places.json: country|name|latitude|longitude|inhabitants|part of a town|other names. */
export function readPlaces(lines: readonly string[]): PlaceTable {
  const [own, other] = [new Map<string, Known[]>(), new Map<string, Known[]>()]
  const add = (map: Map<string, Known[]>, key: string, place: Known) => map.set(key, [...(map.get(key) ?? []), place])
  for (const line of lines) {
    const [country = '', name = '', latitude, longitude, people, part, others = ''] = line.split('|')
    const place = {
      country,
      latitude: Number(latitude),
      longitude: Number(longitude),
      people: Number(people),
      isPart: part === '1',
    }
    for (const form of namesOf(name)) add(own, `${country} ${form}`, place)
    for (const form of others.split('/').filter(Boolean)) add(other, `${country} ${form}`, place)
  }
  const towns = new Map<string, Place>()
  for (const [area, town] of areaTowns) {
    const largest = largestOf(own.get(`${area.slice(0, 2)} ${plainName(town)}`) ?? [])
    if (largest) towns.set(town, largest)
  }
  return { own, other, towns }
}

/**
 * The municipality or village of an address in Belgium or the Netherlands, by name and postcode; null when none fits. Of
 * places with the same name the one nearest to the town of the postcode counts, without a postcode the largest.
 */
export function findPlace(table: PlaceTable, address: Pick<Address, 'postalCode' | 'city' | 'country'>): Place | null {
  const town = areaTown(address.country, address.postalCode)
  const area = town ? table.towns.get(town) : undefined
  const fits = (places: readonly Known[]) =>
    area ? places.filter((place) => metresBetween(area, place) <= areaMetres) : places
  const forms = formsOf(address.city)
  for (const map of [table.own, table.other])
    for (const form of forms) {
      const found = choose(fits(map.get(`${address.country} ${form}`) ?? []), area)
      if (found) return found
    }
  // One letter wrong, missing, too much or swapped, where the postcode says in which area to look.
  const typed = forms[0] ?? ''
  if (!area || typed.length < 5) return null
  const alike = [...table.own].filter(([key]) => key.startsWith(address.country) && isOneOff(typed, key.slice(3)))
  return choose(fits(alike.flatMap(([, places]) => places)), area)
}

/** The forms to look for, the surest first: `Antwerpen (Berchem)` is Berchem rather than Antwerpen. */
function formsOf(city: string): string[] {
  const withoutCode = city.replace(/^\s*(?:[A-Z]{1,2}-)?\d{4}\s*(?:[A-Z]{2}\b)?/, '')
  const forms = namesOf(withoutCode)
  // `Hengelo GLD`, `Bergen NH`, `Brussel 2`: what stands behind the name tells it apart, and the postcode does too.
  return [...new Set([...forms, ...forms.map((form) => form.replace(/ (?:[a-z]{1,3}|\d+)$/, ''))])]
}

function choose(places: readonly Known[], area: Place | undefined): Place | null {
  const found = area
    ? [...places].sort(
        (one, other) =>
          Number(one.isPart) - Number(other.isPart) || metresBetween(area, one) - metresBetween(area, other),
      )[0]
    : largestOf(places)
  return found ? { latitude: found.latitude, longitude: found.longitude } : null
}

function largestOf(places: readonly Known[]): Known | undefined {
  return [...places].sort((one, other) => Number(one.isPart) - Number(other.isPart) || other.people - one.people)[0]
}

/** Whether two words differ by one letter: another, one more, one less, or two beside each other swapped. */
export function isOneOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false
  let at = 0
  while (one[at] === other[at]) at++
  const [left, right] = [one.slice(at), other.slice(at)]
  if (left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)) return true
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)
}

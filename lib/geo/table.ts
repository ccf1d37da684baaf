import file from './places.json'
import type { Address } from './rules/located'
import { findPlace, type PlaceTable, readPlaces } from './rules/places'
import type { Place } from './rules/road'

let table: PlaceTable | undefined

/** The municipality or village of an address in Belgium or the Netherlands, from the table that comes along; or null. */
export function builtInPlace(address: Pick<Address, 'postalCode' | 'city' | 'country'>): Place | null {
  table ??= readPlaces(file.places)
  return findPlace(table, address)
}

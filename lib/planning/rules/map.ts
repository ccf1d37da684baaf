import { type BoardMember, type BoardVisit, dayMinutes } from '../rules'
import { endOf } from './clock'

export type Position = readonly [longitude: number, latitude: number]

/** Where a visit or an order is, as it travels to the map. */
export type PlaceRow = [
  id: string,
  siteId: string,
  customerId: string,
  address: string,
  latitude: number | null,
  longitude: number | null,
]
export type MapData = {
  visits: PlaceRow[]
  orders: PlaceRow[]
  /** Where the day of a member begins: at home, or at the depot. */
  homes: [memberId: string, longitude: number, latitude: number][]
}

/** A place of work; without a position nobody found it on the map yet. */
export type Place = { siteId: string; customerId: string; address: string; position: Position | null }

/** A visit on the way of one technician. Its place is undefined while the map does not know it yet. */
export type Stop = { visit: BoardVisit; number: number; place: Place | undefined }
/** What one technician does on a day, in order, and the straight line along it. */
export type Route = { member: BoardMember; stops: readonly Stop[]; line: readonly Position[] }

export function placesOf(rows: readonly PlaceRow[]): Map<string, Place> {
  return new Map(
    rows.map(([id, siteId, customerId, address, latitude, longitude]) => [
      id,
      { siteId, customerId, address, position: latitude === null || longitude === null ? null : [longitude, latitude] },
    ]),
  )
}

/** The visits that touch the day that begins at `day` (wall minutes), earliest first. Without a time there is no order. */
function visitsOn(day: number, visits: Iterable<BoardVisit>): BoardVisit[] {
  return [...visits]
    .flatMap((visit) => (visit.start === null ? [] : [{ visit, start: visit.start }]))
    .filter(({ visit, start }) => start < day + dayMinutes && endOf({ ...visit, start }) > day)
    .sort((a, b) => a.start - b.start || (a.visit.id < b.visit.id ? -1 : 1))
    .map(({ visit }) => visit)
}

/** The way of every technician who has visits on a day, beginning at home where that is known. A team's visit is on all of theirs. */
export function routesOn(
  day: number,
  members: readonly BoardMember[],
  visits: Iterable<BoardVisit>,
  places: ReadonlyMap<string, Place>,
  homes: ReadonlyMap<string, Position> = new Map(),
): Route[] {
  const ofDay = visitsOn(day, visits)
  return members.flatMap((member) => {
    const stops = ofDay
      .filter(({ memberIds }) => memberIds.includes(member.id))
      .map((visit, at): Stop => ({ visit, number: at + 1, place: places.get(visit.id) }))
    if (stops.length === 0) return []
    const home = homes.get(member.id)
    const line = [...(home ? [home] : []), ...stops.flatMap(({ place }) => (place?.position ? [place.position] : []))]
    return [{ member, stops, line }]
  })
}

/** Stops at the very same place: one sign on the map. */
export type Spot = { position: Position; stops: readonly { member: BoardMember; visit: BoardVisit; number: number }[] }

/** Everything of these routes that has a place, each place once, in the order of the routes. */
export function spotsOf(routes: readonly Route[]): Spot[] {
  const spots = new Map<
    string,
    { position: Position; stops: { member: BoardMember; visit: BoardVisit; number: number }[] }
  >()
  for (const { member, stops } of routes)
    for (const { visit, number, place } of stops) {
      if (!place?.position) continue
      const key = place.position.join()
      const spot = spots.get(key) ?? { position: place.position, stops: [] }
      spot.stops.push({ member, visit, number })
      spots.set(key, spot)
    }
  return [...spots.values()]
}

/** Visits and orders whose place of work nobody found on the map yet, each place of work once. */
export function placeless(places: Iterable<Place | undefined>): Place[] {
  const found = new Map<string, Place>()
  for (const place of places) if (place && !place.position) found.set(place.siteId, place)
  return [...found.values()]
}

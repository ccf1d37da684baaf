import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { AwayError, ask, isOurs } from './ask'
import { type Address, isFindable, type Location } from './rules/located'
import { metresBetween, type Place } from './rules/road'
import { builtInPlace } from './table'

type Found = Place & { located: 'place' | 'address' }
type Geocoder = NonNullable<typeof env.GEOCODER_KIND>

const timeoutMillis = 5_000
/** A server that points farther than this from the municipality means another place of the same name. */
const trustedMetres = 50_000

/** Who is to look up addresses of a country: the server that is configured and knows it, or our own table. */
export function geocoderOf(country: string): Geocoder | 'table' {
  const kind = env.GEOCODER_KIND
  return kind && (kind !== 'pdok' || country === 'NL') ? kind : 'table'
}

/**
 * Where an address is. By the configured server; where that does not know, by the municipality in our own table.
 * `locatedBy` is who looked, and `away` when the server did not answer, so that it is worth trying again.
 */
export async function locate(address: Address): Promise<Location & { locatedBy: Geocoder | 'table' | 'away' }> {
  const kind = geocoderOf(address.country)
  const place = builtInPlace(address)
  const own = (locatedBy: Geocoder | 'table' | 'away') =>
    place
      ? { latitude: place.latitude, longitude: place.longitude, located: 'place' as const, locatedBy }
      : { latitude: null, longitude: null, located: 'none' as const, locatedBy }
  if (kind === 'table' || !isFindable(address)) return own(kind)
  try {
    const found = await asked(kind, address)
    if (!found || (place && metresBetween(place, found) > trustedMetres)) return own(kind)
    return { ...found, locatedBy: kind }
  } catch (error) {
    if (!(error instanceof AwayError)) throw error
    log.warn('geocoder', { kind, reason: error.message })
    return own(isOurs(error) ? kind : 'away')
  }
}

function asked(kind: Geocoder, address: Address): Promise<Found | null> {
  return inTurn(() => servers[kind](env.GEOCODER_URL ?? '', address))
}

const degrees = z.coerce.number().refine(Number.isFinite)
const latitude = degrees.pipe(z.number().min(-90).max(90))
const longitude = degrees.pipe(z.number().min(-180).max(180))

const lineOf = ({ street, houseNumber, postalCode, city }: Address) =>
  `${[street, houseNumber].filter(Boolean).join(' ')}, ${[postalCode, city].filter(Boolean).join(' ')}`

/** By kind: asks, and says how exactly it was found. A street counts as the address, a village as the place. */
const servers: Record<Geocoder, (url: string, address: Address) => Promise<Found | null>> = {
  async pdok(url, address) {
    const query = new URLSearchParams({ q: lineOf(address), rows: '1', fl: 'type,centroide_ll' })
    query.set('fq', 'type:(adres OR postcode OR weg OR woonplaats OR gemeente)')
    const point = z.string().regex(/^POINT\(-?\d+(\.\d+)? -?\d+(\.\d+)?\)$/)
    const doc = z.object({ type: z.string(), centroide_ll: point })
    const { response } = await ask(
      `${url}/free?${query}`,
      z.object({ response: z.object({ docs: z.array(doc).max(10) }) }),
      { timeoutMillis },
    )
    const [first] = response.docs
    if (!first) return null
    const [x, y] = first.centroide_ll.slice(6, -1).split(' ')
    return found(y, x, ['adres', 'postcode', 'weg'].includes(first.type))
  },
  async nominatim(url, { street, houseNumber, postalCode, city, country }) {
    const query = new URLSearchParams({ format: 'jsonv2', limit: '1', countrycodes: country.toLowerCase() })
    for (const [name, value] of Object.entries({
      street: [houseNumber, street].filter(Boolean).join(' '),
      postalcode: postalCode,
      city,
    }))
      if (value) query.set(name, value)
    const [first] = await ask(
      `${url}/search?${query}`,
      z.array(z.object({ lat: latitude, lon: longitude, place_rank: z.number() })).max(50),
      { timeoutMillis },
    )
    // Ranks of Nominatim: up to 12 countries and regions, from 26 streets and houses.
    return first && first.place_rank > 12 ? found(first.lat, first.lon, first.place_rank >= 26) : null
  },
  async photon(url, address) {
    const query = new URLSearchParams({ q: lineOf(address), limit: '5' })
    const { features } = await ask(
      `${url}/api?${query}`,
      z.object({
        features: z
          .array(
            z.object({
              geometry: z.object({ coordinates: z.tuple([longitude, latitude]) }),
              properties: z.object({ type: z.string().optional(), countrycode: z.string().optional() }),
            }),
          )
          .max(50),
      }),
      { timeoutMillis },
    )
    const first = features.find(({ properties }) => properties.countrycode?.toUpperCase() === address.country)
    const type = first?.properties.type ?? ''
    if (!first || ['county', 'state', 'country', 'other'].includes(type)) return null
    const [x, y] = first.geometry.coordinates
    return found(y, x, type === 'house' || type === 'street')
  },
}

function found(y: unknown, x: unknown, isAddress: boolean): Found | null {
  const place = z.object({ latitude, longitude }).safeParse({ latitude: y, longitude: x })
  return place.success ? { ...place.data, located: isAddress ? 'address' : 'place' } : null
}

let last: Promise<unknown> = Promise.resolve()

/** One question at a time; the public Nominatim asks for at most one a second. */
function inTurn<T>(question: () => Promise<T>): Promise<T> {
  const isPublic = env.GEOCODER_URL?.includes('nominatim.openstreetmap.org')
  const answer = last.then(question)
  last = answer.catch(() => null).then(() => (isPublic ? wait(1_000) : null))
  return answer
}

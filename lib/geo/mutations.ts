import 'server-only'
import { and, eq, inArray, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { geocoderOf, locate } from './geocode'
import { type Address, hasMoved, type Location, locatedState } from './rules/located'

type Row = Address & Location

/**
 * Looks up where something is whose address was made or changed, and keeps it. Never over a pin, and not when the address
 * changed meanwhile: that change has a job of its own. Throws when the geocoder was away, so that the job is tried again;
 * what our own table knows is kept until then. The outcome follows from the address, so that it has no history.
 */
export async function locateRow(
  actor: Actor,
  rowOf: (db: Transaction, isLocking: boolean) => Promise<Row[]>,
  keep: (write: Write, location: Location) => Promise<void>,
): Promise<void> {
  const [seen] = await reading(actor, ({ db }) => rowOf(db, false))
  if (!seen || locatedState(seen) === 'pin') return
  const found = await locate(seen)
  await writing(actor, async (write) => {
    const [row] = await rowOf(write.db, true)
    if (!row || locatedState(row) === 'pin' || hasMoved(row, seen)) return
    const isSame = (Object.keys(found) as (keyof Location)[]).every((field) => row[field] === found[field])
    if (!isSame) await keep(write, found)
  })
  if (found.locatedBy === 'away') throw new Error('the geocoder did not answer')
}

const everyGeocoder = ['', 'away', 'table', 'pdok', 'nominatim', 'photon'] as const

/** For sweeps: rows that nobody looked up yet, or not by the geocoder that is configured now; never one with a pin. */
export function isUnlocated(row: {
  country: PgColumn
  latitude: PgColumn
  located: PgColumn
  locatedBy: PgColumn
}): SQL | undefined {
  const notBy = (country: string) => everyGeocoder.filter((one) => one !== geocoderOf(country))
  return and(
    or(
      and(inArray(row.locatedBy, notBy('NL')), eq(row.country, 'NL')),
      and(inArray(row.locatedBy, notBy('BE')), ne(row.country, 'NL')),
    ),
    ne(row.located, 'pin'),
    // Coordinates of before addresses were looked up were typed by hand.
    or(ne(row.located, 'none'), isNull(row.latitude)),
  )
}

import 'server-only'
import { and, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import { travelTimes } from '@/db/schema/geo'
import { type Actor, type Read, reading, type Write, writing } from '@/lib/auth/actor'
import { log } from '@/lib/log'
import { AwayError } from './ask'
import { mostPlaces, type RoadServer, roadServer, type Way } from './road-server'
import { blocksOf, cellOf, middleOf } from './rules/cells'
import { type Place, roadMetres, roadSeconds } from './rules/road'

export type TravelMatrix = {
  /** Seconds and metres from each place (row) to each (column). */
  durations: number[][]
  distances: number[][]
  /** Whose: the server's, or, where nothing came from it, estimated. */
  source: 'estimate' | 'osrm' | 'valhalla'
  /** A server is configured, and at least one way had to be estimated because it did not answer: say so. */
  fellBack: boolean
}

/** Days after which a way is asked for again. */
const keptDays = 90
const askedAtOnce = 4
/** What one question and all of them together may take; what is not there by then is estimated. */
const patience = { oneMillis: 4_000, allMillis: 10_000 }

type Known = Map<string, Way>
const pair = (from: number, to: number) => `${from} ${to}`

/**
 * Travel times by road between all places, from the configured server (OSRM or Valhalla), remembered per pair of places of
 * about 100 m. Without a server, and for what it does not say in time, estimated from the great circle. Call it outside a
 * transaction: it may wait for the network (`patience`, at most ten seconds).
 */
export async function travelMatrix(
  actor: Actor,
  places: readonly Place[],
  { oneMillis, allMillis } = patience,
): Promise<TravelMatrix> {
  const server = roadServer()
  const cells = places.map(cellOf)
  const known: Known = server ? await remembered(actor, server, cells) : new Map()
  if (server) {
    const isWanted = (from: number, to: number) => from !== to && !known.has(pair(from, to))
    const until = Date.now() + allMillis
    const blocks = blocksOf(cells, isWanted, mostPlaces)
    // A few at a time; the first that fails is the last that is asked.
    let isAway = false
    const askers = Array.from({ length: Math.min(askedAtOnce, blocks.length) }, async () => {
      for (let block = blocks.shift(); block && !isAway; block = blocks.shift()) {
        const left = Math.min(oneMillis, until - Date.now())
        const ways = left > 0 ? await asked(server, block, left) : null
        if (!ways) isAway = true
        else {
          for (const { from, to, ...way } of ways) known.set(pair(from, to), way)
          await remember(actor, server, ways)
        }
      }
    })
    await Promise.all(askers)
  }
  return matrixOf(places, cells, known, server?.kind ?? null)
}

function matrixOf(
  places: readonly Place[],
  cells: readonly number[],
  known: Known,
  kind: RoadServer['kind'] | null,
): TravelMatrix {
  let [fellBack, hasAnswer] = [false, false]
  const rows = places.map((_, one) =>
    places.map((_, other) => {
      const { isKnown, ...way } = wayBetween(known, places, cells, one, other)
      if (isKnown) hasAnswer = true
      else if (kind && cells[one] !== cells[other]) fellBack = true
      return way
    }),
  )
  return {
    durations: rows.map((row) => row.map(({ seconds }) => seconds)),
    distances: rows.map((row) => row.map(({ metres }) => metres)),
    source: kind && (hasAnswer || !fellBack) ? kind : 'estimate',
    fellBack,
  }
}

/** The way as the server said it; within a cell, and where it said nothing, estimated. */
function wayBetween(known: Known, places: readonly Place[], cells: readonly number[], from: number, to: number) {
  const [start, end, here, there] = [places[from]!, places[to]!, cells[from]!, cells[to]!]
  const way = here === there ? undefined : known.get(pair(here, there))
  const metres = way?.metres ?? roadMetres(start, end)
  return { metres, seconds: way?.seconds ?? roadSeconds(metres), isKnown: way !== undefined }
}

type Answered = Way & { from: number; to: number }

async function asked(
  server: RoadServer,
  { from, to }: { from: number[]; to: number[] },
  timeoutMillis: number,
): Promise<Answered[] | null> {
  try {
    const ways = await server.table(from.map(middleOf), to.map(middleOf), timeoutMillis)
    return from.flatMap((one, row) =>
      to.map((other, column) => ({
        from: one,
        to: other,
        ...(ways[row]?.[column] ?? { seconds: null, metres: null }),
      })),
    )
  } catch (error) {
    if (!(error instanceof AwayError)) throw error
    log.warn('travel times', { kind: server.kind, reason: error.message })
    return null
  }
}

function remembered(actor: Actor, { kind }: RoadServer, cells: readonly number[]): Promise<Known> {
  const all = sql.param([...new Set(cells)])
  const isAsked = sql`${travelTimes.fromCell} = any(${all}::bigint[]) and ${travelTimes.toCell} = any(${all}::bigint[])`
  return reading(actor, (read) => knownWays(read, kind, isAsked))
}

async function knownWays({ actor, db }: Read, kind: RoadServer['kind'], isAsked: SQL): Promise<Known> {
  const rows = await db
    .select({
      from: travelTimes.fromCell,
      to: travelTimes.toCell,
      seconds: travelTimes.seconds,
      metres: travelTimes.metres,
    })
    .from(travelTimes)
    .where(
      and(
        eq(travelTimes.organizationId, actor.organizationId),
        eq(travelTimes.source, kind),
        isAsked,
        gt(travelTimes.createdAt, sql`now() - ${keptDays} * interval '1 day'`),
      ),
    )
  return new Map(rows.map(({ from, to, seconds, metres }) => [pair(from, to), { seconds, metres }]))
}

/**
 * Seconds from the first of these places to each of them, and back, by what the server said before; what it was not asked yet is
 * estimated. It asks nobody, so it may stand in a transaction.
 */
export async function waysAround(read: Read, places: readonly Place[]): Promise<{ from: number[]; to: number[] }> {
  const server = roadServer()
  const cells = places.map(cellOf)
  const [centre] = cells
  if (centre === undefined) return { from: [], to: [] }
  const all = sql.param([...new Set(cells)])
  const isAsked = sql`(${travelTimes.fromCell} = ${centre} and ${travelTimes.toCell} = any(${all}::bigint[])
    or ${travelTimes.toCell} = ${centre} and ${travelTimes.fromCell} = any(${all}::bigint[]))`
  const known: Known = server ? await knownWays(read, server.kind, isAsked) : new Map()
  const seconds = (from: number, to: number) => wayBetween(known, places, cells, from, to).seconds
  return { from: places.map((_, at) => seconds(0, at)), to: places.map((_, at) => seconds(at, 0)) }
}

/** Kept for the next time. The blocks are in order, so that two who ask for the same wait for each other instead of for ever. */
async function remember(actor: Actor, { kind }: RoadServer, ways: readonly Answered[]): Promise<void> {
  const column = (name: keyof Answered) => sql.param(ways.map((way) => way[name]))
  await writing(actor, ({ db, now }) =>
    db.execute(sql`
      insert into travel_times (organization_id, source, from_cell, to_cell, seconds, metres, created_at)
      select ${actor.organizationId}, ${kind}, way.*, ${now.toString()}
      from unnest(${column('from')}::bigint[], ${column('to')}::bigint[], ${column('seconds')}::int[], ${column('metres')}::int[]) as way
      on conflict (organization_id, source, from_cell, to_cell)
      do update set seconds = excluded.seconds, metres = excluded.metres, created_at = excluded.created_at`),
  )
}

/** Throws away what is too old to be used; so many at a time, for the sweep. */
export async function forgetOldWays({ actor, db, now }: Write): Promise<void> {
  const old = db
    .select({ place: sql`ctid` })
    .from(travelTimes)
    .where(
      and(
        eq(travelTimes.organizationId, actor.organizationId),
        lt(travelTimes.createdAt, now.subtract({ hours: 24 * keptDays }).toString()),
      ),
    )
    .limit(5_000)
  await db.delete(travelTimes).where(and(eq(travelTimes.organizationId, actor.organizationId), sql`ctid in (${old})`))
}

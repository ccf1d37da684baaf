import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import { AwayError, ask } from './ask'
import type { Place } from './rules/road'

export type RoadServer = {
  kind: NonNullable<typeof env.TRAVEL_KIND>
  /** Seconds and metres from each to each, null where no road goes. Throws `AwayError`. */
  table: (from: readonly Place[], to: readonly Place[], timeoutMillis: number) => Promise<Way[][]>
}
export type Way = { seconds: number | null; metres: number | null }

/** Places on each side of one question: OSRM allows 100 places in all by default, Valhalla 2,500 pairs. */
export const mostPlaces = 50

/** Longer than a week is nonsense, and so is a way longer than half the globe. */
const seconds = z.number().min(0).max(604_800).nullable()
const metres = z.number().min(0).max(20_100_000).nullable()

/** The server that is configured, or null. */
export function roadServer(): RoadServer | null {
  const [kind, url] = [env.TRAVEL_KIND, env.TRAVEL_URL]
  if (!kind || !url) return null
  return { kind, table: (from, to, timeoutMillis) => servers[kind](url, from, to, timeoutMillis) }
}

type Ask = (url: string, from: readonly Place[], to: readonly Place[], timeoutMillis: number) => Promise<Way[][]>

const servers: Record<RoadServer['kind'], Ask> = {
  async osrm(url, from, to, timeoutMillis) {
    const places = [...from, ...to].map(({ latitude, longitude }) => `${longitude},${latitude}`).join(';')
    const numbers = (length: number, first: number) => Array.from({ length }, (_, at) => first + at).join(';')
    const query = `sources=${numbers(from.length, 0)}&destinations=${numbers(to.length, from.length)}`
    const answer = await ask(
      `${url}/table/v1/driving/${places}?${query}&annotations=duration,distance`,
      z.object({
        code: z.literal('Ok'),
        durations: z.array(z.array(seconds)),
        distances: z.array(z.array(metres)),
      }),
      { timeoutMillis },
    )
    const ways = answer.durations.map((row, one) =>
      row.map((duration, other) => wayOf(duration, answer.distances[one]?.[other])),
    )
    return whole(ways, from, to)
  },
  async valhalla(url, from, to, timeoutMillis) {
    const placed = (places: readonly Place[]) =>
      places.map(({ latitude, longitude }) => ({ lat: latitude, lon: longitude }))
    const way = z.object({ time: seconds, distance: z.number().min(0).max(20_100).nullable() })
    const answer = await ask(`${url}/sources_to_targets`, z.object({ sources_to_targets: z.array(z.array(way)) }), {
      timeoutMillis,
      body: { sources: placed(from), targets: placed(to), costing: 'auto', units: 'kilometers' },
    })
    const ways = answer.sources_to_targets.map((row) =>
      row.map(({ time, distance }) => wayOf(time, distance === null ? null : distance * 1000)),
    )
    return whole(ways, from, to)
  },
}

function wayOf(duration: number | null, distance: number | null | undefined): Way {
  if (duration === null || distance === null || distance === undefined) return { seconds: null, metres: null }
  return { seconds: Math.round(duration), metres: Math.round(distance) }
}

/** As many rows and columns as were asked for, or it is no answer. */
function whole(ways: Way[][], from: readonly Place[], to: readonly Place[]): Way[][] {
  if (ways.length === from.length && ways.every((row) => row.length === to.length)) return ways
  throw new AwayError('the travel times are not those that were asked for')
}

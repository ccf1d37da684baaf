import 'server-only'
import type { Actor } from '@/lib/auth/actor'
import { roadMetres, roadSeconds } from '@/lib/engine/travel'

type Place = { latitude: number; longitude: number }

/** Seconds and metres between places, from each to each. `fellBack`: a server was asked and did not answer. */
export async function travelMatrix(
  _actor: Actor,
  places: readonly Place[],
): Promise<{
  durations: number[][]
  distances: number[][]
  source: 'estimate' | 'osrm' | 'valhalla'
  fellBack: boolean
}> {
  const distances = places.map((from) =>
    places.map((to) => roadMetres([from.longitude, from.latitude], [to.longitude, to.latitude])),
  )
  return { distances, durations: distances.map((row) => row.map(roadSeconds)), source: 'estimate', fellBack: false }
}

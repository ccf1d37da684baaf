/** A place on earth, in degrees. */
export type Place = { latitude: number; longitude: number }
/** A place as it travels, shorter. */
export type Position = readonly [longitude: number, latitude: number]

export function placeAt([longitude, latitude]: Position): Place {
  return { latitude, longitude }
}

/** Roads are longer than the crow flies: by this much in Western Europe. */
const roadFactor = 1.3
/** Slow near the door, faster on the way: so many kilometres at so many per hour, and the rest at the last speed. */
const speeds = [
  { km: 5, perHour: 30 },
  { km: 15, perHour: 50 },
  { km: Number.POSITIVE_INFINITY, perHour: 80 },
]

/** Metres as the crow flies: the great circle on a ball of 6,371 km. */
export function metresBetween(from: Place, to: Place): number {
  const radians = Math.PI / 180
  const [dx, dy] = [(to.longitude - from.longitude) * radians, (to.latitude - from.latitude) * radians]
  const across = Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * Math.sin(dx / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(Math.sin(dy / 2) ** 2 + across)))
}

/** Metres by road, estimated: it needs no network, and knows no rivers and no traffic. Whole metres. */
export function roadMetres(from: Place, to: Place): number {
  return Math.round(metresBetween(from, to) * roadFactor)
}

/** Seconds that so many metres by road take, estimated. Whole seconds. */
export function roadSeconds(metres: number): number {
  let [left, hours] = [metres / 1000, 0]
  for (const { km, perHour } of speeds) {
    hours += Math.min(left, km) / perHour
    left = Math.max(0, left - km)
  }
  return Math.round(hours * 3600)
}

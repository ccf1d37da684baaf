/** A place on earth, in degrees. */
export type Position = readonly [longitude: number, latitude: number]

/** Roads are longer than the crow flies: by this much in Western Europe. */
const roadFactor = 1.3
/** Slow near the door, faster on the way: so many kilometres at so many per hour, and the rest at the last speed. */
const speeds = [
  { km: 5, perHour: 30 },
  { km: 15, perHour: 50 },
  { km: Number.POSITIVE_INFINITY, perHour: 80 },
]

/** Metres by road, estimated from the great circle. It needs no network, and knows no rivers and no traffic. */
export function roadMetres(from: Position, to: Position): number {
  const radians = Math.PI / 180
  const [dx, dy] = [(to[0] - from[0]) * radians, (to[1] - from[1]) * radians]
  const half = Math.sin(dy / 2) ** 2 + Math.cos(from[1] * radians) * Math.cos(to[1] * radians) * Math.sin(dx / 2) ** 2
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(half))) * roadFactor)
}

/** Seconds that so many metres by road take. */
export function roadSeconds(metres: number): number {
  let [left, hours] = [metres / 1000, 0]
  for (const { km, perHour } of speeds) {
    hours += Math.min(left, km) / perHour
    left = Math.max(0, left - km)
  }
  return Math.round(hours * 3600)
}

export type Position = [longitude: number, latitude: number]
export type Ring = Position[]
export type Box = { west: number; south: number; east: number; north: number }

/** What of a ring lies within the box, closed along its edges (Sutherland and Hodgman, 1974). */
export function clipped(ring: Ring, { west, south, east, north }: Box): Ring {
  const edges: [inside: (p: Position) => boolean, axis: 0 | 1, at: number][] = [
    [(p) => p[0] >= west, 0, west],
    [(p) => p[0] <= east, 0, east],
    [(p) => p[1] >= south, 1, south],
    [(p) => p[1] <= north, 1, north],
  ]
  let points = ring
  for (const [inside, axis, at] of edges) {
    points = points.flatMap((point, index) => {
      const before = points.at(index - 1) ?? point
      const share = (at - before[axis]) / (point[axis] - before[axis])
      const crossing: Position = [
        before[0] + (point[0] - before[0]) * share,
        before[1] + (point[1] - before[1]) * share,
      ]
      if (inside(point)) return inside(before) ? [point] : [crossing, point]
      return inside(before) ? [crossing] : []
    })
  }
  return points
}

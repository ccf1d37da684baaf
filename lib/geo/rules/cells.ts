import type { Place } from './road'

/** Places within about 100 m are one: a thousandth of a degree is 111 m to the north and 70 m to the east of here. */
const perDegree = 1_000
const cellsAround = 360 * perDegree + 1

/** The number of the cell in which a place lies. */
export function cellOf({ latitude, longitude }: Place): number {
  return Math.round((latitude + 90) * perDegree) * cellsAround + Math.round((longitude + 180) * perDegree)
}

/** The middle of a cell, for asking a server about it. */
export function middleOf(cell: number): Place {
  const [y, x] = [Math.floor(cell / cellsAround), cell % cellsAround]
  return { latitude: Number((y / perDegree - 90).toFixed(3)), longitude: Number((x / perDegree - 180).toFixed(3)) }
}

/**
 * The questions that together ask for all pairs of `wanted`, each from at most `most` cells to at most as many. A block of
 * which nothing is wanted is not asked.
 */
export function blocksOf(
  cells: readonly number[],
  isWanted: (from: number, to: number) => boolean,
  most: number,
): { from: number[]; to: number[] }[] {
  const sorted = [...new Set(cells)].sort((one, other) => one - other)
  const froms = sorted.filter((from) => sorted.some((to) => isWanted(from, to)))
  const tos = sorted.filter((to) => sorted.some((from) => isWanted(from, to)))
  const parts = (all: number[]) =>
    Array.from({ length: Math.ceil(all.length / most) }, (_, part) => all.slice(part * most, (part + 1) * most))
  return parts(froms)
    .flatMap((from) => parts(tos).map((to) => ({ from, to })))
    .filter(({ from, to }) => from.some((one) => to.some((other) => isWanted(one, other))))
}

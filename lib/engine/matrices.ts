import { z } from 'zod'

/** Durations and the like between places, as rows; checked by hand, since a million cells take a schema a second. */
const matrix = z.custom<number[][]>((value) => Array.isArray(value), 'should be a list of rows')

export const matrices = z
  .record(z.string(), z.strictObject({ durations: matrix, distances: matrix.optional(), costs: matrix.optional() }))
  .superRefine((all, context) => {
    for (const [profile, one] of Object.entries(all)) {
      for (const [name, rows] of Object.entries(one)) {
        const trouble = rows && troubleOf(rows, one.durations.length)
        if (trouble) context.addIssue({ code: 'custom', path: [profile, name, ...trouble.path], message: trouble.why })
      }
    }
  })
export type Matrices = z.infer<typeof matrices>

const mostPlaces = 10_000
const most = 100_000_000

function troubleOf(rows: readonly unknown[], size: number): { path: number[]; why: string } | null {
  if (rows.length !== size) return { path: [], why: `has ${rows.length} rows where durations has ${size}` }
  if (size > mostPlaces) return { path: [], why: `more than ${mostPlaces} places` }
  for (let from = 0; from < size; from++) {
    const row = rows[from]
    if (!Array.isArray(row) || row.length !== size) return { path: [from], why: `should be a list of ${size}` }
    for (let to = 0; to < size; to++) {
      const cell: unknown = row[to]
      if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < 0 || cell > most)
        return { path: [from, to], why: `should be a whole number from 0 to ${most}` }
    }
  }
  return null
}

/** How a place is told: by its number in the matrix, or by its position where there are none. */
export function indexOf(
  index: number | undefined,
  position: readonly number[] | undefined,
  matrix: Matrices[string] | undefined,
): 'known' | 'missing' | 'outside' | 'unknown' | 'alone' {
  if (index === undefined && !position) return 'missing'
  if (!matrix) return position ? 'known' : 'alone'
  if (index === undefined) return 'unknown'
  return index < matrix.durations.length ? 'known' : 'outside'
}

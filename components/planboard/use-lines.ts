import { useMemo, useRef } from 'react'
import { type BoardMember, dayMinutes } from '@/lib/planning/rules'
import { type Grouping, grouped } from '@/lib/planning/rules/groups'
import { latenessOf } from '@/lib/planning/rules/travel'
import type { RowModel } from './rows'

export const groupHeight = 30

export type Capacity = { planned: number; available: number }
export type Line =
  | { kind: 'row'; row: RowModel; height: number }
  | {
      kind: 'group'
      /** Empty: those who are in no group. */
      name: string
      count: number
      days: readonly Capacity[]
      isClosed: boolean
      height: number
    }

/** What stands below each other: the rows, under the heads of their groups; a closed group has its head only. */
export function useLines(rows: readonly RowModel[], by: Grouping, closed: readonly string[]): readonly Line[] {
  return useMemo(() => {
    const linesOf = (all: readonly RowModel[]) => all.map((row): Line => ({ kind: 'row', row, height: row.height }))
    if (by === 'none') return linesOf(rows)
    return grouped(rows, (row): BoardMember => row.member, by).flatMap(({ name, of }): Line[] => {
      const isClosed = closed.includes(name)
      const head: Line = { kind: 'group', name, count: of.length, days: sums(of), isClosed, height: groupHeight }
      return isClosed ? [head] : [head, ...linesOf(of)]
    })
  }, [rows, by, closed])
}

/** Planned and available minutes of several rows, by day. */
function sums(rows: readonly RowModel[]): Capacity[] {
  return (rows[0]?.capacity ?? []).map((_, day) => ({
    planned: rows.reduce((sum, row) => sum + (row.capacity[day]?.planned ?? 0), 0),
    available: rows.reduce((sum, row) => sum + (row.capacity[day]?.available ?? 0), 0),
  }))
}

const nobody: ReadonlyMap<string, number> = new Map()

/**
 * Who is late today and by how much, per row; a row that is as late as a minute ago keeps its answer, so that it is not
 * drawn again.
 */
export function useLateness(rows: readonly RowModel[], now: number): (memberId: string) => ReadonlyMap<string, number> {
  const known = useRef(new Map<string, { text: string; late: ReadonlyMap<string, number> }>())
  return useMemo(() => {
    const today = Math.floor(now / dayMinutes)
    const next: typeof known.current = new Map()
    for (const { member, timed } of rows) {
      if (!timed.some(({ start }) => Math.floor(start / dayMinutes) === today)) continue
      const late = latenessOf(timed, now)
      if (late.size === 0) continue
      const text = [...late].join()
      const before = known.current.get(member.id)
      next.set(member.id, before?.text === text ? before : { text, late })
    }
    known.current = next
    return (memberId) => next.get(memberId)?.late ?? nobody
  }, [rows, now])
}

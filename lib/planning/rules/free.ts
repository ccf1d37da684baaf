import { dayMinutes, minuteOf, snapMinutes } from '../rules'

/** One person's row: what stands in it, and when they work. */
export type FreeRow = {
  memberId: string
  taken: readonly { start: number; end: number }[]
  hours: { dayStart: string; dayEnd: string }
  /** Whether they work on the day that begins at this wall time. */
  worksOn: (day: number) => boolean
}

/**
 * The first place from `from` on that holds work of so many minutes within somebody's hours, on whole quarters: first later on
 * that day in that row, then in the rows below, then from the top on the next days shown. Null when there is none.
 */
export function freePlace(
  rows: readonly FreeRow[],
  days: readonly number[],
  from: { memberId: string; start: number },
  minutes: number,
): { memberId: string; start: number } | null {
  const day = Math.floor(from.start / dayMinutes) * dayMinutes
  const first = Math.max(
    0,
    rows.findIndex(({ memberId }) => memberId === from.memberId),
  )
  for (const one of days.filter((shown) => shown >= day)) {
    const asked = one === day ? rows.slice(first) : rows
    for (const row of asked) {
      const isFrom = one === day && row.memberId === from.memberId
      const start = freeOn(row, one, isFrom ? from.start : one, minutes)
      if (start !== null) return { memberId: row.memberId, start }
    }
  }
  return null
}

function freeOn({ taken, hours, worksOn }: FreeRow, day: number, from: number, minutes: number): number | null {
  if (!worksOn(day)) return null
  const closes = day + minuteOf(hours.dayEnd)
  let start = onQuarter(Math.max(from, day + minuteOf(hours.dayStart)))
  for (const one of taken.toSorted((a, b) => a.start - b.start)) {
    if (one.end <= start) continue
    if (one.start >= start + minutes) break
    start = onQuarter(one.end)
  }
  return start + minutes <= closes ? start : null
}

const onQuarter = (wall: number) => Math.ceil(wall / snapMinutes) * snapMinutes

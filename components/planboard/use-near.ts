'use client'
import { useCallback, useMemo } from 'react'
import type { BoardStore } from './use-board'
import type { BoardView } from './use-board-view'

/**
 * What the backlog is near to, when it is sorted so: the visit that is open, or the visit or technician that had the focus
 * last. A technician counts by the visits of the day of the board.
 */
export function useNear(
  { board }: BoardStore,
  { sort, visit, near, date }: BoardView,
  setView: (next: Partial<BoardView>) => unknown,
) {
  const isAsked = sort === 'nearest'
  const id = isAsked ? (visit ?? near) : null
  const member = board.members.find((one) => one.id === id)
  const found = id ? board.visits.get(id) : undefined
  const name = found ? `${found.customer} · ${found.city}` : (member?.name ?? null)
  const sortBy = useCallback(
    (memberId: string) => void setView({ sort: 'nearest', near: memberId, visit: null, backlog: true }),
    [setView],
  )
  const follow = useCallback(
    (looked: string) => {
      if (isAsked && looked !== near) void setView({ near: looked })
    },
    [isAsked, near, setView],
  )
  return useMemo(
    () => ({ id, on: id && !found ? date : null, name, sortBy, follow }),
    [id, found, date, name, sortBy, follow],
  )
}

'use client'
import { useEffect, useState } from 'react'
import { askBoard, type Board } from './use-board'

/** The board as it is on a day: the one that is shown when it holds that day, another that is asked for; null until it came. */
export function useBoardOn(board: Board, day: string): Board | null {
  const { period, timeZone } = board
  const isHeld = day >= period.from && day <= period.to
  const [other, setOther] = useState<{ day: string; board: Board } | null>(null)
  useEffect(() => {
    if (isHeld) return
    let isGone = false
    void askBoard({ from: day, to: day }, timeZone).then((found) => !isGone && found && setOther({ day, board: found }))
    return () => {
      isGone = true
    }
  }, [isHeld, day, timeZone])
  if (isHeld) return board
  return other?.day === day ? other.board : null
}

'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import {
  type BoardData,
  type BoardLeave,
  type BoardMember,
  type BoardVisit,
  boardOf,
  mostAsked,
} from '@/lib/planning/rules'
import { onTheClock } from '@/lib/planning/rules/clock'

const gatherMilliseconds = 40
/** What could not be read is asked again after so long. */
const againMilliseconds = 4000

export type Board = {
  members: readonly BoardMember[]
  visits: ReadonlyMap<string, BoardVisit>
  leaves: readonly BoardLeave[]
  /** The days that are shown, on the clock of the company. */
  period: Period
  timeZone: string
  /** Minutes by member in the rest of the week of which one day is shown. */
  weekRest: ReadonlyMap<string, number>
  /** What order types ask of who does them, by name. */
  typeSkills: Readonly<Record<string, readonly string[]>>
  more: boolean
}

export type BoardStore = {
  board: Board
  isLoading: boolean
  failed: boolean
  /** Draws a change before the server answered; returns how to take it back. */
  paint: (id: string, visit: BoardVisit | null) => () => void
  /** Asks again for these visits. */
  refresh: (ids: readonly string[]) => Promise<ReadonlyMap<string, BoardVisit>>
  reload: () => Promise<void>
  current: () => Board
}

function read(data: BoardData, period: Period, timeZone: string): Board {
  const { members, visits, leaves, weekRest } = boardOf(data)
  const { typeSkills, more } = data
  const shown = new Map(visits.map((visit) => [visit.id, onTheClock(timeZone, visit)]))
  return { members, leaves, visits: shown, typeSkills, more, period, timeZone, weekRest }
}

/** The visits of a period, followed live: what another planner changes is asked for by id and painted. */
export function useBoard(initial: BoardData, initialPeriod: Period, period: Period, timeZone: string): BoardStore {
  const [board, setBoard] = useState<Board>(() => read(initial, initialPeriod, timeZone))
  const [isLoading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)
  const latest = useRef(board)
  const shownPeriod = useRef(`${initialPeriod.from}:${initialPeriod.to}`)
  const wanted = useRef(period)
  wanted.current = period

  // One reading after the other: an older answer never comes over a newer one.
  const readings = useRef<Promise<unknown>>(Promise.resolve())
  const inTurn = useCallback(<T>(work: () => Promise<T>): Promise<T> => {
    const mine = readings.current.then(work)
    readings.current = mine
    return mine
  }, [])

  const show = useCallback((next: Board) => {
    latest.current = next
    setBoard(next)
  }, [])

  // What was not read is old, so the board says so until it is read after all.
  const again = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(again.current), [])
  const missed = useRef(() => {})
  missed.current = () => {
    setFailed(true)
    clearTimeout(again.current)
    again.current = setTimeout(() => void reload(), againMilliseconds)
  }

  const reload = useCallback(async () => {
    const { from, to } = wanted.current
    setLoading(true)
    const data = await inTurn(() => ask(from, to))
    if (wanted.current.from !== from || wanted.current.to !== to) return
    setLoading(false)
    if (!data) return missed.current()
    setFailed(false)
    show(read(data, { from, to }, timeZone))
  }, [inTurn, show, timeZone])

  const key = `${period.from}:${period.to}`
  useEffect(() => {
    if (shownPeriod.current === key) return
    shownPeriod.current = key
    void reload()
  }, [key, reload])

  const refresh = useCallback(
    async (ids: readonly string[]) => {
      const { from, to } = wanted.current
      if (ids.length === 0) return latest.current.visits
      if (ids.length > mostAsked) {
        await reload()
        return latest.current.visits
      }
      const data = await inTurn(() => ask(from, to, ids))
      if (wanted.current.from !== from || wanted.current.to !== to) return latest.current.visits
      if (!data) missed.current()
      if (!data) return latest.current.visits
      const fresh = read(data, { from, to }, timeZone)
      const visits = new Map(latest.current.visits)
      for (const id of ids) {
        const visit = fresh.visits.get(id)
        if (visit) visits.set(id, visit)
        else visits.delete(id)
      }
      show({ ...latest.current, visits, weekRest: fresh.weekRest })
      return visits
    },
    [inTurn, reload, show, timeZone],
  )

  const paint = useCallback(
    (id: string, visit: BoardVisit | null) => {
      const before = latest.current.visits.get(id)
      const put = (value: BoardVisit | null | undefined) => {
        const visits = new Map(latest.current.visits)
        if (value) visits.set(id, onTheClock(timeZone, value))
        else visits.delete(id)
        show({ ...latest.current, visits })
      }
      put(visit)
      return () => put(before)
    },
    [show, timeZone],
  )

  const changed = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLive(['visit', 'leave', 'member'], (event) => {
    if (event?.kind === 'visit') {
      if ((latest.current.visits.get(event.id)?.version ?? 0) >= event.v) return
      changed.current.add(event.id)
    } else changed.current.add('all')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const ids = [...changed.current]
      changed.current.clear()
      if (ids.includes('all')) void reload()
      else void refresh(ids)
    }, gatherMilliseconds)
  })

  const current = useCallback(() => latest.current, [])
  return useMemo(
    () => ({ board, isLoading, failed, paint, refresh, reload, current }),
    [board, isLoading, failed, paint, refresh, reload, current],
  )
}

type Period = { from: string; to: string }

/** The board of some days, as it is now; null when it could not be read. */
export async function askBoard(period: Period, timeZone: string): Promise<Board | null> {
  const data = await ask(period.from, period.to)
  return data && read(data, period, timeZone)
}

async function ask(from: string, to: string, ids?: readonly string[]): Promise<BoardData | null> {
  const query = new URLSearchParams({ from, to, ...(ids ? { ids: ids.join(',') } : {}) })
  try {
    const answer = await fetch(`/planboard/data?${query}`)
    return answer.ok ? ((await answer.json()) as BoardData) : null
  } catch {
    // No connection, or one that broke half-way.
    return null
  }
}

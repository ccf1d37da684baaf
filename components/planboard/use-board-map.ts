'use client'
import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryState, useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { wallOf } from '@/lib/planning/rules'
import { type MapData, type Place, type Position, placesOf, type Route, routesOn } from '@/lib/planning/rules/map'
import type { BoardStore } from './use-board'

const pauseMilliseconds = 150

/** Whether the map is shown: `?map=1`. */
export function useMapShown(): [isShown: boolean, show: (isShown: boolean) => void] {
  const [map, setMap] = useQueryState('map', parseAsString)
  return [map === '1', useCallback((isShown) => void setMap(isShown ? '1' : null), [setMap])]
}

export type BoardMapState = {
  day: string
  chooseDay: (day: string) => void
  routes: readonly Route[]
  /** Where the orders of the backlog are, by id. */
  orderPlaces: ReadonlyMap<string, Place>
  /** Where the day of a member begins, by id. */
  homes: ReadonlyMap<string, Position>
  hidden: ReadonlySet<string>
  hide: (memberIds: readonly string[]) => void
  hasOrders: boolean
  showOrders: (hasOrders: boolean) => void
  /** The day whose places are there; null until the first are. */
  loaded: string | null
  failed: boolean
}

/** The routes of one of the days on the board; the day and who is hidden stand in the address. */
export function useBoardMap(store: BoardStore, period: { from: string; to: string }, date: string): BoardMapState {
  const [view, setView] = useQueryStates({
    mapDay: parseAsString,
    mapHide: parseAsArrayOf(parseAsString).withDefault([]),
    mapOrders: parseAsBoolean.withDefault(true),
  })
  const isOnBoard = view.mapDay !== null && view.mapDay >= period.from && view.mapDay <= period.to
  const day = (isOnBoard && view.mapDay) || date
  const { data, failed } = usePlaces(day)
  const { members, visits } = store.board
  const routes = useMemo(
    () => routesOn(wallOf(day), members, visits.values(), data.visits, data.homes),
    [day, members, visits, data],
  )
  return {
    day,
    chooseDay: (mapDay) => void setView({ mapDay }),
    routes,
    orderPlaces: data.orders,
    homes: data.homes,
    hidden: useMemo(() => new Set(view.mapHide), [view.mapHide]),
    hide: (mapHide) => void setView({ mapHide: mapHide.length > 0 ? [...mapHide] : null }),
    hasOrders: view.mapOrders,
    showOrders: (mapOrders) => void setView({ mapOrders }),
    loaded: data.day,
    failed,
  }
}

type Places = {
  day: string | null
  visits: ReadonlyMap<string, Place>
  orders: ReadonlyMap<string, Place>
  homes: ReadonlyMap<string, Position>
}

/** Where the visits of a day are, read again when a visit or an order changes. */
function usePlaces(day: string): { data: Places; failed: boolean } {
  const [data, setData] = useState<Places>({ day: null, visits: new Map(), orders: new Map(), homes: new Map() })
  const [failed, setFailed] = useState(false)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const load = useCallback(async () => {
    const mine = ++asked.current
    const answer = await fetch(`/planboard/map?date=${day}`).catch(() => null)
    const fresh = answer?.ok ? ((await answer.json()) as MapData) : null
    if (mine !== asked.current) return
    setFailed(fresh === null)
    if (!fresh) return
    const homes = new Map(fresh.homes.map(([id, ...at]): [string, Position] => [id, at]))
    setData({ day, visits: placesOf(fresh.visits), orders: placesOf(fresh.orders), homes })
  }, [day])
  useEffect(() => {
    void load()
    return () => clearTimeout(timer.current)
  }, [load])
  useLive(['visit', 'order', 'site', 'member'], () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void load(), pauseMilliseconds)
  })
  return { data, failed }
}

'use client'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { BoardVehicles as Data } from '@/lib/vehicles/rules'
import { VehicleDays } from './vehicle-days'

type Person = { id: string; name: string }
type Period = { from: string; to: string }

export type BoardVehiclesValue = {
  data: Data
  hasFailed: boolean
  reload: () => Promise<Data | null>
  /** Asks what somebody drives on these days. */
  choose: (member: Person, days: readonly string[]) => void
}

const Context = createContext<BoardVehiclesValue | null>(null)

/** Null where nobody knows the vehicles: outside a board, and before they are read. */
export function useBoardVehicles(): BoardVehiclesValue | null {
  return useContext(Context)
}

/** What changes within this time is asked for once: loads follow every visit that moves. */
const gatherMilliseconds = 400

/** Who drives what on the days of a board, followed live, for the rows below; and the dialog to change it. */
export function BoardVehicles({
  period,
  members,
  children,
}: {
  period: Period
  members: readonly Person[]
  children: ReactNode
}) {
  const [data, setData] = useState<Data | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [chosen, setChosen] = useState<{ member: Person; days: readonly string[] } | null>(null)
  const { from, to } = period
  const wanted = useRef('')
  wanted.current = `from=${from}&to=${to}`

  const reload = useCallback(async () => {
    const query = wanted.current
    const answer = await fetch(`/vehicles/data?${query}`).catch(() => null)
    const fresh = answer?.ok ? ((await answer.json()) as Data) : null
    if (wanted.current !== query) return null
    setFailed(!fresh)
    if (fresh) setData(fresh)
    return fresh
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other days are asked for anew
  useEffect(() => void reload(), [from, to, reload])

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const hasVehicles = (data?.vehicles.length ?? 0) > 0
  useLive(['vehicle', 'visit', 'order', 'member'], (event) => {
    if (!hasVehicles && event && event.kind !== 'vehicle') return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void reload(), gatherMilliseconds)
  })

  const choose = useCallback((member: Person, days: readonly string[]) => setChosen({ member, days }), [])
  const value = useMemo(() => data && { data, hasFailed, reload, choose }, [data, hasFailed, reload, choose])
  return (
    <Context value={value}>
      {children}
      {chosen && value && <VehicleDays {...chosen} value={value} members={members} onClose={() => setChosen(null)} />}
    </Context>
  )
}

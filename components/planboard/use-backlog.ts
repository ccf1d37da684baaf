'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { Priority } from '@/lib/orders/rules'
import type { BacklogData, BacklogRow, backlogSorts } from '@/lib/planning/rules'
import type { DueChoice, HoldChoice } from '@/lib/planning/rules/backlog'

const pauseMilliseconds = 150
/** What could not be read is asked again after so long. */
const againMilliseconds = 4000

export type BacklogFilters = {
  q: string
  type: string | null
  priority: Priority | null
  postcode: string | null
  due: DueChoice | null
  hold: HoldChoice | null
  sort: (typeof backlogSorts)[number]
  /** What `nearest` is measured from, and on which day when that is a person. */
  near: string | null
  nearOn: string | null
}

/** Filters as the server is asked. */
export function backlogSearch(filters: BacklogFilters): string {
  const asked = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return new URLSearchParams(asked).toString()
}

/** What hides an order whose visit is being planned: `show` when that was refused, `planned` when it is done. */
export type Hidden = { show: () => void; planned: () => void }

/** The orders that need a visit, by the filters, followed live. `hide` takes one away before the server answered. */
export function useBacklog(
  initial: BacklogData,
  filters: BacklogFilters,
): {
  backlog: BacklogData
  isLoading: boolean
  hide: (orderId: string) => Hidden
  find: (orderId: string) => BacklogRow | undefined
} {
  const [backlog, setBacklog] = useState(initial)
  // Each with the last reading that may still list it though it is planned; while it is being planned any may.
  const [hidden, setHidden] = useState<ReadonlyMap<string, number>>(new Map())
  const [isLoading, setLoading] = useState(false)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(filters)
  latest.current = filters

  const load = useCallback(async () => {
    const mine = ++asked.current
    const fresh = await ask(latest.current)
    if (mine !== asked.current) return
    setLoading(false)
    if (!fresh) {
      timer.current = setTimeout(() => void load(), againMilliseconds)
      return
    }
    setBacklog(fresh)
    // A later reading knows better: an order that it lists came back, taken off the board again.
    setHidden((all) => new Map([...all].filter(([, lastReading]) => lastReading >= mine)))
  }, [])

  const soon = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void load(), pauseMilliseconds)
  }, [load])

  const key = JSON.stringify(filters)
  const shown = useRef(key)
  useEffect(() => {
    if (shown.current === key) return
    shown.current = key
    setLoading(true)
    soon()
  }, [key, soon])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLive(['order'], soon)

  const hide = useCallback(
    (orderId: string): Hidden => {
      const until = (lastReading: number) => setHidden((all) => new Map(all).set(orderId, lastReading))
      until(Number.POSITIVE_INFINITY)
      return {
        show: () => setHidden((all) => new Map([...all].filter(([id]) => id !== orderId))),
        planned: () => {
          until(asked.current)
          soon()
        },
      }
    },
    [soon],
  )

  const shownBacklog = useMemo(() => {
    const orders = backlog.orders.filter(([id]) => !hidden.has(id))
    return { orders, total: backlog.total - (backlog.orders.length - orders.length) }
  }, [backlog, hidden])
  const find = useCallback((orderId: string) => backlog.orders.find(([id]) => id === orderId), [backlog])
  return { backlog: shownBacklog, isLoading, hide, find }
}

async function ask(filters: BacklogFilters): Promise<BacklogData | null> {
  try {
    const answer = await fetch(`/planboard/backlog?${backlogSearch(filters)}`)
    return answer.ok ? ((await answer.json()) as BacklogData) : null
  } catch {
    return null
  }
}

'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { BacklogData, BacklogRow } from '@/lib/planning/rules'

const pauseMilliseconds = 150

export type BacklogFilters = { q: string; type: string | null; priority: string | null; sort: string }

/** The orders that need a visit, by the filters, followed live. `hide` takes one away before the server answered. */
export function useBacklog(
  initial: BacklogData,
  filters: BacklogFilters,
): {
  backlog: BacklogData
  isLoading: boolean
  hide: (orderId: string) => () => void
  find: (orderId: string) => BacklogRow | undefined
} {
  const [backlog, setBacklog] = useState(initial)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [isLoading, setLoading] = useState(false)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(filters)
  latest.current = filters

  const load = useCallback(async () => {
    const mine = ++asked.current
    const { q, type, priority, sort } = latest.current
    const query = new URLSearchParams({ sort, ...(q && { q }), ...(type && { type }), ...(priority && { priority }) })
    const answer = await fetch(`/planboard/backlog?${query}`).catch(() => null)
    if (mine !== asked.current) return
    setLoading(false)
    if (!answer?.ok) return
    const fresh = (await answer.json()) as BacklogData
    setBacklog(fresh)
    // What the server no longer lists need not be hidden; it may come back.
    setHidden((all) => new Set([...all].filter((hiddenId) => fresh.orders.some(([id]) => id === hiddenId))))
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

  const hide = useCallback((orderId: string) => {
    setHidden((all) => new Set(all).add(orderId))
    return () => setHidden((all) => new Set([...all].filter((id) => id !== orderId)))
  }, [])

  const orders = backlog.orders.filter(([id]) => !hidden.has(id))
  return {
    backlog: { orders, total: backlog.total - (backlog.orders.length - orders.length) },
    isLoading,
    hide,
    find: (orderId) => backlog.orders.find(([id]) => id === orderId),
  }
}

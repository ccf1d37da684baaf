'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { Counts } from '@/lib/reports/rules'

const pauseMilliseconds = 400

/** What waits in each module, kept fresh by the live stream. Somebody whose session was ended leaves for the sign-in page. */
export function useCounts(): Partial<Counts> {
  const [counts, setCounts] = useState<Partial<Counts>>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const load = useCallback(async () => {
    const answer = await fetch('/api/counts').catch(() => null)
    if (answer?.status === 401) {
      window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`)
      return
    }
    if (answer?.ok) setCounts((await answer.json()) as Counts)
  }, [])

  useEffect(() => {
    void load()
    return () => clearTimeout(timer.current)
  }, [load])

  useLive(['request', 'order', 'visit', 'invoice', 'member', 'hours', 'approval'], () => {
    // A batch of a hundred changes is one question.
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void load(), pauseMilliseconds)
  })
  return counts
}

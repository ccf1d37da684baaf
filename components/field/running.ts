'use client'
import { useEffect, useState } from 'react'

/** Whole minutes since the clock started, counting; null while nothing runs and before the page is alive. */
export function useRunningMinutes(since: string | undefined): number | null {
  const [minutes, setMinutes] = useState<number | null>(null)
  useEffect(() => {
    if (!since) return setMinutes(null)
    const count = () => setMinutes(Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 60_000)))
    count()
    const timer = setInterval(count, 15_000)
    return () => clearInterval(timer)
  }, [since])
  return minutes
}

/** Goes up each minute, for what a screen says of the time of day; 0 before the page is alive. */
export function useMinute(): number {
  const [minute, setMinute] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setMinute(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return minute
}

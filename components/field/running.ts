'use client'
import { useEffect, useState } from 'react'
import { nowOf, usePhone } from './phone/use-phone'

/** Whole minutes since the clock started, counting; null while nothing runs and before the page is alive. */
export function useRunningMinutes(since: string | undefined): number | null {
  const { offsetMs } = usePhone()
  const [minutes, setMinutes] = useState<number | null>(null)
  useEffect(() => {
    if (!since) return setMinutes(null)
    const count = () =>
      setMinutes(Math.max(0, Math.floor((Date.parse(nowOf({ offsetMs })) - Date.parse(since)) / 60_000)))
    count()
    const timer = setInterval(count, 15_000)
    return () => clearInterval(timer)
  }, [since, offsetMs])
  return minutes
}

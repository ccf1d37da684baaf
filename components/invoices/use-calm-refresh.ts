'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useRefresh } from '@/components/ui/use-refresh'

const pauseMs = 700

/** As useRefresh, at most so often: while a run works, something changes at every blink. */
export function useCalmRefresh(): () => void {
  const refresh = useRefresh()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
    },
    [],
  )
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      refresh()
    }, pauseMs)
  }, [refresh])
}

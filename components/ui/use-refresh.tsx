'use client'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'

const Refresh = createContext<() => void>(() => {})

/** Long enough for a change of the address that goes along with the refresh to be written. */
const gatherMs = 80

/**
 * Reads the page's data anew after a change: `const refresh = useRefresh()`. All calls of a tab are gathered into one
 * `router.refresh()` at a time: two that overlap while the address changes make Next load the whole page again, and with
 * it go toasts, undo and half-typed words.
 */
export function useRefresh(): () => void {
  return useContext(Refresh)
}

export function RefreshProvider({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [isRunning, startTransition] = useTransition()
  const [asked, setAsked] = useState(0)
  const done = useRef(0)
  const refresh = useCallback(() => setAsked((times) => times + 1), [])

  useEffect(() => {
    if (isRunning || done.current === asked) return
    const timer = setTimeout(() => {
      done.current = asked
      startTransition(() => router.refresh())
    }, gatherMs)
    return () => clearTimeout(timer)
  }, [asked, isRunning, router])

  return <Refresh value={refresh}>{children}</Refresh>
}

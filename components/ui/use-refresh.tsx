'use client'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'

const Refresh = createContext<() => void>(() => {})

/** Readings of the page by number: the one whose answer is `shown`, and which one was `begun` last. */
type Readings = { shown: number; begun: () => number }
const Readings = createContext<Readings>({ shown: 0, begun: () => 0 })

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

/** Whether what is shown was read before or after a change, for a screen that shows its own changes at once. */
export function useReadings(): Readings {
  return useContext(Readings)
}

export function RefreshProvider({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [isRunning, startTransition] = useTransition()
  const [asked, setAsked] = useState(0)
  const [shown, setShown] = useState(0)
  const done = useRef(0)
  const refresh = useCallback(() => setAsked((times) => times + 1), [])

  useEffect(() => {
    if (isRunning || done.current === asked) return
    const read = () => {
      done.current = asked
      startTransition(() => {
        router.refresh()
        // In the same transition: drawn together with the answer.
        setShown(asked)
      })
    }
    // Without reception Next would leave the page for one that can't be loaded, and what a phone still has to send with it.
    const timer = setTimeout(() => {
      if (navigator.onLine) read()
      else window.addEventListener('online', read, { once: true })
    }, gatherMs)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', read)
    }
  }, [asked, isRunning, router])

  const begun = useCallback(() => done.current, [])
  const readings = useMemo(() => ({ shown, begun }), [shown, begun])
  return (
    <Refresh value={refresh}>
      <Readings value={readings}>{children}</Readings>
    </Refresh>
  )
}

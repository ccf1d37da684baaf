'use client'
import { type ReactNode, useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the script has taken over what the server drew. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/**
 * Drawn by the browser only, from the data that came with the page; until then `fallback`. Drawing an office screen on the
 * server too costs it more than everything else of the page together, sends every row twice, and shows buttons that do
 * not listen yet. A page still decides on the server who may see it, before it renders this.
 */
export function InBrowser({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  if (useIsHydrated()) return children
  return (
    <div aria-busy className="contents">
      {fallback}
    </div>
  )
}

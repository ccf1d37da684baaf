'use client'
import { liveQuery } from 'dexie'
import { useEffect, useRef, useState } from 'react'

/** What a query on the phone's database finds, again after each change of it, also one of another tab; undefined until then. */
export function useStored<T>(query: () => Promise<T>, of: unknown): T | undefined {
  const [found, setFound] = useState<{ of: unknown; value: T }>()
  const latest = useRef(query)
  latest.current = query
  useEffect(() => {
    const subscription = liveQuery(() => latest.current()).subscribe({
      next: (value) => setFound({ of, value }),
      // The database was closed under it, as when its member signed out: what was shown stays until the page goes.
      error: () => undefined,
    })
    return () => subscription.unsubscribe()
  }, [of])
  return found?.of === of ? found?.value : undefined
}

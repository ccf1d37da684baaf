'use client'
import { useEffect, useState } from 'react'

/** One kind of result: orders, customers, invoices. */
export type CommandGroup = {
  id: string
  label: string
  items: { id: string; label: string; href: string; number?: string; description?: string; status?: string }[]
}

const pauseMilliseconds = 120

/** Asks the address for what is typed, from two letters on; the last question wins. */
export function useCommandSearch(address: string | undefined, query: string) {
  const [groups, setGroups] = useState<CommandGroup[]>([])
  const [isLoading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    if (!address || query.length < 2) {
      setGroups([])
      return
    }
    const controller = new AbortController()
    setLoading(true)
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal: controller.signal })
        if (!answer.ok) throw new Error(String(answer.status))
        const found = (await answer.json()) as { groups: CommandGroup[] }
        setGroups(found.groups.filter((group) => group.items.length > 0))
        setFailed(false)
      } catch {
        if (controller.signal.aborted) return
        setFailed(true)
      }
      setLoading(false)
    }, pauseMilliseconds)
    return () => {
      clearTimeout(timer)
      controller.abort()
      setLoading(false)
    }
  }, [address, query])

  return { groups, isLoading, failed }
}

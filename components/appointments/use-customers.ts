'use client'
import { useCallback, useEffect, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { CustomersOfDay } from '@/lib/appointments/queries/customers'

export type Customers = { data: CustomersOfDay | null; failed: boolean; reload: () => Promise<void> }

/** Customers of a day who must still be told, and all answers that wait; asked for again when a visit changes. */
export function useCustomers(day: string): Customers {
  const [state, setState] = useState<{ day: string; data: CustomersOfDay | null; failed: boolean }>({
    ...{ day, data: null, failed: false },
  })
  const reload = useCallback(async () => {
    const answer = await fetch(`/planboard/customers?day=${day}`).catch(() => null)
    const data = answer?.ok ? ((await answer.json()) as CustomersOfDay) : null
    setState((now) => ({ day, data: data ?? (now.day === day ? now.data : null), failed: data === null }))
  }, [day])
  useEffect(() => void reload(), [reload])
  useLive(['visit'], () => void reload())
  return { data: state.day === day ? state.data : null, failed: state.failed, reload }
}

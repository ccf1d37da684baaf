'use client'
import { useEffect, useState } from 'react'
import { type CustomerChoices, loadChoices } from '@/components/customers/choices'

/** Addresses and contacts of a customer; null until they are there. */
export function useChoices(customerId: string | null): CustomerChoices | null {
  const [choices, setChoices] = useState<CustomerChoices | null>(null)
  useEffect(() => {
    setChoices(null)
    if (!customerId) return
    const controller = new AbortController()
    loadChoices(customerId, controller.signal)
      .then(setChoices)
      // Without them the rest of the form still works; the next choice of a customer asks again.
      .catch(() => {})
    return () => controller.abort()
  }, [customerId])
  return choices
}

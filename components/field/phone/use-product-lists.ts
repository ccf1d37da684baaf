'use client'
import { liveQuery } from 'dexie'
import { useEffect, useState } from 'react'
import type { CarriedLists } from '@/lib/sync/queries/pull'
import { noted } from './noted'
import { usePhone } from './use-phone'

type ProductLists = { products: CarriedLists['products']; recentIds: readonly string[] }

/** The products that the phone carries, and which were used last; null before the first time they came. */
export function useProductLists(): ProductLists | null {
  const { db } = usePhone()
  const [lists, setLists] = useState<ProductLists | null>(null)
  useEffect(() => {
    if (!db) return
    const live = liveQuery(() => Promise.all([noted(db, 'products'), noted(db, 'day')])).subscribe(([products, day]) =>
      setLists(products ? { products, recentIds: day?.recentProductIds ?? [] } : null),
    )
    return () => live.unsubscribe()
  }, [db])
  return lists
}

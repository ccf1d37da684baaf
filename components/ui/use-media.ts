'use client'
import { useSyncExternalStore } from 'react'

/** Whether a media query holds; false on the server. `useMedia('(max-width: 40rem)')` */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}

export const phoneQuery = '(max-width: 47.99rem)'

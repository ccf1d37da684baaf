'use client'
import { useEffect, useState } from 'react'
import type { PhoneDatabase } from './db'
import { blobOf } from './files'

/** An address that shows a file that is on this phone; null when its bytes are not here. */
export function useFileUrl(db: PhoneDatabase, id: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let [made, isOver] = ['', false]
    void blobOf(db, id).then((blob) => {
      if (!blob || isOver) return
      made = URL.createObjectURL(blob)
      setUrl(made)
    })
    return () => {
      isOver = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [db, id])
  return url
}

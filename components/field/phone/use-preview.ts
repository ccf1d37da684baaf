'use client'
import { useEffect, useState } from 'react'
import { blobOf } from './files'
import { usePhone } from './use-phone'

/** The address at which the bytes of a file on this phone can be shown; null until they are read, and where they are not here. */
export function usePreview(fileId: string | null): string | null {
  const { db } = usePhone()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isGone = false
    setAddress(null)
    if (!db || !fileId) return
    void blobOf(db, fileId).then((blob) => {
      if (!blob || isGone) return
      made = URL.createObjectURL(blob)
      setAddress(made)
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [db, fileId])
  return address
}

'use client'
import { useToast } from '@/components/ui/toast'
import { Refused } from '@/lib/refused'
import { keepFile } from './files'
import { usePhone } from './use-phone'

type Captured = Parameters<typeof keepFile>[1]

/** Keeps a photo, receipt or signature on the phone; answers its id, or null when it can't, and says why. */
export function useKeepFile(): (captured: Captured) => Promise<string | null> {
  const { db, readNow } = usePhone()
  const toast = useToast()
  return async (captured) => {
    if (!db) throw new Error('nothing can be kept before the screen is there')
    try {
      const id = await keepFile(db, captured)
      await readNow()
      return id
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      toast.refused({ ok: false, code: error.code, params: error.params })
      return null
    }
  }
}

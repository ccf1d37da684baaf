'use client'
import { useEffect, useState } from 'react'
import type { PhoneDatabase } from './db'
import { noted } from './noted'
import { type Storage, storageNow } from './storage'
import { unsentOf } from './unsent'
import { useStored } from './use-stored'
import type { Trouble } from './wire'

/** More than this off, and what is tapped stands at another time than it happened. */
const clockMs = 5 * 60_000

export type SyncFacts = {
  unsent: ReturnType<typeof unsentOf>
  trouble: Trouble | null
  lastSyncAt: string | null
  /** How many minutes the phone's clock is ahead; null when it is right. */
  clockMinutes: number | null
}

/** What is on the phone of this member, and how sending it goes; undefined until it was read. */
export function useUnsent(db: PhoneDatabase): SyncFacts | undefined {
  return useStored(async () => {
    const [operations, files, trouble, lastSyncAt, offsetMs] = await Promise.all([
      db.operations.toArray(),
      db.files.toArray(),
      noted(db, 'trouble'),
      noted(db, 'lastSyncAt'),
      noted(db, 'offsetMs'),
    ])
    return {
      unsent: unsentOf(operations, files),
      trouble: trouble?.kind ?? null,
      lastSyncAt: lastSyncAt ?? null,
      clockMinutes: Math.abs(offsetMs ?? 0) > clockMs ? Math.round(-(offsetMs ?? 0) / 60_000) : null,
    }
  }, db)
}

/** What the browser says about keeping all this, as long as somebody looks. */
export function useStorage(isShown: boolean): Storage | null {
  const [storage, setStorage] = useState<Storage | null>(null)
  useEffect(() => {
    if (!isShown) return
    let isOver = false
    void storageNow().then((now) => isOver || setStorage(now))
    return () => {
      isOver = true
    }
  }, [isShown])
  return storage
}

'use client'
import { uuidv7 } from 'uuidv7'
import type { CarriedLists } from '@/lib/sync/queries/pull'
import type { PhoneDatabase } from './db'
import { deviceName } from './device-name'
import type { Trouble } from './wire'

/** What a phone notes besides its list. */
export type Noted = CarriedLists & {
  /** Number of the last operation. */
  seq: number
  /** This app on this phone, for this member. */
  device: { id: string; name: string }
  /** How far the server's clock is ahead of the phone's, when that was measured and is sure; and as it was measured. */
  offsetMs: number
  offset: { ms: number; errorMs: number }
  /** Where the last pull was, and visits that are no longer carried of which something is unsent. */
  cursor: string
  leaving: string[]
  /** When the server last answered, and when what is carried was last read. */
  lastSyncAt: string
  lastPullAt: string
  /** What the server was last told that this phone holds. */
  told: string
  /** What is in the way of sending; null when nothing is. */
  trouble: { kind: Trouble; since: string } | null
  /** Who sends, of several tabs, where there are no locks. */
  lease: { owner: string; until: number }
  /** When its member signed out and what was unsent was sealed; gone when all is open again. */
  sealedAt: string
}

export async function noted<Key extends keyof Noted>(db: PhoneDatabase, key: Key): Promise<Noted[Key] | undefined> {
  return (await db.meta.get(key))?.value as Noted[Key] | undefined
}

export async function note<Key extends keyof Noted>(db: PhoneDatabase, key: Key, value: Noted[Key]): Promise<void> {
  await db.meta.put({ key, value })
}

/** This phone as the server knows it: made once per member. */
export function deviceOf(db: PhoneDatabase): Promise<Noted['device']> {
  return db.transaction('rw', db.meta, async () => {
    const known = await noted(db, 'device')
    if (known) return known
    const device = { id: uuidv7(), name: deviceName(navigator.userAgent) }
    await note(db, 'device', device)
    return device
  })
}

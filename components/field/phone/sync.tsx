'use client'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import type { PhoneDatabase } from './db'
import { type Sender, startSender } from './sender'
import { usePhone } from './use-phone'
import { type SyncFacts, useUnsent } from './use-unsent'

type Sync = {
  db: PhoneDatabase
  facts: SyncFacts
  /** Sends and reads at once, whatever was being waited for. */
  hurry: () => void
}

const Context = createContext<Sync | null>(null)

/** Sends what this member does on the phone, and reads what they carry, as long as one of their pages is open. */
export function SyncProvider({ children }: { children: ReactNode }) {
  const { db } = usePhone()
  const [sync, setSync] = useState<Sync | null>(null)
  return (
    <Context value={sync}>
      {children}
      {db && <Running db={db} onFacts={setSync} />}
    </Context>
  )
}

/** What the phone still holds and how sending goes; null until that was read. */
export function useSync(): Sync | null {
  return useContext(Context)
}

/** Beside the screens, not around them: they stand before the phone was read. */
function Running({ db, onFacts }: { db: PhoneDatabase; onFacts: (sync: Sync) => void }) {
  const sender = useRef<Sender | null>(null)
  const reading = useRef<ReturnType<typeof setTimeout> | null>(null)
  const facts = useUnsent(db)
  useEffect(() => {
    // Signed out here or by the office: nothing of it may stay in sight.
    const started = startSender(db, () => void goAway())
    sender.current = started
    return () => started.stop()
  }, [db])
  useEffect(() => {
    const hurry = () => {
      sender.current?.send(true)
      sender.current?.pull(true)
    }
    if (facts) onFacts({ db, facts, hurry })
  }, [db, facts, onFacts])
  useLive(['visit', 'order', 'question', 'hours'], (event) => {
    // The hours of colleagues are not carried.
    if (event?.kind === 'hours' && event.id !== db.memberId) return
    // A planner who drags ten visits is one reading for this phone.
    if (reading.current) clearTimeout(reading.current)
    reading.current = setTimeout(() => sender.current?.pull(), 1500)
  })
  return null
}

async function goAway(): Promise<void> {
  const { signOut } = await import('next-auth/react')
  await signOut({ redirect: false }).catch(() => undefined)
  window.location.replace('/sign-in')
}

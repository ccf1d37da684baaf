'use client'
import { liveQuery } from 'dexie'
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { useRegion } from '@/components/ui/region'
import { closingView } from '@/lib/field/view/closing'
import { dayView, openQuestions } from '@/lib/field/view/day'
import { worldNow } from '@/lib/field/view/visit'
import type { Carried } from '@/lib/field/view/world'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { MyDay } from '@/lib/sync/queries/mine'
import { dayIn } from '@/lib/time'
import { type Operation, PhoneDatabase, type PhoneFile } from './db'
import { noted } from './noted'
import { isUnseen, seenUpTo } from './seen'

/** What is on the phone at one moment: read together, so that what was carried and what was done since always fit. */
type OnPhone = {
  operations: readonly (Operation & { said: unknown })[]
  files: readonly PhoneFile[]
  visits: ReadonlyMap<string, CarriedVisit>
  /** What the start screen shows besides; null before it was carried. */
  day: MyDay | null
  /** For how many days the company keeps where this member was at a step of a visit; 0: not at all. */
  positionDays: number
  /** How far the server's clock is ahead of this phone's, as last measured. */
  offsetMs: number
  /** The last number of the list of which this shows what became of it. */
  seenSeq: number
}

/** `db` is there in a browser only: what a tap needs, never what is drawn first. `readNow` reads it, and shows it at once. */
type Phone = OnPhone & { db: PhoneDatabase | null; memberId: string; readNow: () => Promise<OnPhone> }

/** The server's now as far as this phone knows: every tap is put right by as much, so that what runs counts right with a wrong clock. */
export function nowOf({ offsetMs }: Pick<OnPhone, 'offsetMs'>): string {
  return new Date(Date.now() + offsetMs).toISOString()
}

const nothing: OnPhone = {
  operations: [],
  files: [],
  visits: new Map(),
  day: null,
  positionDays: 0,
  offsetMs: 0,
  seenSeq: 0,
}
const Context = createContext<Phone>({ ...nothing, db: null, memberId: '', readNow: async () => nothing })

/** Opens what this member has on the phone, and tells the screens of every change of it, also from another tab. */
export function PhoneProvider({ memberId, children }: { memberId: string; children: ReactNode }) {
  const source = useMemo(() => sourceOf(memberId), [memberId])
  const onPhone = useSyncExternalStore(source.subscribe, source.now, () => nothing)
  const { db, readNow } = source
  const phone = useMemo(() => ({ ...onPhone, db, memberId, readNow }), [onPhone, db, memberId, readNow])
  return <Context.Provider value={phone}>{children}</Context.Provider>
}

export function usePhone(): Phone {
  return useContext(Context)
}

/** What is on the phone, or, before that was read, what the server just read. */
export function carriedOn({ visits, day }: Pick<OnPhone, 'visits' | 'day'>, read: Carried): Carried {
  return day ? { visits: [...visits.values()], clock: day.clock } : read
}

/** The technician's days as the phone carries them, else as the server just read them, with what was done since. */
export function useDay(read: { visits: readonly CarriedVisit[]; day: MyDay }) {
  const { operations, files, visits, day, offsetMs, memberId } = usePhone()
  const { timeZone } = useRegion()
  return useMemo(() => {
    const now = nowOf({ offsetMs })
    const today = dayIn(timeZone, now)
    const since = { operations, files }
    const carried = carriedOn({ visits, day }, { visits: read.visits, clock: read.day.clock })
    const world = worldNow(carried, since, { memberId, timeZone, now })
    const besides = day ?? read.day
    return {
      ...besides,
      today,
      visits: dayView(world, today),
      closing: closingView(world, carried, since),
      questions: openQuestions(besides.questions, since),
    }
  }, [read, operations, files, visits, day, offsetMs, memberId, timeZone])
}

function sourceOf(memberId: string) {
  const db = typeof indexedDB === 'undefined' ? null : new PhoneDatabase(memberId)
  let now = nothing
  let [asked, shown] = [0, 0]
  const listeners = new Set<() => void>()
  const read = async () => {
    const turn = ++asked
    return { turn, found: db ? await readAll(db) : nothing }
  }
  // Of two readings the one that began later knows more, whichever is done first.
  const show = ({ turn, found }: Awaited<ReturnType<typeof read>>) => {
    if (turn < shown) return
    shown = turn
    now = found
    for (const tell of listeners) tell()
  }
  const subscribe = (tell: () => void) => {
    listeners.add(tell)
    // Once the screen stands: the first tap does not wait for it, also without reception.
    void reader()
    // When its member signs out the database is closed under it: what was shown stays until the page goes.
    const live = db ? liveQuery(read).subscribe({ next: show, error: () => undefined }) : null
    // What the screens say of the time of day goes on while nothing happens.
    const ticking = setInterval(() => void readNow().catch(() => undefined), 60_000)
    return () => {
      listeners.delete(tell)
      clearInterval(ticking)
      live?.unsubscribe()
    }
  }
  const readNow = async () => {
    show(await read())
    return now
  }
  return { db, subscribe, readNow, now: () => now }
}

/** What was done is only read where something was; what can't be loaded for once is read the next time. */
const reader = () => import('@/lib/field/view/said').catch(() => null)

async function readAll(db: PhoneDatabase): Promise<OnPhone> {
  const found = await readRows(db)
  const { withSaid } = (found.operations.length > 0 && (await reader())) || { withSaid: unread }
  return { ...found, operations: withSaid(found.operations) }
}

function unread(operations: readonly Operation[]) {
  return operations.map((operation) => ({ ...operation, said: undefined }))
}

function readRows(db: PhoneDatabase) {
  return db.transaction('r', db.operations, db.files, db.visits, db.meta, async () => {
    const [operations, files, visits, day, settings, offsetMs, seq] = await Promise.all([
      db.operations.orderBy('seq').toArray(),
      db.files.toArray(),
      db.visits.toArray(),
      noted(db, 'day'),
      noted(db, 'settings'),
      noted(db, 'offsetMs'),
      noted(db, 'seq'),
    ])
    return {
      operations,
      files,
      visits: new Map(visits.map((visit) => [visit.id, visit])),
      // What an app that knew of no clock left here says nothing until it was read anew.
      day: day?.clock ? day : null,
      positionDays: settings?.positionDays ?? 0,
      offsetMs: offsetMs ?? 0,
      seenSeq: seenUpTo(operations.find(isUnseen), seq ?? 0),
    }
  })
}

'use client'
import { uuidv7 } from 'uuidv7'
import type { PhoneDatabase } from './db'
import { note, noted } from './noted'

/** A tab that sleeps on what it holds is overtaken after so long; what both send is done once. */
const patienceMs = 150_000
const leaseMs = 20_000
const owner = uuidv7()

/** Works while no other tab of this member works at the same; waits for them, but not for ever. */
export async function alone(db: PhoneDatabase, what: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return leased(db, work)
  const name = `werkstroom-${what}-${db.memberId}`
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), patienceMs)
  const start = () => {
    clearTimeout(timer)
    return work()
  }
  try {
    await navigator.locks.request(name, { signal: waiting.signal }, start)
  } catch (error) {
    if (!waiting.signal.aborted) throw error
    await navigator.locks.request(name, { steal: true }, work)
  } finally {
    clearTimeout(timer)
  }
}

/** Without locks: a lease in the database that is renewed while the work lasts. Who does not get it is poked by its timer. */
async function leased(db: PhoneDatabase, work: () => Promise<void>): Promise<void> {
  const take = () =>
    db.transaction('rw', db.meta, async () => {
      const lease = await noted(db, 'lease')
      if (lease && lease.owner !== owner && lease.until > Date.now()) return false
      await note(db, 'lease', { owner, until: Date.now() + leaseMs })
      return true
    })
  if (!(await take())) return
  const renewing = setInterval(() => void take(), leaseMs / 3)
  try {
    await work()
  } finally {
    clearInterval(renewing)
    await note(db, 'lease', { owner, until: 0 })
  }
}

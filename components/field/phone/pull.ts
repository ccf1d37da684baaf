'use client'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { CarriedLists } from '@/lib/sync/queries/pull'
import type { Operation, PhoneDatabase, PhoneFile } from './db'
import { deviceOf, note, noted } from './noted'
import type { Ask, Step } from './send'
import { settledBy } from './settled'

type Carried = {
  cursor: string
  unchanged?: true
  visits?: CarriedVisit[]
  left?: string[]
} & Partial<CarriedLists>

const carriedLists = ['products', 'settings', 'member', 'day'] as const

/**
 * Reads what this member carries along, and stores it with all that follows from it in one transaction: what the server
 * answered for before this was asked now shows in it, and leaves the list.
 */
export async function pullCarried(db: PhoneDatabase, ask: Ask): Promise<Step> {
  const [since, device, before, files] = await Promise.all([
    noted(db, 'cursor'),
    deviceOf(db),
    db.operations.toArray(),
    db.files.toArray(),
  ])
  const query = since ? `?since=${encodeURIComponent(since)}` : ''
  const outcome = await ask(`/api/sync/v1/pull${query}`, { method: 'GET', headers: { 'x-device': device.id } })
  if (outcome.kind === 'answered') {
    const carried = carriedIn(outcome.body)
    if (!carried) return { kind: 'trouble', trouble: 'failing' }
    return (await store(db, { carried, since, before, files })) ? 'done' : 'more'
  }
  return outcome.kind === 'from' || outcome.kind === 'refused' ? { kind: 'trouble', trouble: 'failing' } : outcome
}

type Pulled = { carried: Carried; since: string | undefined; before: Operation[]; files: PhoneFile[] }

/** False when another tab stored a later one meanwhile, or its member is signing out. */
function store(db: PhoneDatabase, { carried, since, before, files }: Pulled): Promise<boolean> {
  const tables = [db.operations, db.files, db.bytes, db.visits, db.meta]
  return db.transaction('rw', tables, async () => {
    if ((await noted(db, 'cursor')) !== since || (await noted(db, 'sealedAt'))) return false
    await db.visits.bulkPut(carried.visits ?? [])
    await note(db, 'cursor', carried.cursor)
    for (const name of carriedLists) if (carried[name] !== undefined) await note(db, name, carried[name])
    const [operations, kept, visits, leaving] = await Promise.all([
      db.operations.toArray(),
      db.files.toArray(),
      db.visits.toArray(),
      noted(db, 'leaving'),
    ])
    const back = new Set((carried.visits ?? []).map(({ id }) => id))
    const left = [...new Set([...(leaving ?? []), ...(carried.left ?? [])])].filter((id) => !back.has(id))
    const now = Date.now()
    const settled = settledBy({ asked: { operations: before, files }, operations, files: kept, visits, left, now })
    await db.operations.bulkDelete(settled.operations)
    await db.operations.bulkPut(settled.carried)
    await db.files.bulkDelete(settled.files)
    await db.bytes.bulkDelete(settled.files)
    await db.visits.bulkDelete(settled.visits)
    await note(db, 'leaving', settled.leaving)
    await note(db, 'lastPullAt', new Date(now).toISOString())
    return true
  })
}

function carriedIn(body: unknown): Carried | null {
  const carried = body as Partial<Carried>
  if (typeof carried.cursor !== 'string') return null
  if (!carried.unchanged && !(Array.isArray(carried.visits) && Array.isArray(carried.left))) return null
  return carried as Carried
}

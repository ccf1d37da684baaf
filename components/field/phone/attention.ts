'use client'
import { uuidv7 } from 'uuidv7'
import type { Operation, PhoneDatabase } from './db'
import { inReserve } from './full'
import { note, noted } from './noted'
import { wake } from './wake'

/** What was refused, done once more as it was recorded: the refused one has its answer, so it goes under a new id and number. */
export async function sendAgain(db: PhoneDatabase, id: string): Promise<void> {
  await replace(db, id, (operation) => ({ name: operation.name, input: operation.input }))
}

/** What was refused, given to the office to look at. Only of a visit: elsewhere the office has no place for it. */
export async function handToOffice(db: PhoneDatabase, id: string): Promise<void> {
  await replace(db, id, ({ name, input, visitId, refusal }) => ({
    name: 'sync.handOver',
    input: { id: uuidv7(), visitId, name, input, code: refusal?.code ?? '' },
  }))
}

/** Gives up what was refused, or puts away what was kept beside what stands: the office has it. */
export async function putAway(db: PhoneDatabase, id: string): Promise<void> {
  await db.operations
    .where('id')
    .equals(id)
    .and(({ state }) => state === 'refused' || state === 'merged')
    .delete()
  wake(db.memberId)
}

/** Tries a file that was refused once more, from the start. */
export async function sendFileAgain(db: PhoneDatabase, id: string): Promise<void> {
  await db.files.update(id, { state: 'waiting', refusal: null, sentBytes: 0 })
  wake(db.memberId)
}

/** Two taps on the same button make one. */
async function replace(
  db: PhoneDatabase,
  id: string,
  say: (operation: Operation) => Pick<Operation, 'name' | 'input'>,
): Promise<void> {
  await inReserve(() =>
    db.transaction('rw', db.operations, db.meta, async () => {
      const operation = await db.operations.get(id)
      if (operation?.state !== 'refused') return
      const seq = ((await noted(db, 'seq')) ?? 0) + 1
      const fresh = { state: 'waiting', refusal: null, reason: null, isCarried: false } as const
      await db.operations.delete(id)
      await db.operations.add({ ...operation, ...say(operation), ...fresh, id: uuidv7(), seq })
      await note(db, 'seq', seq)
    }),
  )
  wake(db.memberId)
}

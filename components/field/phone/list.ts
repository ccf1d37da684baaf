'use client'
import type { Operation, PhoneDatabase, PhoneFile } from './db'
import { inReserve } from './full'
import { deviceOf, type Noted, note, noted } from './noted'
import { record } from './record'

/** What sending asks of the phone. Each change is one transaction, so that a phone that dies in between has the one or the other. */
export type PhoneList = {
  device: () => Promise<Noted['device']>
  operations: () => Promise<Operation[]>
  /** Puts what `decide` makes of the list as it is at that moment. */
  settle: (decide: (list: readonly Operation[]) => Operation[]) => Promise<void>
  files: () => Promise<PhoneFile[]>
  /** What is kept of a file from `from` to `to`; null when its bytes are not here. */
  bytes: (id: string, from: number, to: number) => Promise<ArrayBuffer | null>
  /** False when the file is no longer wanted. */
  changeFile: (id: string, values: Partial<PhoneFile>) => Promise<boolean>
  /** A file of which the server has all, that was not wanted any more. */
  takeBack: (file: PhoneFile) => Promise<void>
  told: () => Promise<string | undefined>
  tell: (told: string) => Promise<void>
}

/** The list as it lies in IndexedDB. */
export function listOf(db: PhoneDatabase): PhoneList {
  return {
    device: () => deviceOf(db),
    operations: () => db.operations.toArray(),
    settle: (decide) =>
      inReserve(() =>
        db.transaction('rw', db.operations, db.meta, async () => {
          const list = await db.operations.toArray()
          const changed = decide(list)
          await db.operations.bulkPut(changed)
          const numbered = changed.filter(({ id, seq }) => list.some((one) => one.id === id && one.seq !== seq))
          if (numbered.length === 0) return
          const waiting = await db.operations.where('state').equals('waiting').toArray()
          await note(db, 'seq', Math.max(...waiting.map(({ seq }) => seq)))
        }),
      ),
    files: () => db.files.toArray(),
    bytes: async (id, from, to) => (await db.bytes.get(id))?.bytes.slice(from, to) ?? null,
    changeFile: async (id, values) => (await db.files.update(id, values)) > 0 || (await db.files.get(id)) !== undefined,
    takeBack: async ({ id, visitId, kind }) => {
      // Of these nobody sees anything where they are not named.
      if (kind === 'receipt' || kind === 'signature') return
      await record(db, 'execution.removeFile', { id }, { visitId })
    },
    told: () => noted(db, 'told'),
    tell: (told) => note(db, 'told', told),
  }
}

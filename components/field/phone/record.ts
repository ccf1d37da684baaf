'use client'
import { uuidv7 } from 'uuidv7'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { Operation, PhoneDatabase } from './db'

/**
 * Keeps what was done on the phone's list; resolves when it is on the disk. The server's answer comes later, and a refusal
 * is shown in the list of what needs attention, never as the answer to the tap.
 */
export function record(
  db: PhoneDatabase,
  name: OperationName,
  input: unknown,
  { visitId, offsetMs = 0 }: { visitId: string | null; offsetMs?: number },
): Promise<Operation> {
  return db.transaction('rw', db.operations, db.meta, async () => {
    const last = ((await db.meta.get('seq'))?.value as number | undefined) ?? 0
    const operation: Operation = {
      ...{ id: uuidv7(), seq: last + 1, visitId, name, input, at: new Date().toISOString(), offsetMs },
      ...{ state: 'waiting', refusal: null, reason: null },
    }
    await db.operations.add(operation)
    await db.meta.put({ key: 'seq', value: operation.seq })
    return operation
  })
}

'use client'
import { uuidv7 } from 'uuidv7'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { Operation, PhoneDatabase } from './db'
import { inReserve } from './full'
import { noted } from './noted'
import { isUnseen, seenUpTo } from './seen'
import { keepForGood } from './storage'
import { wake } from './wake'

/**
 * Keeps what was done on the phone's list; resolves when it is on the disk. The server's answer comes later, and a refusal
 * is shown in the list of what needs attention, never as the answer to the tap. `seenSeq` is how far the screen was when this
 * was begun, without it as far as the phone is now. Throws Refused sync.phone_full.
 */
export async function record(
  db: PhoneDatabase,
  name: OperationName,
  input: unknown,
  { visitId, offsetMs, seenSeq }: { visitId: string | null; offsetMs?: number; seenSeq?: number },
): Promise<Operation> {
  // One transaction of IndexedDB at a time, over all tabs: no two get the same number.
  const operation = await inReserve(() =>
    db.transaction('rw', db.operations, db.meta, async () => {
      const [last = 0, measured = 0, unseen] = await Promise.all([
        noted(db, 'seq'),
        noted(db, 'offsetMs'),
        seenSeq === undefined ? db.operations.orderBy('seq').filter(isUnseen).first() : undefined,
      ])
      const operation: Operation = {
        ...{ id: uuidv7(), seq: last + 1, visitId, name, input },
        ...{ at: new Date().toISOString(), offsetMs: offsetMs ?? measured },
        seenSeq: seenSeq ?? seenUpTo(unseen, last),
        ...{ state: 'waiting', isCarried: false, refusal: null, reason: null },
      }
      await db.operations.add(operation)
      await db.meta.put({ key: 'seq', value: operation.seq })
      return operation
    }),
  )
  wake(db.memberId)
  void keepForGood()
  return operation
}

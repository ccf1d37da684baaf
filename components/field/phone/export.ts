'use client'
import { isNeverKept } from '@/lib/sync/rules'
import { sentForm, waitingOf } from './answers'
import type { PhoneDatabase } from './db'
import { deviceOf } from './noted'

/** The first line of the file, and what the office's import looks for. */
export const exportKind = 'werkstroom.unsent'

/**
 * Everything that the server did not take yet, as one file of lines of JSON, for a phone that can't send any more: whose it is,
 * the operations in their order, then the files with their bytes in base64. A file lies around: it says of positions only that
 * there were some, since every number is counted.
 */
export async function unsentAsFile(db: PhoneDatabase, now: Date): Promise<File> {
  const [device, operations, files] = await Promise.all([deviceOf(db), db.operations.toArray(), db.files.toArray()])
  const waiting = waitingOf(operations)
  const unsent = files.filter(({ state }) => state !== 'sent')
  const head = { kind: exportKind, version: 1, memberId: db.memberId, device, at: now.toISOString() }
  const parts: BlobPart[] = [
    line({ ...head, operations: waiting.length, files: unsent.length }),
    ...waiting.map((operation) =>
      line({ kind: 'operation', ...sentForm(operation), ...(isNeverKept(operation.name) && { input: null }) }),
    ),
  ]
  for (const { id, visitId, kind: use, fieldId, takenAt, name, type, sha256 } of unsent) {
    const kept = await db.bytes.get(id)
    // Blobs on the way, so that a hundred photos are never in memory together.
    if (kept)
      parts.push(
        new Blob([
          line({ kind: 'file', id, visitId, use, fieldId, takenAt, name, type, sha256, bytes: base64(kept.bytes) }),
        ]),
      )
  }
  return new File(parts, `werkstroom-${now.toISOString().slice(0, 10)}.jsonl`, { type: 'application/jsonl' })
}

function line(facts: object): string {
  return `${JSON.stringify(facts)}\n`
}

function base64(bytes: ArrayBuffer): string {
  let letters = ''
  const all = new Uint8Array(bytes)
  // In pieces: a function takes only so many arguments.
  for (let at = 0; at < all.length; at += 0x8000) letters += String.fromCharCode(...all.subarray(at, at + 0x8000))
  return btoa(letters)
}

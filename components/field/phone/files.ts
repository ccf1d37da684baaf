'use client'
import { uuidv7 } from 'uuidv7'
import { Refused } from '@/lib/refused'
import type { PhoneDatabase, PhoneFile } from './db'
import { refusingFull, reserveRoom } from './full'
import { keepForGood } from './storage'
import { wake } from './wake'

type Captured = Pick<PhoneFile, 'visitId' | 'kind' | 'fieldId' | 'takenAt' | 'name'> & { blob: Blob; id?: string }

/**
 * Keeps a photo, receipt or signature with its bytes; resolves with its id when all of it is on the disk. Throws Refused
 * sync.phone_full when there is no room for it, of which nothing is kept then, and files.image for one without bytes.
 */
export async function keepFile(db: PhoneDatabase, { blob, ...captured }: Captured): Promise<string> {
  const bytes = await blob.arrayBuffer()
  if (bytes.byteLength === 0) throw new Refused('files.image')
  await reserveRoom()
  const sha256 = await hexOfHash(bytes)
  const id = captured.id ?? uuidv7()
  const file: PhoneFile = {
    ...captured,
    ...{ id, type: blob.type, sha256, sizeBytes: bytes.byteLength, sentBytes: 0 },
    ...{ state: 'waiting', refusal: null, keptAt: new Date().toISOString(), sentAt: null },
  }
  await refusingFull(
    db.transaction('rw', db.files, db.bytes, async () => {
      // Kept again under its id, as after a tap that seemed to have failed, it is the one file.
      if (await db.files.get(id)) return
      await db.bytes.add({ id, bytes })
      await db.files.add(file)
    }),
  )
  wake(db.memberId)
  void keepForGood()
  return id
}

/** Its bytes as they were captured, for showing it; null when they are no longer here. */
export async function blobOf(db: PhoneDatabase, id: string): Promise<Blob | null> {
  const [file, kept] = await Promise.all([db.files.get(id), db.bytes.get(id)])
  return file && kept ? new Blob([kept.bytes], { type: file.type }) : null
}

/** Lets go of a file that is not wanted after all. What the server has of it by then is taken off by `execution.removeFile`. */
export async function dropFile(db: PhoneDatabase, id: string): Promise<void> {
  await db.transaction('rw', db.files, db.bytes, () => Promise.all([db.files.delete(id), db.bytes.delete(id)]))
  wake(db.memberId)
}

async function hexOfHash(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

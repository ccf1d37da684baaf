'use client'
import { Refused } from '@/lib/refused'

/**
 * Kept occupied for taps: browsers no longer say how much room is left, so a photo may take the last of it. Some thousands of
 * taps, until reception makes room again.
 */
const reserveBytes = 2 * 1024 * 1024
/** A file of its own: what goes out of a database or a cache leaves its room only later. */
const reserveName = 'werkstroom-reserve'

/** Says sync.phone_full when there was no room on the phone; what was tried left nothing. Other troubles stay what they are. */
export async function refusingFull<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isFull(error) ? new Refused('sync.phone_full') : error
  }
}

/** Room for taps, before a photo takes more: throws sync.phone_full when there is none any more. */
export async function reserveRoom(): Promise<void> {
  const folder = await navigator.storage?.getDirectory?.().catch(() => null)
  if (!folder) return
  const file = await folder.getFileHandle(reserveName, { create: true })
  // A browser that can't write files from a page has no reserve.
  if (!file.createWritable || (await file.getFile()).size >= reserveBytes) return
  const writer = await file.createWritable()
  try {
    await refusingFull(writer.write(incompressible(reserveBytes)))
    await refusingFull(writer.close())
  } catch (error) {
    await writer.abort().catch(() => undefined)
    throw error
  }
}

async function giveUpReserve(): Promise<void> {
  const folder = await navigator.storage?.getDirectory?.().catch(() => null)
  await folder?.removeEntry(reserveName).catch(() => undefined)
}

/** Does it, on a full phone in the room that was reserved; throws sync.phone_full when that is used up as well. */
export async function inReserve<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isFull(error)) throw error
    await giveUpReserve()
    return refusingFull(work())
  }
}

/** What stores that compress would make small is no reserve. */
function incompressible(bytes: number): ArrayBuffer {
  const filled = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(filled.subarray(at, at + 65_536))
  return filled.buffer
}

/** Dexie wraps what the browser said: in `inner`, or in the failures of a bulk. */
function isFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name, inner, message } = error as { name?: string; inner?: unknown; message?: string }
  return name === 'QuotaExceededError' || /quota/i.test(message ?? '') || (inner !== error && isFull(inner))
}

'use client'
import { Refused } from '@/lib/refused'

/** Says sync.phone_full when there was no room on the phone; what was tried left nothing. Other troubles stay what they are. */
export async function refusingFull<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isFull(error) ? new Refused('sync.phone_full') : error
  }
}

/** Dexie wraps what the browser said: in `inner`, or in the failures of a bulk. */
function isFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name, inner, message } = error as { name?: string; inner?: unknown; message?: string }
  return name === 'QuotaExceededError' || /quota/i.test(message ?? '') || (inner !== error && isFull(inner))
}

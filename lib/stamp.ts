import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'

/** Proof that we gave out these words ourselves, for a form that anybody may fill in. */
export function stampOf(purpose: string, ...words: string[]): string {
  return createHmac('sha256', env.AUTH_SECRET)
    .update([purpose, ...words].join('\0'))
    .digest('base64url')
}

export function isStampOf(stamp: string, purpose: string, ...words: string[]): boolean {
  const [given, right] = [Buffer.from(stamp), Buffer.from(stampOf(purpose, ...words))]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A random word that can't be guessed, and the hash under which it is kept. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: tokenHash(token) }
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

'use client'
import type { PhoneDatabase } from './db'
import { say } from './wake'

/** Forgets everything of this member on this phone: the office signed it out. */
export async function forgetAll(db: PhoneDatabase): Promise<void> {
  say(db.memberId, 'gone')
  await db.delete({ disableAutoOpen: true })
}

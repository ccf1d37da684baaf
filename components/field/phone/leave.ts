'use client'
import Dexie from 'dexie'
import { askAs } from './ask'
import { PhoneDatabase } from './db'
import { sealUnsent } from './sealing'
import { say } from './wake'

/**
 * Signs a member out on this phone: what is unsent is sealed and what was carried is forgotten, then the session ends. False
 * when the server could not be asked for the key: nothing changed then.
 */
export async function leavePhone(memberId: string): Promise<boolean> {
  if (await Dexie.exists(PhoneDatabase.nameFor(memberId))) {
    const db = new PhoneDatabase(memberId)
    const trouble = await sealUnsent(db, askAs(db))
    db.close()
    // Who is no technician any more, or was signed out by the office, still has to get out.
    if (trouble && !(trouble.kind === 'revoked' || (trouble.kind === 'trouble' && isOut.includes(trouble.trouble))))
      return false
  }
  const { signOut } = await import('next-auth/react')
  await signOut({ redirect: false })
  // What shows it in another tab goes too. A page that is loaded anew remembers nothing of it.
  say(memberId, 'gone')
  window.location.replace('/sign-in')
  return true
}

const isOut: readonly string[] = ['gone', 'signed_out']

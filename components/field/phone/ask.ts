'use client'
import type { PhoneDatabase } from './db'
import { note, noted } from './noted'
import type { Ask } from './send'
import { correctionOf, measured, outcomeOf } from './wire'

/** Slower than this is no reception: what was sent is sent again. */
const patienceMs = { GET: 60_000, POST: 60_000, PATCH: 120_000 }

/** Of which build this app is, for a server that no longer understands it. */
const appVersion = process.env.NEXT_PUBLIC_APP_VERSION ?? ''

/** Asks the server as this member and no other: what is on the phone is never sent in the name of who signed in since. */
export function askAs(db: PhoneDatabase): Ask {
  return async (path, { method, headers, body }) => {
    const started = performance.now()
    try {
      const response = await fetch(path, {
        ...{ method, body, cache: 'no-store', credentials: 'same-origin', redirect: 'manual' },
        headers: { ...headers, 'x-member': db.memberId, 'x-app-version': appVersion },
        signal: AbortSignal.timeout(patienceMs[method]),
      })
      const text = await response.text()
      await noteAnswer(db, response, performance.now() - started)
      return outcomeOf(response.status, response.headers, text)
    } catch {
      return { kind: 'trouble', trouble: 'offline' }
    }
  }
}

/** What can't be noted, on a full phone, does not undo what was answered. */
async function noteAnswer(db: PhoneDatabase, response: Response, tookMs: number): Promise<void> {
  if (!response.headers.get('x-sync-protocol')) return
  const said = Number(response.headers.get('x-sync-now') ?? Number.NaN)
  const answeredAt = Date.now()
  await db
    .transaction('rw', db.meta, async () => {
      await note(db, 'lastSyncAt', new Date(answeredAt).toISOString())
      if (!Number.isFinite(said)) return
      const found = measured(await noted(db, 'offset'), { askedAt: answeredAt - tookMs, answeredAt, serverAt: said })
      await note(db, 'offset', found)
      await note(db, 'offsetMs', correctionOf(found))
    })
    .catch(() => undefined)
}

import { limits } from '@/lib/sync/rules'
import type { PhoneFile } from './db'
import type { PhoneList } from './list'
import { type Ask, greet, type Step } from './send'
import type { Outcome } from './wire'

const path = '/api/sync/v1/files'
const smallest = 64 * 1024
/** These say nothing against the file: there will be room for it. */
const forLater = ['sync.uploads_full', 'files.quota', 'common.rate_limited']
/** As often may the bytes of one file come in broken, before somebody should look at it. */
const brokenAtMost = 3

/**
 * Sends the next file that waits, from where the server has it on, and answers when that is done. What the server refuses
 * stays with the reason, and others go on.
 */
export async function sendFile(list: PhoneList, ask: Ask, now: () => number): Promise<Step> {
  const waiting = (await list.files()).filter(({ state }) => state === 'waiting')
  const [file] = waiting.sort((one, other) => one.keptAt.localeCompare(other.keptAt) || (one.id < other.id ? -1 : 1))
  if (!file) return 'done'
  if ((await list.told()) === undefined) {
    const greeted = await greet(list, ask)
    if (greeted !== 'more') return greeted
  }
  for (let broken = 0; ; broken++) {
    const declared = await declare(list, ask, file)
    if (typeof declared !== 'number') return after(list, ask, file, declared)
    const outcome = await sendBytes(list, ask, { file, from: declared, now })
    const isBroken = outcome.kind === 'from' || (outcome.kind === 'trouble' && outcome.trouble === 'gone')
    // Anew from the start, or declared once more: what nobody added to for long was thrown away.
    if (isBroken && broken + 1 < brokenAtMost) continue
    return after(list, ask, file, outcome)
  }
}

/** What the server has of it. */
async function declare(list: PhoneList, ask: Ask, file: PhoneFile): Promise<number | Outcome> {
  const { id, visitId, kind, fieldId, takenAt, sha256, sizeBytes, name } = file
  const { id: deviceId } = await list.device()
  const declared = { id, deviceId, visitId, kind, fieldId, takenAt, sha256, sizeBytes, name: name.slice(0, 200) }
  const outcome = await ask(path, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(declared),
  })
  if (outcome.kind !== 'answered') return outcome
  const { offset, complete } = outcome.body as { offset?: unknown; complete?: unknown }
  return complete !== true && typeof offset === 'number' ? offset : outcome
}

type Sending = { file: PhoneFile; from: number; now: () => number }

/** All of it from there on, in chunks that are smaller where reception is bad. Ends with what the last was answered. */
async function sendBytes(list: PhoneList, ask: Ask, { file, from, now }: Sending): Promise<Outcome> {
  let [at, size] = [from, limits.chunkBytes / 4]
  for (;;) {
    if (!(await list.changeFile(file.id, { sentBytes: at }))) return taken
    const body = await list.bytes(file.id, at, Math.min(at + size, file.sizeBytes))
    if (!body) return { kind: 'refused', refusal: { ok: false, code: 'sync.file_lost' } }
    const began = now()
    const outcome = await ask(`${path}/${file.id}`, {
      ...{ method: 'PATCH', headers: { 'upload-offset': `${at}`, 'content-type': 'application/octet-stream' }, body },
    })
    if (outcome.kind === 'from' && outcome.code === 'sync.offset' && outcome.offset !== at) at = outcome.offset
    else if (outcome.kind !== 'answered') return outcome
    else {
      const { offset, complete } = outcome.body as { offset?: unknown; complete?: unknown }
      if (complete === true) return outcome
      if (typeof offset !== 'number' || offset <= at) return { kind: 'trouble', trouble: 'failing' }
      at = offset
    }
    size = nextChunkBytes(size, now() - began)
  }
}

/** Not wanted any more while it was sent. */
const taken: Outcome = { kind: 'answered', body: { dropped: true } }

/** A chunk takes some seconds: long enough to be worth asking, short enough that little is sent again. */
export function nextChunkBytes(bytes: number, tookMs: number): number {
  if (tookMs < 3000) return Math.min(limits.chunkBytes, bytes * 2)
  return tookMs > 12_000 ? Math.max(smallest, bytes / 2) : bytes
}

async function after(list: PhoneList, ask: Ask, file: PhoneFile, outcome: Outcome): Promise<Step> {
  if (outcome.kind === 'answered') {
    if ((outcome.body as { complete?: unknown }).complete !== true) return 'more'
    const done = { state: 'sent' as const, sentBytes: file.sizeBytes, sentAt: new Date().toISOString() }
    if (!(await list.changeFile(file.id, done))) await list.takeBack(file)
    return 'more'
  }
  const refuse = async (refusal: PhoneFile['refusal']): Promise<Step> => {
    await list.changeFile(file.id, { state: 'refused', refusal })
    return 'more'
  }
  if (outcome.kind === 'from') return refuse({ ok: false, code: outcome.code })
  if (outcome.kind === 'refused')
    return forLater.includes(outcome.refusal.code) ? { kind: 'trouble', trouble: 'busy' } : refuse(outcome.refusal)
  if (outcome.kind === 'revoked' || outcome.trouble !== 'gone') return outcome
  // Nothing of this member is known there, or only this file is not: the phone itself says which.
  const greeted = await greet(list, ask)
  return greeted === 'more' ? refuse({ ok: false, code: 'common.not_found' }) : greeted
}

'use client'
import type { Operation, PhoneDatabase, PhoneFile, Sealed } from './db'
import { inReserve } from './full'
import { deviceOf, note, noted } from './noted'
import type { Ask } from './send'
import { say } from './wake'
import type { Outcome } from './wire'

const path = '/api/sync/v1/key'

/**
 * Before a member signs out: seals what is unsent, item by item, with a key that only the server keeps, and forgets what was
 * carried. A phone that dies half-way has each item either open or sealed. Answers why it could not: without the server there
 * is no key, and nothing is sealed then.
 */
export async function sealUnsent(db: PhoneDatabase, ask: Ask): Promise<Outcome | null> {
  const key = await keyFrom(db, ask)
  if ('kind' in key) return key
  await note(db, 'sealedAt', new Date().toISOString())
  // No tab sends or reads any more what is put away.
  say(db.memberId, 'sealing')
  for (const operation of await db.operations.toArray()) await sealRow(db, key, 'operation', operation.id, operation)
  for (const file of await db.files.toArray()) {
    const kept = await db.bytes.get(file.id)
    await sealRow(db, key, 'file', file.id, file, kept?.bytes)
  }
  for (const draft of await db.drafts.toArray()) await sealRow(db, key, 'draft', draft.key, draft)
  await db.transaction('rw', db.visits, db.meta, async () => {
    await db.visits.clear()
    await db.meta.bulkDelete(['cursor', 'leaving', 'products', 'settings', 'lastPullAt'])
  })
  return null
}

/** Opens what this member left sealed, item by item; nothing to do when nothing is. Answers why it could not yet. */
export async function openSealed(db: PhoneDatabase, ask: Ask): Promise<Outcome | null> {
  if (!(await noted(db, 'sealedAt'))) return null
  const key = await keyFrom(db, ask)
  if ('kind' in key) return key
  for (const row of await db.sealed.toArray()) await openRow(db, key, row)
  await db.meta.delete('sealedAt')
  return null
}

async function keyFrom(db: PhoneDatabase, ask: Ask): Promise<CryptoKey | Outcome> {
  const device = await deviceOf(db)
  const outcome = await ask(path, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(device) },
  })
  if (outcome.kind !== 'answered') return outcome
  const { key } = outcome.body as { key?: unknown }
  if (typeof key !== 'string') return { kind: 'trouble', trouble: 'failing' }
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

async function sealRow(
  db: PhoneDatabase,
  key: CryptoKey,
  kind: Sealed['kind'],
  id: string,
  facts: unknown,
  bytes?: ArrayBuffer,
): Promise<void> {
  const seal = async (plain: BufferSource) => {
    const nonce = crypto.getRandomValues(new Uint8Array(12))
    const additionalData = new TextEncoder().encode(`${kind} ${id}`)
    return { nonce, content: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData }, key, plain) }
  }
  const row: Sealed = {
    ...{ id: `${kind} ${id}`, kind },
    facts: await seal(new TextEncoder().encode(JSON.stringify(facts))),
    bytes: bytes ? await seal(bytes) : null,
  }
  const put = async () => {
    await db.sealed.put(row)
    if (kind === 'operation') await db.operations.delete(id)
    if (kind === 'file') await Promise.all([db.files.delete(id), db.bytes.delete(id)])
    if (kind === 'draft') await db.drafts.delete(id)
  }
  await inReserve(() => db.transaction('rw', [db.sealed, db.operations, db.files, db.bytes, db.drafts], put))
}

async function openRow(db: PhoneDatabase, key: CryptoKey, row: Sealed): Promise<void> {
  const open = ({ nonce, content }: NonNullable<Sealed['bytes']>) => {
    const additionalData = new TextEncoder().encode(row.id)
    return crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData }, key, content)
  }
  const facts: unknown = JSON.parse(new TextDecoder().decode(await open(row.facts)))
  const bytes = row.bytes && (await open(row.bytes))
  await db.transaction('rw', [db.sealed, db.operations, db.files, db.bytes, db.drafts], async () => {
    await db.sealed.delete(row.id)
    if (row.kind === 'operation') await db.operations.put(facts as Operation)
    if (row.kind === 'draft') await db.drafts.put(facts as { key: string; text: string })
    if (row.kind !== 'file') return
    const file = facts as PhoneFile
    await db.files.put(file)
    if (bytes) await db.bytes.put({ id: file.id, bytes })
  })
}

import { exportKind } from '@/components/field/phone/export'
import type { RefusedReply } from '@/lib/reply'
import { type Answered, limits } from '@/lib/sync/rules'

type Head = { memberId: string; device: { id: string; name: string }; operations: number; files: number }
type FileLine = {
  id: string
  visitId: string
  use: string
  fieldId: string
  takenAt: string | null
  name: string
  type: string
  bytes: string
}

/** What became of the lines of a file that a phone made. */
export type Imported = { done: number; refused: RefusedReply[] }

/**
 * Brings in what a phone could not send, from the file that it made. Answers why nothing could be done at all, or what became of
 * each. Bringing it in twice is once.
 */
export async function importPhone(
  file: File,
  onProgress: (done: number, of: number) => void,
): Promise<Imported | RefusedReply> {
  const lines = (await file.text()).split('\n').filter(Boolean)
  const head = parsed(lines[0]) as (Partial<Head> & { kind?: string }) | null
  if (head?.kind !== exportKind || !head.memberId || !head.device) return { ok: false, code: 'sync.no_export' }
  const rest = lines.slice(1).map(parsed)
  const operations = rest.filter((one) => one?.kind === 'operation').map(({ kind: _, ...operation }) => operation)
  const files = rest.filter((one) => one?.kind === 'file') as unknown as FileLine[]
  const total = operations.length + files.length
  const imported: Imported = { done: 0, refused: [] }
  for (let at = 0; at === 0 || at < operations.length; at += limits.operations / 2) {
    const batch = operations.slice(at, at + limits.operations / 2)
    const unsent = { operations: 0, files: files.length, oldestAt: null }
    const body = JSON.stringify({ memberId: head.memberId, device: { ...head.device, unsent }, operations: batch })
    const reply = await ask('/api/sync/import', { body, headers: { 'content-type': 'application/json' } })
    if ('code' in reply) return reply
    for (const answer of reply.answers ?? []) note(imported, answer)
    onProgress(Math.min(at + batch.length, total), total)
  }
  for (const [at, one] of files.entries()) {
    const form = new FormData()
    const { id, visitId, use: kind, fieldId, takenAt } = one
    for (const [name, value] of Object.entries({ id, visitId, kind, fieldId, takenAt: takenAt ?? '' }))
      form.set(name, value)
    form.set('memberId', head.memberId)
    const bytes = Uint8Array.from(atob(one.bytes), (letter) => letter.charCodeAt(0))
    form.set('file', new Blob([bytes], { type: one.type }), one.name)
    const reply = await ask('/api/sync/import/files', { body: form })
    if ('code' in reply) imported.refused.push(reply)
    else imported.done += 1
    onProgress(operations.length + at + 1, total)
  }
  return imported
}

function note(imported: Imported, answer: Answered): void {
  if (answer.status === 'refused') imported.refused.push({ ...answer, ok: false })
  else if (answer.status === 'gap') imported.refused.push({ ok: false, code: 'sync.gap' })
  else if (answer.status === 'later') imported.refused.push({ ok: false, code: 'common.unexpected' })
  else imported.done += 1
}

async function ask(path: string, init: RequestInit): Promise<RefusedReply | { answers?: Answered[] }> {
  try {
    const response = await fetch(path, { ...init, method: 'POST' })
    return (await response.json()) as RefusedReply | { answers?: Answered[] }
  } catch {
    return { ok: false, code: 'common.unexpected' }
  }
}

function parsed(text: string | undefined): Record<string, unknown> & { kind?: unknown } {
  try {
    return JSON.parse(text ?? '') as Record<string, unknown>
  } catch {
    return {}
  }
}

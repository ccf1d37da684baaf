'use client'
import { uuidv7 } from 'uuidv7'
import type { Reply } from '@/lib/reply'
import { failuresAtMost, later, outboxNow, reception, set, subscribe, type Upload } from './outbox-state'

/** Puts a photo, receipt or signature in the queue; returns the file's id; filesRefusal() tells when the server has it. */
export function sendFile(
  upload: Pick<Upload, 'visitId' | 'kind' | 'fieldId' | 'takenAt' | 'name' | 'blob'> & { id?: string },
): string {
  const id = upload.id ?? uuidv7()
  const preview = URL.createObjectURL(upload.blob)
  set({ uploads: [...outboxNow().uploads, { ...upload, id, preview, status: 'waiting', refusal: null, failures: 0 }] })
  void sendUploads()
  return id
}

/** Tries a refused or failed photo once more. */
export function retryFile(id: string): void {
  change(id, { status: 'waiting', refusal: null, failures: 0 })
  void sendUploads()
}

/** Forgets a photo that is not wanted, or that the page shows from the server by now. */
export function forgetFile(id: string): void {
  const gone = outboxNow().uploads.find((upload) => upload.id === id)
  if (gone) URL.revokeObjectURL(gone.preview)
  set({ uploads: outboxNow().uploads.filter((upload) => upload.id !== id) })
}

/** Waits until these files are answered for: null when the server has all of them, else why it has not. */
export function filesRefusal(ids: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const look = () => {
      const mine = outboxNow().uploads.filter(({ id }) => ids.includes(id))
      if (mine.some(({ status }) => status === 'waiting' || status === 'sending')) return
      stop()
      resolve(mine.find(({ status }) => status !== 'sent')?.refusal ?? null)
    }
    const stop = subscribe(look)
    look()
  })
}

function change(id: string, values: Partial<Upload>): void {
  set({ uploads: outboxNow().uploads.map((upload) => (upload.id === id ? { ...upload, ...values } : upload)) })
}

let isUploading = false

async function sendUploads(): Promise<void> {
  if (isUploading) return
  isUploading = true
  for (;;) {
    const next = outboxNow().uploads.find(({ status }) => status === 'waiting')
    if (!next) break
    change(next.id, { status: 'sending' })
    const answer = await post(next)
    if (answer === 'sent') {
      change(next.id, { status: 'sent' })
      set({ isOffline: false })
    } else if (answer === 'unanswered') {
      change(next.id, { status: 'waiting' })
      set({ isOffline: true })
      await reception()
    } else if (answer.code === 'common.unexpected' && next.failures + 1 < failuresAtMost) {
      change(next.id, { status: 'waiting', failures: next.failures + 1 })
      await later(next.failures + 1)
    } else change(next.id, { status: 'failed', refusal: answer.code })
  }
  isUploading = false
}

async function post(upload: Upload): Promise<'sent' | 'unanswered' | { code: string }> {
  const form = new FormData()
  const { id, visitId, kind, fieldId, takenAt } = upload
  for (const [name, value] of Object.entries({ id, visitId, kind, fieldId, takenAt: takenAt ?? '' }))
    form.set(name, value)
  form.set('file', upload.blob, upload.name)
  try {
    const response = await fetch('/api/field/files', { method: 'POST', body: form })
    if (response.status === 503 || response.status === 507) return 'unanswered'
    const reply = (await response.json()) as Reply<unknown>
    return reply.ok ? 'sent' : { code: reply.code }
  } catch {
    return 'unanswered'
  }
}

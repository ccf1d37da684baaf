'use client'
import { useSyncExternalStore } from 'react'
import { uuidv7 } from 'uuidv7'
import type { SyncState } from '@/components/ui/field-shell'
import type { Action, Reply } from '@/lib/reply'

/**
 * What the phone still has to send. Every write and every photo goes through here, with a key or id made at the tap: an
 * answer that never came is asked for again with the same key, so sending twice is once. Writes go in the order of the
 * taps; photos go beside them, one at a time.
 */
type Write = { send: () => Promise<boolean> }

export type Upload = {
  id: string
  visitId: string
  kind: 'photo' | 'photo_before' | 'photo_after' | 'answer' | 'receipt' | 'signature'
  fieldId: string
  takenAt: string | null
  name: string
  blob: Blob
  preview: string
  status: 'waiting' | 'sending' | 'sent' | 'failed'
  /** Why it was refused; sending it again can't help. */
  refusal: string | null
}

type State = { writes: number; isSending: boolean; isOffline: boolean; uploads: readonly Upload[] }

let state: State = { writes: 0, isSending: false, isOffline: false, uploads: [] }
const waiting: Write[] = []
const listeners = new Set<() => void>()
const pauseMs = 4000

function set(next: Partial<State>): void {
  state = { ...state, ...next }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const empty: State = { writes: 0, isSending: false, isOffline: false, uploads: [] }

export function useOutbox(): State {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => empty,
  )
}

/** What the badge at the top says. */
export function syncOf({ writes, isOffline, uploads }: State): SyncState {
  const photos = uploads.filter(({ status }) => status !== 'sent')
  const refused = photos.filter(({ refusal }) => refusal !== null).length
  const left = writes + photos.length
  if (refused > 0) return { status: 'refused', waiting: refused }
  if (isOffline) return { status: 'offline', waiting: left }
  return left > 0 ? { status: 'sending', waiting: left } : { status: 'sent' }
}

/** Sends a write after those before it; answers when the server has answered, however long the phone is without reception. */
export function sendWrite<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Reply<Output>> {
  const key = uuidv7()
  let tries = 0
  return new Promise((resolve) => {
    waiting.push({
      send: async () => {
        tries += 1
        try {
          resolve(await action(input, key))
          return true
        } catch (error) {
          // A network error is tried for ever; anything else is a fault that waiting does not mend.
          if (error instanceof TypeError || !navigator.onLine || tries < 3) return false
          resolve({ ok: false, code: 'common.unexpected' })
          return true
        }
      },
    })
    set({ writes: waiting.length })
    void sendWrites()
  })
}

let isBusy = false

async function sendWrites(): Promise<void> {
  if (isBusy) return
  isBusy = true
  while (waiting[0]) {
    set({ isSending: true })
    if (await waiting[0].send()) {
      waiting.shift()
      set({ writes: waiting.length, isOffline: false })
    } else {
      set({ isOffline: true })
      await reception()
    }
  }
  isBusy = false
  set({ isSending: false })
}

/** Until the phone says it is online again, or some seconds have passed. */
function reception(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, pauseMs)
    window.addEventListener('online', go)
  })
}

/** Puts a photo, receipt or signature in the queue; returns the file's id; filesSent() tells when the server has it. */
export function sendFile(
  upload: Pick<Upload, 'visitId' | 'kind' | 'fieldId' | 'takenAt' | 'name' | 'blob'> & { id?: string },
): string {
  const id = upload.id ?? uuidv7()
  const preview = URL.createObjectURL(upload.blob)
  set({ uploads: [...state.uploads, { ...upload, id, preview, status: 'waiting', refusal: null }] })
  void sendUploads()
  return id
}

/** Tries a refused or failed photo once more. */
export function retryFile(id: string): void {
  change(id, { status: 'waiting', refusal: null })
  void sendUploads()
}

/** Forgets a photo that is not wanted, or that the page shows from the server by now. */
export function forgetFile(id: string): void {
  const gone = state.uploads.find((upload) => upload.id === id)
  if (gone) URL.revokeObjectURL(gone.preview)
  set({ uploads: state.uploads.filter((upload) => upload.id !== id) })
}

/** Waits until these files are answered for; true when the server has all of them. */
export function filesSent(ids: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const mine = state.uploads.filter(({ id }) => ids.includes(id))
      if (mine.some(({ status }) => status === 'waiting' || status === 'sending')) return
      listeners.delete(look)
      resolve(mine.every(({ status }) => status === 'sent'))
    }
    listeners.add(look)
    look()
  })
}

function change(id: string, values: Partial<Upload>): void {
  set({ uploads: state.uploads.map((upload) => (upload.id === id ? { ...upload, ...values } : upload)) })
}

let isUploading = false

async function sendUploads(): Promise<void> {
  if (isUploading) return
  isUploading = true
  for (;;) {
    const next = state.uploads.find(({ status }) => status === 'waiting')
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

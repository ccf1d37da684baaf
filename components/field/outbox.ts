'use client'
import { type ReactNode, useSyncExternalStore } from 'react'
import { uuidv7 } from 'uuidv7'
import type { SyncState } from '@/components/ui/field-shell'
import type { Action, RefusedReply, Reply } from '@/lib/reply'

/**
 * What the phone still has to send. Every write and every photo goes through here, with a key or id made at the tap: an
 * answer that never came is asked for again with the same key, so sending twice is once. Writes go in the order of the
 * taps; photos go beside them, one at a time. No reception is waited out for ever; a server that fails is asked some times
 * more, ever later, and then what it did not take stays here until somebody sends it again or drops it. So does what was
 * refused after it had waited for reception: who made it has walked on, and a message in passing would lose it.
 */
type Write = {
  id: string
  tappedAt: string
  send: () => Promise<'sent' | 'unanswered' | RefusedReply>
  /** Answers whoever waits for it that it will not be sent. */
  drop: () => void
  failures: number
  /** Whether there was no reception at its tap or after it, or somebody sent it again from the list. */
  hasWaited: boolean
  refusal: RefusedReply
}

/** A write that is not tried any more until somebody asks, and why. */
export type FailedWrite = Pick<Write, 'id' | 'tappedAt' | 'refusal'>

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
  failures: number
}

/** What was recorded here and what another saved meanwhile: it waits until somebody chooses. */
export type Conflict = {
  /** What both are about; of the changes here the newest stays. */
  row: string
  /** Id of the change here, made at the tap. */
  id: string
  what: string
  mine: ReactNode
  theirs: ReactNode
  /** Who saved theirs, and when; null where that is not kept. */
  by: { name: string; at: string } | null
  isSending: boolean
  keepMine: () => Promise<Reply<unknown>>
  keepTheirs: () => void
}

export type OutboxState = {
  /** What is not answered for yet, and which of it is not tried any more until somebody asks. */
  writes: number
  failed: readonly FailedWrite[]
  isSending: boolean
  isOffline: boolean
  uploads: readonly Upload[]
  conflicts: readonly Conflict[]
}

const empty: OutboxState = { writes: 0, failed: [], isSending: false, isOffline: false, uploads: [], conflicts: [] }
let state = empty
const waiting: Write[] = []
const failed: Write[] = []
const listeners = new Set<() => void>()
const pauseMs = 4000
const failuresAtMost = 5

function set(next: Partial<OutboxState>): void {
  state = { ...state, ...next }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function outboxNow(): OutboxState {
  return state
}

export function useOutbox(): OutboxState {
  return useSyncExternalStore(subscribe, outboxNow, () => empty)
}

/** What the badge at the top says. */
export function syncOf({ writes, failed, isOffline, uploads, conflicts }: OutboxState): SyncState {
  const photos = uploads.filter(({ status }) => status !== 'sent')
  const refused = failed.length + photos.filter(({ refusal }) => refusal !== null).length + conflicts.length
  const left = writes + photos.length
  if (refused > 0) return { status: 'refused', waiting: refused }
  if (isOffline) return { status: 'offline', waiting: left }
  return left > 0 ? { status: 'sending', waiting: left } : { status: 'sent' }
}

/**
 * Sends a write after those before it; answers when the server has answered, however long the phone is without reception.
 * A refusal is answered at once, unless it comes after waiting: then it stays in the list until it is sent again or dropped.
 */
export function sendWrite<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Reply<Output>> {
  const key = uuidv7()
  return new Promise((resolve) => {
    const write: Write = {
      id: key,
      tappedAt: new Date().toISOString(),
      failures: 0,
      hasWaited: false,
      refusal: { ok: false, code: 'common.unexpected' },
      drop: () => resolve(write.refusal),
      send: async () => {
        try {
          const reply = await action(input, key)
          if (!reply.ok && staysHere(reply, write)) return reply
          resolve(reply)
          return 'sent'
        } catch (error) {
          return error instanceof TypeError || !navigator.onLine
            ? 'unanswered'
            : { ok: false, code: 'common.unexpected' }
        }
      },
    }
    waiting.push(write)
    void sendWrites()
  })
}

/** What changed in between is solved where both versions stand; any other refusal of what had waited is solved in the list. */
function staysHere({ code }: RefusedReply, { hasWaited }: Write): boolean {
  return code === 'common.unexpected' || (hasWaited && code !== 'common.stale')
}

/** Tries a write from the list again, after what waits now. */
export function retryWrite(id: string): void {
  const write = takeFailed(id)
  if (write) {
    write.failures = 0
    write.hasWaited = true
    waiting.push(write)
  }
  void sendWrites()
}

/** Gives a write up; who made it hears why it did not go. */
export function dropWrite(id: string): void {
  takeFailed(id)?.drop()
  count()
}

/** Puts two versions in sight, in the place of those of an earlier change of the same row. */
export function keepConflict(conflict: Conflict): void {
  const { row, id } = conflict
  if (state.conflicts.some((other) => other.row === row && other.id > id)) return
  set({ conflicts: [...state.conflicts.filter((other) => other.row !== row), conflict] })
}

/** The choice about this change, or one before it, was made. */
export function dropConflict(row: string, id: string): void {
  if (!state.conflicts.some((other) => other.row === row && other.id <= id)) return
  set({ conflicts: state.conflicts.filter((other) => other.row !== row || other.id > id) })
}

function takeFailed(id: string): Write | undefined {
  const index = failed.findIndex((write) => write.id === id)
  return index < 0 ? undefined : failed.splice(index, 1)[0]
}

function count(): void {
  set({
    writes: waiting.length + failed.length,
    failed: failed.map(({ id, tappedAt, refusal }) => ({ id, tappedAt, refusal })),
  })
}

let isBusy = false

async function sendWrites(): Promise<void> {
  count()
  if (isBusy) return
  isBusy = true
  while (waiting[0]) {
    set({ isSending: true })
    const [write] = waiting
    const answer = await write.send()
    if (answer === 'unanswered') {
      for (const one of waiting) one.hasWaited = true
      set({ isOffline: true })
      await reception()
      continue
    }
    set({ isOffline: false })
    if (answer !== 'sent') {
      write.refusal = answer
      write.failures += 1
      if (answer.code === 'common.unexpected' && write.failures < failuresAtMost) {
        await later(write.failures)
        continue
      }
      failed.push(write)
    }
    waiting.shift()
    count()
  }
  isBusy = false
  set({ isSending: false })
}

/** 2, 4, 8, 16 seconds. */
function later(failures: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** failures))
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

/** Puts a photo, receipt or signature in the queue; returns the file's id; filesRefusal() tells when the server has it. */
export function sendFile(
  upload: Pick<Upload, 'visitId' | 'kind' | 'fieldId' | 'takenAt' | 'name' | 'blob'> & { id?: string },
): string {
  const id = upload.id ?? uuidv7()
  const preview = URL.createObjectURL(upload.blob)
  set({ uploads: [...state.uploads, { ...upload, id, preview, status: 'waiting', refusal: null, failures: 0 }] })
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
  const gone = state.uploads.find((upload) => upload.id === id)
  if (gone) URL.revokeObjectURL(gone.preview)
  set({ uploads: state.uploads.filter((upload) => upload.id !== id) })
}

/** Waits until these files are answered for: null when the server has all of them, else why it has not. */
export function filesRefusal(ids: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const look = () => {
      const mine = state.uploads.filter(({ id }) => ids.includes(id))
      if (mine.some(({ status }) => status === 'waiting' || status === 'sending')) return
      listeners.delete(look)
      resolve(mine.find(({ status }) => status !== 'sent')?.refusal ?? null)
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

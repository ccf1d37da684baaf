'use client'
import { type ReactNode, useSyncExternalStore } from 'react'
import type { SyncState } from '@/components/ui/field-shell'
import type { RefusedReply, Reply } from '@/lib/reply'

/** A write that is not tried any more until somebody asks, and why. */
export type FailedWrite = { id: string; tappedAt: string; refusal: RefusedReply }

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
let state: OutboxState = empty
const listeners = new Set<() => void>()
const pauseMs = 4000
export const failuresAtMost = 5

/** Changes what the phone still holds, and tells the screens. */
export function set(next: Partial<OutboxState>): void {
  state = { ...state, ...next }
  for (const listener of listeners) listener()
}

export function subscribe(listener: () => void): () => void {
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

/** 2, 4, 8, 16 seconds. */
export function later(failures: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** failures))
}

/** Until the phone says it is online again, or some seconds have passed. */
export function reception(): Promise<void> {
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

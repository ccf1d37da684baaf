'use client'
import { uuidv7 } from 'uuidv7'
import type { Action, Reply } from '@/lib/reply'
import { dropConflict, keepConflict, sendWrite } from './outbox'
import type { Conflict } from './outbox-state'

/** The version of each row after the last change of this phone that the server took. */
const taken = new Map<string, number>()

type VersionedChange<Input, Current> = {
  /** What it changes, over all screens: `material:<id>`. */
  row: string
  /** The version that the screen showed; undefined or 0 for what was not there yet. */
  seen: number | undefined
  input: (version: number | undefined) => Input
  /** Both versions in words, for when another saved meanwhile. */
  words: (current: Current) => Pick<Conflict, 'what' | 'mine' | 'theirs' | 'by'>
  /** Whether what stands came from this phone after all, and needs no question. */
  isOwn?: (current: Current) => boolean
  /** Called when somebody chose: what was kept for sending it once more may go. */
  onChosen?: (choice: 'mine' | 'theirs') => void
}

/**
 * Sends a change that says which version it saw. One's own changes before it count as seen, also those that were still
 * waiting when it was made. When another saved meanwhile, both versions wait in the outbox for a choice; the reply tells
 * common.stale then, and nobody else needs to.
 */
export function sendChange<Input, Output, Current extends { version: number }>(
  action: Action<Input, Output>,
  change: VersionedChange<Input, Current>,
): Promise<Reply<Output>> {
  return send(action, change, uuidv7())
}

async function send<Input, Output, Current extends { version: number }>(
  action: Action<Input, Output>,
  change: VersionedChange<Input, Current>,
  id: string,
): Promise<Reply<Output>> {
  const { row, onChosen } = change
  let asked: { input: Input } | null = null
  const reply = await sendWrite(async (_: null, key?: string) => {
    // Only now, after those before it; and asked again it stays what it was, as its key does.
    asked ??= { input: change.input(newest(taken.get(row), change.seen)) }
    const answer = await action(asked.input, key)
    const version = answer.ok ? versionOf(answer.value) : undefined
    if (version !== undefined) taken.set(row, version)
    return answer
  }, null)
  if (reply.ok) dropConflict(row, id)
  if (reply.ok || reply.code !== 'common.stale') return reply
  const current = reply.current as Current
  const again = () => send(action, { ...change, seen: current.version }, id)
  if (change.isOwn?.(current)) return again()
  const conflict: Conflict = {
    row,
    id,
    ...change.words(current),
    isSending: false,
    keepMine: async () => {
      keepConflict({ ...conflict, isSending: true })
      const answer = await again()
      if (answer.ok) onChosen?.('mine')
      else if (answer.code !== 'common.stale') keepConflict(conflict)
      return answer
    },
    keepTheirs: () => {
      taken.set(row, current.version)
      dropConflict(row, id)
      onChosen?.('theirs')
    },
  }
  keepConflict(conflict)
  return reply
}

function newest(one: number | undefined, other: number | undefined): number | undefined {
  return Math.max(one ?? 0, other ?? 0) || undefined
}

function versionOf(value: unknown): number | undefined {
  const isVersioned = typeof value === 'object' && value !== null && 'version' in value
  return isVersioned && typeof value.version === 'number' ? value.version : undefined
}

'use client'
import { uuidv7 } from 'uuidv7'
import type { Action, RefusedReply, Reply } from '@/lib/reply'
import { type Conflict, failuresAtMost, later, outboxNow, reception, set } from './outbox-state'

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

const waiting: Write[] = []
const failed: Write[] = []

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

/** Says nothing of what was sent: the same again may do. */
function isForLater(code: string): boolean {
  return code === 'common.unexpected' || code === 'common.busy'
}

/** What changed in between is solved where both versions stand; any other refusal of what had waited is solved in the list. */
function staysHere({ code }: RefusedReply, { hasWaited }: Write): boolean {
  return isForLater(code) || (hasWaited && code !== 'common.stale')
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
  if (outboxNow().conflicts.some((other) => other.row === row && other.id > id)) return
  set({ conflicts: [...outboxNow().conflicts.filter((other) => other.row !== row), conflict] })
}

/** The choice about this change, or one before it, was made. */
export function dropConflict(row: string, id: string): void {
  if (!outboxNow().conflicts.some((other) => other.row === row && other.id <= id)) return
  set({ conflicts: outboxNow().conflicts.filter((other) => other.row !== row || other.id > id) })
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
      if (isForLater(answer.code) && write.failures < failuresAtMost) {
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

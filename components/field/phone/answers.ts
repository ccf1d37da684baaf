import type { RefusedReply } from '@/lib/reply'
import { type Answered, isNeverKept } from '@/lib/sync/rules'
import type { Operation } from './db'

/** What was sent in one request, under which numbers. */
export type Sent = readonly Pick<Operation, 'id' | 'seq'>[]

/** Leaves room in a request for what goes around the operations. */
const aroundBytes = 1024

/** An operation as docs/sync.md has it. */
export function sentForm({ id, seq, visitId, name, input, at, offsetMs, seenSeq }: Operation) {
  return { id, seq, visitId, name, input, at, offsetMs, seenSeq }
}

/** What waits, in the order in which it was done. */
export function waitingOf(list: readonly Operation[]): Operation[] {
  return list.filter(({ state }) => state === 'waiting').sort((one, other) => one.seq - other.seq)
}

/**
 * What goes in the next request: the first of what waits, without a gap, as many as fit and never none: one that is too long
 * by itself is for the server to refuse. An expense waits for the photo of its receipt, by its id among `unsent`: the server
 * takes none without it.
 */
export function nextBatch(
  list: readonly Operation[],
  most: { operations: number; bytes: number },
  unsent: ReadonlySet<string> = new Set(),
): Operation[] {
  const batch: Operation[] = []
  let bytes = aroundBytes
  for (const operation of waitingOf(list)) {
    const { receiptFileId } = (operation.input ?? {}) as { receiptFileId?: unknown }
    if (typeof receiptFileId === 'string' && unsent.has(receiptFileId)) break
    bytes += new TextEncoder().encode(JSON.stringify(sentForm(operation))).length + 1
    if (batch.length > 0 && (batch.length >= most.operations || bytes > most.bytes)) break
    batch.push(operation)
  }
  return batch
}

/**
 * What an answer does to the list: only what changes. Whatever was not named stays as it is and is sent again. An answer that
 * comes late says nothing about what got another number since.
 */
export function afterAnswers(list: readonly Operation[], sent: Sent, answers: readonly Answered[]): Operation[] {
  const asSent = new Map(sent.map(({ id, seq }) => [id, seq]))
  const next = new Map(list.map((operation) => [operation.id, operation]))
  let isToldWhere = false
  // Where the server stands: as it said, and further by what it did after that in the same request.
  let expected = 0
  for (const answer of answers) {
    const operation = next.get(answer.id)
    if (!operation || asSent.get(answer.id) !== operation.seq || operation.state !== 'waiting') continue
    const told = expectedIn(answer)
    if (told === null) next.set(answer.id, { ...operation, ...standingAfter(answer, operation.name) })
    isToldWhere ||= told !== null
    if (answer.status !== 'later') expected = Math.max(expected, told ?? operation.seq + 1)
  }
  const after = [...next.values()]
  return changed(list, isToldWhere ? continued(after, expected) : after)
}

/** The number that the server asks for, when it did not do this one for that. */
function expectedIn(answer: Answered): number | null {
  if (answer.status === 'gap') return answer.expected
  return answer.status === 'refused' && answer.code === 'sync.seq_taken' ? Number(answer.params.expected) : null
}

/** An operation that the server won't have in any request: it needs somebody's attention, and those after it go on. */
export function setAside(list: readonly Operation[], id: string, refusal: RefusedReply): Operation[] {
  return changed(
    list,
    list.map((one) =>
      one.id === id && one.state === 'waiting' ? { ...one, state: 'refused' as const, refusal } : one,
    ),
  )
}

function standingAfter(answer: Answered, name: string): Partial<Operation> {
  if (answer.status === 'applied') return { state: 'answered' }
  // A position that is not wanted is nobody's trouble.
  if (answer.status === 'refused' && isNeverKept(name)) return { state: 'answered' }
  if (answer.status === 'merged') return { state: 'merged', reason: answer.reason }
  if (answer.status !== 'refused') return {}
  const { code, params, fields, current, errorId } = answer
  return { state: 'refused', refusal: { ok: false, code, params, fields, current, ...(errorId && { errorId }) } }
}

/**
 * The list when the server says which number it expects. What it answered from that number on it no longer has (it was
 * restored from a copy), so that waits again. When nothing has that number, what waits is counted on from it.
 */
function continued(list: Operation[], expected: number): Operation[] {
  const back = list.map((one) =>
    one.state === 'answered' && one.seq >= expected ? { ...one, state: 'waiting' as const } : one,
  )
  const waiting = waitingOf(back)
  const from = waiting.findIndex(({ seq }) => seq >= expected)
  const follows = waiting[0] && waiting[0].seq <= expected && waiting[from]?.seq === expected
  if (follows && isRow(waiting)) return back
  const numbers = new Map(waiting.map(({ id }, at) => [id, expected + at]))
  // Of what has another number there than when it was seen, nothing was seen.
  const seen = (one: Operation) => (one.state === 'waiting' ? Math.min(one.seenSeq, expected - 1) : one.seenSeq)
  return back.map((one) => ({ ...one, seq: numbers.get(one.id) ?? one.seq, seenSeq: seen(one) }))
}

function isRow(waiting: readonly Operation[]): boolean {
  return waiting.every(({ seq }, at) => seq === waiting[0]!.seq + at)
}

function changed(before: readonly Operation[], after: readonly Operation[]): Operation[] {
  const known = new Set(before)
  return after.filter((one) => {
    if (known.has(one)) return false
    const was = before.find(({ id }) => id === one.id)
    return !was || was.seq !== one.seq || was.state !== one.state
  })
}

import { type Answered, limits } from '@/lib/sync/rules'
import { afterAnswers, nextBatch, sentForm, setAside } from './answers'
import type { Operation, PhoneFile } from './db'
import type { PhoneList } from './list'
import type { Outcome } from './wire'

/** One request to the server; never throws. */
export type Ask = (
  path: string,
  request: { method: 'GET' | 'POST' | 'PATCH'; headers?: Record<string, string>; body?: string | ArrayBuffer },
) => Promise<Outcome>

/** What one step of sending came to: there is more, there is nothing left, or it must wait. */
export type Step = 'more' | 'done' | Exclude<Outcome, { kind: 'answered' | 'from' | 'refused' }>

const path = '/api/sync/v1'

/**
 * Sends the next operations, or only what is left here when the server was last told otherwise. What the server answered for
 * is settled in one transaction.
 */
export async function sendOperations(list: PhoneList, ask: Ask): Promise<Step> {
  const [operations, files, told] = await Promise.all([list.operations(), list.files(), list.told()])
  const unsent = new Set(files.filter(({ state }) => state === 'waiting').map(({ id }) => id))
  const batch = nextBatch(operations, { operations: limits.operations, bytes: limits.bodyBytes }, unsent)
  if (batch.length === 0 && told === toldOf(operations, files, [])) return 'done'
  return post(list, ask, { batch, operations, files })
}

type Load = { batch: readonly Operation[]; operations: readonly Operation[]; files: readonly PhoneFile[] }

async function post(list: PhoneList, ask: Ask, { batch, operations, files }: Load): Promise<Step> {
  const device = await list.device()
  const told = toldOf(operations, files, batch)
  const body = JSON.stringify({ device: { ...device, unsent: JSON.parse(told) }, operations: batch.map(sentForm) })
  const outcome = await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (outcome.kind === 'answered') {
    const answers = answersIn(outcome.body)
    let isFurther = batch.length === 0
    await list.settle((now) => {
      const changed = afterAnswers(now, batch, answers)
      isFurther ||= changed.length > 0
      return changed
    })
    await list.tell(told)
    return isFurther ? 'more' : { kind: 'trouble', trouble: 'failing' }
  }
  if (outcome.kind === 'from') return { kind: 'trouble', trouble: 'failing' }
  if (outcome.kind !== 'refused') return outcome
  // One of them is what the server can't read. Halves find it, and the others go.
  const { refusal } = outcome
  const [first] = batch
  if (!first) return { kind: 'trouble', trouble: 'failing' }
  if (batch.length === 1) {
    await list.settle((now) => setAside(now, first.id, refusal))
    return 'more'
  }
  return post(list, ask, { batch: batch.slice(0, Math.ceil(batch.length / 2)), operations, files })
}

/** Says that this phone is here, so that the server knows where a file comes from. */
export async function greet(list: PhoneList, ask: Ask): Promise<Step> {
  const [operations, files] = await Promise.all([list.operations(), list.files()])
  return post(list, ask, { batch: [], operations, files })
}

/** What stays on the phone beside what is sent now, as the server is told it. */
function toldOf(operations: readonly Operation[], files: readonly PhoneFile[], batch: readonly Operation[]): string {
  const sent = new Set(batch.map(({ id }) => id))
  const left = operations.filter(({ id, state }) => (state === 'waiting' || state === 'refused') && !sent.has(id))
  const photos = files.filter(({ state }) => state !== 'sent')
  const times = [...left.map(({ at }) => at), ...photos.map(({ keptAt }) => keptAt)].sort()
  return JSON.stringify({ operations: left.length, files: photos.length, oldestAt: times[0] ?? null })
}

function answersIn(body: unknown): Answered[] {
  const { answers } = body as { answers?: unknown }
  if (!Array.isArray(answers)) return []
  return answers.filter((one): one is Answered => typeof one?.id === 'string' && typeof one.status === 'string')
}

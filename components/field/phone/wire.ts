import type { RefusedReply } from '@/lib/reply'

/** What is in the way of sending as a whole, until somebody or time mends it. */
export type Trouble = 'offline' | 'failing' | 'busy' | 'signed_out' | 'gone' | 'too_old'

/** What became of one request. */
export type Outcome =
  | { kind: 'answered'; body: unknown }
  /** Of a file: it goes on from there. */
  | { kind: 'from'; offset: number; code: string }
  /** Refused whole for what is in it. */
  | { kind: 'refused'; refusal: RefusedReply }
  | { kind: 'revoked' }
  | { kind: 'trouble'; trouble: Trouble; waitMs?: number }

/** One measurement of the server's clock: when it was asked and answered by ours, and what it said. */
type Measurement = { askedAt: number; answeredAt: number; serverAt: number }
export type Offset = { ms: number; errorMs: number }

const most = 600_000

/**
 * What an answer means for who asked. Only what the server itself can have said makes the phone forget: the gate of a hotel
 * answers anything with 200 and a page, and who answers no JSON of ours did not answer.
 */
export function outcomeOf(status: number, headers: { get(name: string): string | null }, text: string): Outcome {
  const body = parsed(text)
  if (status === 200)
    return isFacts(body) && headers.get('x-sync-protocol')
      ? { kind: 'answered', body }
      : { kind: 'trouble', trouble: 'offline' }
  const { code, params } = (isFacts(body) ? body : {}) as Partial<RefusedReply>
  const said = typeof code === 'string' ? code : ''
  if (status === 401 && said === 'sync.device_revoked' && headers.get('x-sync-protocol')) return { kind: 'revoked' }
  if (status === 401 && said === 'common.signed_out') return { kind: 'trouble', trouble: 'signed_out' }
  if (status === 404 && said === 'common.not_found') return { kind: 'trouble', trouble: 'gone' }
  if (status === 409 && typeof params?.offset === 'number') return { kind: 'from', offset: params.offset, code: said }
  if (status === 426) return { kind: 'trouble', trouble: 'too_old' }
  if (status === 429) return { kind: 'trouble', trouble: 'busy', waitMs: secondsIn(headers.get('retry-after')) }
  if (status === 422 && said) return { kind: 'refused', refusal: { ...(body as RefusedReply), ok: false } }
  return { kind: 'trouble', trouble: 'failing' }
}

/** By how much a tap is set right: by nothing while the phone's own clock may well be right. */
export function correctionOf({ ms, errorMs }: Offset): number {
  return Math.abs(ms) <= errorMs ? 0 : ms
}

/**
 * The best known offset of the clocks after one more measurement: the server looked at its clock somewhere within the round
 * trip, so half of that is how wrong it can be. A worse one only counts when the clocks can't be as they were.
 */
export function measured(known: Offset | undefined, { askedAt, answeredAt, serverAt }: Measurement): Offset {
  const errorMs = Math.max(0, Math.ceil((answeredAt - askedAt) / 2))
  const ms = Math.round(serverAt - (askedAt + answeredAt) / 2)
  if (known && errorMs > known.errorMs && Math.abs(ms - known.ms) <= errorMs + known.errorMs) return known
  return { ms, errorMs }
}

/** How long to wait after so many failures in a row: twice as long each time, never the same moment for all phones. */
export function pauseMs(failures: number, chance: number): number {
  const longest = Math.min(most, 2000 * 2 ** Math.min(Math.max(failures, 1) - 1, 20))
  return Math.round(longest * (0.5 + chance / 2))
}

function secondsIn(text: string | null): number | undefined {
  const seconds = Number(text ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(most, seconds * 1000) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

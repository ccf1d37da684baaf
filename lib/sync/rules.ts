import { instantOf } from '@/lib/time'

/** The protocol of this server: the number in its addresses. */
export const protocol = 1

/** Older apps are told that they must be renewed; empty takes all. Raised at the earliest 90 days after a newer one was out. */
export const oldestApp = ''

export const limits = {
  /** Of one batch: operations, and bytes of its body. */
  operations: 100,
  bodyBytes: 1024 * 1024,
  /** Of files that are still coming in, for one member. */
  uploads: 300,
  uploadBytes: 1024 * 1024 * 1024,
  chunkBytes: 1024 * 1024,
  /** A partial file that nobody adds to is thrown away after so many days. */
  uploadDays: 14,
  /** Days ahead that a phone carries with it. */
  days: 14,
} as const

/** Why what a phone recorded waits for a look of the office: another version stood there, or the plan had gone on without it. */
export const keptReasons = ['stale', 'closed', 'cancelled', 'reassigned', 'incomplete', 'handed'] as const
export type KeptReason = (typeof keptReasons)[number]

/** mine: what the phone said; theirs: what stands, or simply seen. */
export const keptChoices = ['mine', 'theirs'] as const

/** A refusal that says nothing against what was recorded, only that something else stands or that it is too late. */
const keptCodes: Record<string, KeptReason> = { 'common.stale': 'stale', 'hours.closed': 'closed' }

/** Of where somebody was there is one copy, which is deleted in time: never a second one for the office. */
export function isNeverKept(name: string): boolean {
  return name === 'execution.savePosition'
}

/** Whether what was refused so is kept for the office instead, and why; `late` is what had become of the visit. */
export function keptReason(code: string, late: KeptReason | null): KeptReason | null {
  return keptCodes[code] ?? late
}

/** Of these both versions can still be chosen from; of what came too late the office only says that it was seen. */
export function isChoice(kept: { reason: KeptReason; name: string }): boolean {
  return kept.reason === 'stale' && /^execution\.(answer|saveMaterial|saveCount)$/.test(kept.name)
}

/** What was answered to one operation. A gap and a later one are not stored: the phone sends them again. */
export type Answer =
  | { status: 'applied'; value: unknown }
  | { status: 'merged'; reason: KeptReason; value: unknown; kept: { mine: unknown; theirs: unknown } }
  | {
      status: 'refused'
      code: string
      params: Record<string, string | number>
      fields: Record<string, string>
      current: unknown
      /** Of an error of ours, to be found in the log. */
      errorId?: string
    }
export type Answered = { id: string } & (Answer | { status: 'gap'; expected: number } | { status: 'later' })

/** Whether an app's version is older than another: numbers between dots, `1.10` is newer than `1.9`. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let at = 0; at < Math.max(one!.length, other!.length); at++) {
    const difference = (one![at] ?? 0) - (other![at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** An instant of the phone's wall clock as ours, by the offset that it measured (ours minus the phone's). */
export function byOurClock(at: string, offsetMs: number): string {
  try {
    return instantOf(at).add({ milliseconds: offsetMs }).toString()
  } catch {
    return at
  }
}

/** What an operation says, with the taps and signatures in it by our clock. Times that a person typed stay as typed. */
export function correctedInput(input: unknown, offsetMs: number): unknown {
  if (offsetMs === 0 || input === null || typeof input !== 'object' || Array.isArray(input)) return input
  const corrected: Record<string, unknown> = { ...input }
  if (typeof corrected.at === 'string') corrected.at = byOurClock(corrected.at, offsetMs)
  if (Array.isArray(corrected.signatures))
    corrected.signatures = corrected.signatures.map((one: unknown) =>
      one !== null && typeof one === 'object' && 'signedAt' in one && typeof one.signedAt === 'string'
        ? { ...one, signedAt: byOurClock(one.signedAt, offsetMs) }
        : one,
    )
  return corrected
}

/** The heart of what an operation said, or of what stands, for people to compare; empty where there is none. */
export function saidIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const facts = value as Record<string, unknown>
  const text = (name: string) =>
    typeof facts[name] === 'string' || typeof facts[name] === 'number' ? `${facts[name]}` : ''
  if (Array.isArray(facts.value)) return `${facts.value.length}`
  return (
    text('value') ||
    [text('quantity') || text('count'), text('unit'), text('description')].filter(Boolean).join(' ') ||
    text('body')
  )
}

import { uuidv7 } from 'uuidv7'
import { windowAt } from '@/lib/planning/rules'
import type { Place } from '@/lib/planning/rules/group'
import type { Action, Reply } from '@/lib/reply'

/** Why it may overlap, and why it may stand there though something speaks against it. */
export type Reasons = { overlapReason?: string; despite?: string }

export type PlanOptions = Reasons & {
  instructions?: string
  tell?: boolean
  /** A form shows a refusal itself and asks for the reason there. */
  isForm?: boolean
}

/** One sending of an action with a key of its own; when the answer gets lost it is asked for once more with the same key. */
export async function send<Input, Output>(action: Action<Input, Output>, input: Input): Promise<Reply<Output>> {
  const key = uuidv7()
  const attempt = () => action(input, key).catch((): Reply<Output> => ({ ok: false, code: 'common.offline' }))
  const reply = await attempt()
  return reply.ok || reply.code !== 'common.offline' ? reply : attempt()
}

/** What was given of reasons, and nothing else. */
export function reasonsIn({ overlapReason, despite }: Reasons): Reasons {
  return { ...(overlapReason ? { overlapReason } : {}), ...(despite ? { despite } : {}) }
}

/** One reason, for all that was refused for want of one. */
export function reasonFor(wanted: readonly (keyof Reasons)[], reason: string): Reasons {
  return reason.trim() ? Object.fromEntries(wanted.map((kind) => [kind, reason.trim()])) : {}
}

/** When a visit is, as an action asks it; `later` as of the visit that is put there. */
export function windowOf(timeZone: string, { start, minutes }: Pick<Place, 'start' | 'minutes'>, later?: true) {
  if (start === null) return { startAt: null, endAt: null, durationMinutes: minutes }
  return windowAt(timeZone, start, minutes, later)
}

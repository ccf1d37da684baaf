import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { closingView, type DayClosing } from '@/lib/field/view/closing'
import type { VisitData } from '@/lib/field/view/data'
import { visitView, worldNow } from '@/lib/field/view/visit'
import type { Carried } from '@/lib/field/view/world'
import { newId } from '@/lib/ids'
import type { Reply } from '@/lib/reply'
import { type Operation, sentOperationInput } from '@/lib/sync/input'
import { applyOperation } from '@/lib/sync/mutations/apply'
import { greetDevice } from '@/lib/sync/mutations/devices'
import type { OperationName } from '@/lib/sync/mutations/operations'
import { carriedVisit, carriedVisits } from '@/lib/sync/queries/carried'
import { myClock } from '@/lib/sync/queries/my-clock'
import { type Answer, limits } from '@/lib/sync/rules'
import { dayIn, Temporal } from '@/lib/time'

export type Phone = Awaited<ReturnType<typeof openPhone>>

/** A phone of this technician that was here once: it numbers what is done on it, and sends it in any order, any number of times. */
export async function openPhone(member: Actor, name = 'Telefoon') {
  const id = newId()
  const unsent = { operations: 0, files: 0, oldestAt: null }
  await writing(member, (write) => greetDevice(write, { id, name, unsent }, '1.0.0'))
  let [seq, seenSeq] = [0, 0]
  const at = () => Temporal.Now.instant().toString()
  /** Done on the phone, not sent. */
  function tap(name: OperationName | (string & {}), visitId: string | null, input: Record<string, unknown>): Operation {
    return { id: newId(), seq: ++seq, visitId, name, input, at: at(), offsetMs: 0, seenSeq }
  }
  /** What is answered is shown at once to who taps next, unless the answer is `lost`. */
  async function send(operation: Operation, fate: 'answered' | 'lost' = 'answered'): Promise<Reply<Answer>> {
    const input = { deviceId: id, ...operation }
    const reply = await perform(member, 'sync.operation', sentOperationInput, applyOperation, input, operation.id)
    if (reply.ok && fate === 'answered') seenSeq = Math.max(seenSeq, operation.seq)
    return reply
  }
  /** Done and sent at once; throws what was not answered. */
  async function deed(name: OperationName, visitId: string | null, input: Record<string, unknown>): Promise<Answer> {
    const reply = await send(tap(name, visitId, input))
    if (!reply.ok) throw new Error(JSON.stringify(reply))
    return reply.value
  }
  return { id, tap, send, deed, member }
}

export const noteOf = (visitId: string, body: string) => ({ id: newId(), visitId, body, forCustomer: false })

export const answerOf = (visitId: string, value: string | null, version?: number) => ({
  ...{ id: newId(), visitId, fieldId: 'cause', value, at: Temporal.Now.instant().toString() },
  ...(version !== undefined && { version }),
})

export const stepOf = (visitId: string, step: 'travel' | 'arrive' | 'pause' | 'resume') => ({
  ...{ id: newId(), visitId, step, at: Temporal.Now.instant().toString() },
})

const timeZone = 'Europe/Brussels'

/** What a phone of this member carries, as the server has it at a moment. */
export function carriedBy(member: Actor, now = Temporal.Now.instant()): Promise<Carried> {
  const today = dayIn(timeZone, now)
  return reading(member, async (read) => {
    const visits = await carriedVisits(read, timeZone, { from: today, days: limits.days })
    return { visits, clock: await myClock(read, today, visits) }
  })
}

/** What this member sees of a visit on a phone with nothing unsent; null when it is not theirs. */
export async function visitOnPhone(member: Actor, visitId: string): Promise<VisitData | null> {
  const visit = await reading(member, (read) => carriedVisit(read, visitId, timeZone))
  const who = { memberId: member.id, timeZone, locale: 'nl', now: Temporal.Now.instant().toString() }
  return visit && visitView(visit, await carriedBy(member), { operations: [], files: [] }, who)
}

/** How the day of this member stands on a phone with nothing unsent. */
export async function dayOnPhone(member: Actor, now: Temporal.Instant): Promise<DayClosing> {
  const [carried, since] = [await carriedBy(member, now), { operations: [], files: [] }]
  return closingView(worldNow(carried, since, { memberId: member.id, timeZone, now: now.toString() }), carried, since)
}

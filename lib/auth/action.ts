import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { errorCode } from '@/db/client'
import { idempotencyKeys } from '@/db/schema/auth'
import { newId } from '@/lib/ids'
import { invalid } from '@/lib/invalid'
import { log } from '@/lib/log'
import { Refused } from '@/lib/refused'
import type { Action, RefusedReply, Reply } from '@/lib/reply'
import { type Actor, type Write, writing } from './actor'
import { type ActionName, actions, allows } from './authorization'
import { currentSession } from './session'

const foreignKeyViolation = '23503'
/** Somebody else holds what it needs for longer than anybody waits. */
const lockNotAvailable = '55P03'
const keyPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/**
 * The one way to make a server action: who is asking, may they, is it well-formed, one transaction, one typed reply.
 * With a key (UUIDv7 made at the tap) the same call sent again has no second effect and gets the same answer.
 */
export function action<Shape extends z.ZodType, Output>(
  name: ActionName,
  shape: Shape,
  work: (write: Write, input: z.output<Shape>) => Promise<Output>,
): Action<z.input<Shape>, Output> {
  return async (input, key) => {
    const session = await currentSession()
    if (!session) return { ok: false, code: 'common.signed_out' }
    if (!allows(actions[name], session.actor.roles)) return { ok: false, code: 'common.forbidden' }
    return perform(session.actor, name, shape, work, input, key)
  }
}

/** Parse, once per key, in one transaction; for action(), and for the addresses under app/api that know their actor already. */
export async function perform<Shape extends z.ZodType, Output>(
  actor: Actor,
  name: string,
  shape: Shape,
  work: (write: Write, input: z.output<Shape>) => Promise<Output>,
  input: unknown,
  key?: string,
): Promise<Reply<Output>> {
  try {
    const parsed = shape.safeParse(input)
    if (!parsed.success) return invalid(parsed.error)
    if (key === undefined) return { ok: true, value: await writing(actor, (write) => work(write, parsed.data)) }
    if (!keyPattern.test(key)) return { ok: false, code: 'common.invalid' }
    return await writing(actor, (write) => once(write, name, key, input, () => work(write, parsed.data)))
  } catch (error) {
    return replyTo(error, name)
  }
}

/** The effect and its key live in one transaction; a second sender waits for the first and gets its answer. */
async function once<Output>(
  write: Write,
  name: string,
  key: string,
  input: unknown,
  work: () => Promise<Output>,
): Promise<Reply<Output>> {
  const requestHash = createHash('sha256')
    .update(name)
    .update('\0')
    .update(JSON.stringify(input) ?? '')
    .digest('hex')
  const mine = { organizationId: write.actor.organizationId, actorId: write.actor.id, key }
  const taken = await write.db
    .insert(idempotencyKeys)
    .values({ ...mine, requestHash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  const own = and(
    eq(idempotencyKeys.organizationId, mine.organizationId),
    eq(idempotencyKeys.actorId, mine.actorId),
    eq(idempotencyKeys.key, key),
  )
  if (taken.length === 0) {
    const [earlier] = await write.db.select().from(idempotencyKeys).where(own)
    if (earlier?.requestHash !== requestHash) return { ok: false, code: 'common.key_reused' }
    return earlier.reply as Reply<Output>
  }
  const reply: Reply<Output> = { ok: true, value: await work() }
  await write.db
    .update(idempotencyKeys)
    .set({ reply: sql`${JSON.stringify(reply)}::json` })
    .where(own)
  return reply
}

/** A refusal in words; anything else is a bug: an id for the person, the detail for the log. */
export function replyTo(error: unknown, name: string): RefusedReply {
  if (error instanceof Refused) {
    const { code, params, fields, current } = error
    return { ok: false, code, params, fields, ...(current === undefined ? {} : { current }) }
  }
  // An id of nothing this company has: foreign keys carry the organization, and are the last to look.
  if (errorCode(error) === foreignKeyViolation) {
    log.warn('action named what is not there', { name, error })
    return { ok: false, code: 'common.not_found' }
  }
  if (errorCode(error) === lockNotAvailable) {
    log.warn('action waited too long', { name, error })
    return { ok: false, code: 'common.busy' }
  }
  const errorId = newId()
  log.error('action failed', { name, errorId, error })
  return { ok: false, code: 'common.unexpected', errorId }
}

import 'server-only'
import { and, asc, eq, gt, isNull, lt, lte, or } from 'drizzle-orm'
import { approvalRequests } from '@/db/schema/approvals'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { log } from '@/lib/log'
import { Temporal } from '@/lib/time'
import { silentOnes } from '../queries/consent'
import { ordersDue } from '../queries/orders'
import { offerables } from '../queries/project'
import { remindersDue } from '../rules'
import { turnOf } from '../rules/turn'
import { consent } from './consent'
import { sendReminder, wordsFor } from './decide'
import { changeRequest, lockRequest, takeLinesBack } from './lines'
import { offerWhenDue } from './offer'
import { offerOrderWhenDue } from './offer-order'

const perRound = 50

/** What of a project is due now that something of these days was handed in or approved, each in a transaction of its own. */
export async function offerProject(
  actor: Actor,
  projectId: string,
  days: readonly string[],
  now = Temporal.Now.instant(),
): Promise<void> {
  for (const day of days) await writing(actor, (write) => offerWhenDue(write, projectId, day), now)
}

/**
 * What should have been offered by now, each project and period, and each finished order, in a transaction of its own. What
 * waits for somebody stays on the list: each minute goes on where the last one stopped, so that none is behind it forever.
 */
export async function offerAllDue(actor: Actor, now = Temporal.Now.instant()): Promise<void> {
  const due = await reading(actor, (read) => offerables(read, now, { isWhole: true, atMost: 5000 }))
  await each(turnOf(due, now, perRound), ({ projectId, day }) =>
    writing(actor, (write) => offerWhenDue(write, projectId, day), now),
  )
  const finished = await reading(actor, ordersDue)
  await each(turnOf(finished, now, perRound), (orderId) =>
    writing(actor, (write) => offerOrderWhenDue(write, orderId), now),
  )
}

/** Requests of which silence has become consent (consent), each in a transaction of its own. */
export async function consentDue(actor: Actor, now = Temporal.Now.instant()): Promise<void> {
  const waiting = await reading(actor, (read) => silentOnes(read, now))
  await each(turnOf(waiting, now, perRound), (id) => writing(actor, (write) => consent(write, id), now))
}

/** One after the other; what fails is told and holds up none of the others. */
async function each<One>(all: readonly One[], work: (one: One) => Promise<unknown>): Promise<void> {
  for (const one of all) await work(one).catch((error) => log.error('sweep of approvals failed', { about: one, error }))
}

/** Requests whose days are over: closed, and their lines back where they were. */
export async function expireRequests(write: Write): Promise<void> {
  const { now } = write
  for (const { id } of await openRequests(write, lte(approvalRequests.expiresAt, now.toString()))) {
    const request = await lockRequest(write, id)
    if (request.status !== 'open' || Date.parse(request.expiresAt) > now.epochMilliseconds) continue
    await takeLinesBack(write, request)
    await changeRequest(write, request, { status: 'expired' })
    await record(write, {
      subject: ['approval', id],
      customerId: request.customerId,
      action: 'approvals.expire',
      params: { number: request.number },
      changes: [{ field: 'status', from: 'open', to: 'expired' }],
    })
  }
}

/** Reminders whose day has come. The row is locked and read again, so that two rounds at once send one. */
export async function remindDue(write: Write): Promise<void> {
  const { now } = write
  const { approvalReminderDays } = (await organizationOf(write)).settings
  if (approvalReminderDays.length === 0) return
  // The first day, or the second for who was reminded once: as remindersDue counts them.
  const inTurn = [...approvalReminderDays].sort((a, b) => a - b)
  const nth = inTurn.map((days, done) =>
    and(
      eq(approvalRequests.automaticReminders, done),
      lte(approvalRequests.sentAt, now.subtract({ hours: days * 24 }).toString()),
    ),
  )
  const waiting = await openRequests(write, and(or(...nth), gt(approvalRequests.expiresAt, now.toString())))
  for (const { id } of waiting) {
    const request = await lockRequest(write, id)
    const due = remindersDue(request, approvalReminderDays, now)
    if (request.status !== 'open' || due <= request.automaticReminders) continue
    await sendReminder(write, request, await wordsFor(write, 'reminded', request.kind), { automaticReminders: due })
  }
}

/** Answered requests whose timesheet was never sealed: a job was lost or gave up. */
export async function sweepUnsealed(write: Write): Promise<void> {
  const { now } = write
  const lost = await write.db
    .select({ id: approvalRequests.id })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.organizationId, write.actor.organizationId),
        eq(approvalRequests.status, 'answered'),
        isNull(approvalRequests.pdfSha256),
        lt(approvalRequests.answeredAt, now.subtract({ minutes: 2 }).toString()),
        noJob('approvals.seal', 'requestId', approvalRequests.id),
      ),
    )
    .orderBy(asc(approvalRequests.id))
    .limit(perRound)
  for (const { id } of lost) await enqueue(write, 'approvals.seal', { requestId: id })
}

function openRequests(write: Write, which: ReturnType<typeof and>) {
  return write.db
    .select({ id: approvalRequests.id })
    .from(approvalRequests)
    .where(
      and(eq(approvalRequests.organizationId, write.actor.organizationId), eq(approvalRequests.status, 'open'), which),
    )
    .orderBy(asc(approvalRequests.id))
    .limit(500)
}

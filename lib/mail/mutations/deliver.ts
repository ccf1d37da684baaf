import 'server-only'
import { and, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { files } from '@/db/schema/files'
import { mails } from '@/db/schema/mail'
import { type Actor, type Write, writing } from '@/lib/auth/actor'
import { getBytes } from '@/lib/files/storage'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { noJobSoon, type QueueName } from '@/lib/jobs/queues'
import { announce } from '@/lib/live/mutations'
import { instantOf } from '@/lib/time'
import { mailAddress, retrySeconds, sendingSeconds, startOf } from '../rules'
import { type Outcome, type Outgoing, type Transport, transport } from '../transport'

type MailRow = typeof mails.$inferSelect
/** `unsure`: an earlier try may have been accepted, so that a no to this one does not mean that it never left. */
type Claimed = MailRow & { unsure: boolean }

/**
 * Sends one mail of the outbox: commits that it is being sent, sends it, commits what became of it.
 * A crash in between leaves it in `sending`, where the sweep finds it.
 */
export async function deliverMail(actor: Actor, mailId: string): Promise<void> {
  const by = transport()
  const claimed = await writing(actor, (write) => claim(write, mailId, by))
  if (!claimed || !by) return
  const outgoing = await load(actor, claimed)
  const outcome = await by.send(outgoing).catch(
    (error): Outcome => ({
      kind: 'uncertain',
      error: String(error),
      again: by.dropsDoubles,
    }),
  )
  await writing(actor, (write) => settle(write, claimed, outcome))
}

/** Locks the mail, decides, and says so before a byte leaves. Null: nothing to do now. */
async function claim(write: Write, mailId: string, by: Transport | null): Promise<Claimed | null> {
  const mail = await lockMail(write, mailId)
  if (!mail) return null
  const sinceAttempt = secondsSince(write, mail.attemptedAt)
  const sinceMade = secondsSince(write, mail.createdAt)
  const start = startOf(mail, { sinceMade, sinceAttempt }, by?.dropsDoubles ?? false)
  if (start === 'leave') {
    // Whoever is sending it may have died: another look as soon as that is certain.
    const startAfterSeconds = Math.ceil(sendingSeconds - sinceAttempt) + 1
    if (mail.status === 'sending') await enqueue(write, 'mail.send', { mailId }, { startAfterSeconds })
    return null
  }
  if (start === 'uncertain') return change(write, mail, { status: 'uncertain' })
  if (!by) return change(write, mail, { status: 'kept' })
  if (!mailAddress(mail.recipient)) {
    await change(write, mail, { status: 'failed', error: 'address' })
    return tellLost(write, mail)
  }
  const sending = {
    status: 'sending' as const,
    attempts: mail.attempts + 1,
    attemptId: newId(),
    attemptedAt: write.now.toString(),
  }
  await change(write, mail, sending)
  return { ...mail, ...sending, unsure: mail.status === 'sending' || mail.status === 'uncertain' }
}

async function settle(write: Write, mail: Claimed, outcome: Outcome): Promise<void> {
  const current = await lockMail(write, mail.id)
  if (current?.attemptId !== mail.attemptId) return
  if (outcome.kind === 'sent') {
    await change(write, mail, {
      status: 'sent',
      sentAt: write.now.toString(),
      providerId: outcome.providerId,
      error: '',
    })
  } else {
    const again = outcome.kind === 'uncertain' ? outcome.again : !outcome.final
    const seconds = again ? retrySeconds[mail.attempts - 1] : undefined
    const nextAttemptAt = seconds === undefined ? null : write.now.add({ seconds }).toString()
    const status = outcome.kind === 'uncertain' || mail.unsure ? 'uncertain' : 'failed'
    await change(write, mail, { status, error: outcome.error, nextAttemptAt })
    if (seconds !== undefined) await enqueue(write, 'mail.send', { mailId: mail.id }, { startAfterSeconds: seconds })
    else if (status === 'failed') await tellLost(write, mail)
  }
}

/** What a crash left behind: mails without a job are offered again, mails stuck in `sending` are decided upon. */
export async function sweepMails(write: Write): Promise<void> {
  const { db, actor, now } = write
  const stuck = await db
    .select({ id: mails.id })
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, actor.organizationId),
        or(
          and(eq(mails.status, 'sending'), lt(mails.attemptedAt, now.subtract({ seconds: sendingSeconds }).toString())),
          and(eq(mails.status, 'queued'), lt(mails.createdAt, now.subtract({ minutes: 2 }).toString())),
          and(
            inArray(mails.status, ['failed', 'uncertain']),
            lt(mails.nextAttemptAt, now.subtract({ minutes: 2 }).toString()),
          ),
        ),
        noJobSoon('mail.send', 'mailId', mails.id),
      ),
    )
    .limit(500)
  for (const { id } of stuck) await enqueue(write, 'mail.send', { mailId: id })
}

export async function lockMail(write: Write, mailId: string): Promise<MailRow | null> {
  const [mail] = await write.db
    .select()
    .from(mails)
    .where(and(eq(mails.organizationId, write.actor.organizationId), eq(mails.id, mailId)))
    .for('update')
  return mail ?? null
}

/** By what a mail is about: the job that tells who must know that it will not arrive. */
const losses: Record<string, QueueName> = { approval: 'approvals.lost' }

/** A mail that is given up, or came back: whoever waits for an answer to it hears so. */
export async function tellLost(write: Write, mail: Pick<MailRow, 'id' | 'subjectType'>): Promise<null> {
  const queue = losses[mail.subjectType]
  if (queue) await enqueue(write, queue, { mailId: mail.id })
  return null
}

export async function change(write: Write, mail: MailRow, set: Partial<MailRow>): Promise<null> {
  await write.db
    .update(mails)
    .set({ nextAttemptAt: null, ...set })
    .where(and(eq(mails.organizationId, write.actor.organizationId), eq(mails.id, mail.id)))
  await announce(write, 'mail', mail.id)
  return null
}

async function load(actor: Actor, mail: MailRow): Promise<Outgoing> {
  const { name, attachments } = await writing(actor, async ({ db }) => {
    const [organization] = await db
      .select({ name: organizations.name })
      .from(organizations)
      .where(eq(organizations.id, actor.organizationId))
    const rows =
      mail.attachmentIds.length === 0
        ? []
        : await db
            .select({ id: files.id, name: files.name, type: files.type, sha256: files.sha256 })
            .from(files)
            .where(and(eq(files.organizationId, actor.organizationId), inArray(files.id, mail.attachmentIds)))
            .orderBy(sql`array_position(${sql.param(mail.attachmentIds)}::uuid[], ${files.id})`)
    return { name: organization?.name ?? '', attachments: rows }
  })
  return {
    organizationId: actor.organizationId,
    mailId: mail.id,
    // What came back is sent anew when a person says so: with the key of before, the provider would drop it as a double.
    sendingKey: mail.bouncedAt ? `${mail.id}:${Date.parse(mail.bouncedAt)}` : mail.id,
    messageId: mail.messageId,
    organizationName: name,
    recipient: mailAddress(mail.recipient) ?? '',
    recipientName: mail.recipientName,
    replyTo: mail.replyTo,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    calendar: mail.calendar,
    attachments: await Promise.all(
      attachments.map(async (file) => ({
        name: file.name,
        type: file.type,
        bytes: await getBytes(actor.organizationId, file.sha256),
      })),
    ),
  }
}

function secondsSince(write: Write, at: string | null): number {
  return at === null ? Number.POSITIVE_INFINITY : write.now.since(instantOf(at)).total('seconds')
}

import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { mails } from '@/db/schema/mail'
import { reading, writing } from '@/lib/auth/actor'
import { hashOf, takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { Temporal } from '@/lib/time'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { smtpSink } from '@/scripts/test/smtp-sink'
import { decideMail } from './mutations/decide'
import { deliverMail, sweepMails } from './mutations/deliver'
import { queueMail } from './mutations/queue'
import { mailById } from './queries'
import { retrySeconds } from './rules'

let sink: Awaited<ReturnType<typeof smtpSink>>
let company: TestCompany

beforeAll(async () => {
  sink = await smtpSink()
})
afterAll(() => sink.close())
beforeEach(async () => {
  company = await makeCompany()
  process.env.SMTP_URL = sink.url
  sink.behave('accept')
  sink.received.length = 0
})

const letter = { kind: 'test.letter', to: 'klant@voorbeeld.be', subject: 'Dag é', html: '<p>Dag</p>', text: 'Dag' }

async function queued(extra: { uniqueKey?: string; to?: string; attachmentIds?: string[] } = {}): Promise<string> {
  const id = await writing(company.actors.admin, (write) =>
    queueMail(write, { ...letter, uniqueKey: 'test:1', ...extra }),
  )
  if (!id) throw new Error('was there already')
  return id
}

const find = (id: string) => reading(company.actors.admin, (read) => mailById(read, id))

describe('the outbox', () => {
  it('sends a mail with its attachment, byte for byte, and only once', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4 factuur')
    const prepared = await takeMade(company.organizationId, { bytes, name: 'F2026-0001.pdf', type: 'application/pdf' })
    const fileId = await writing(company.actors.admin, (write) => recordFile(write, prepared, { source: 'system' }))
    const id = await queued({ attachmentIds: [fileId] })
    await deliverMail(company.actors.admin, id)
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'sent', attempts: 1 })
    expect(sink.received).toHaveLength(1)
    const [mail] = sink.received
    expect(mail?.subject).toBe('Dag é')
    expect(mail?.from?.name).toBe('Testbedrijf')
    expect(mail?.messageId).toContain(id)
    expect(hashOf(new Uint8Array(mail?.attachments[0]?.content as ArrayBuffer))).toBe(hashOf(bytes))
  })

  it('holds one mail per key', async () => {
    await queued()
    const again = await writing(company.actors.admin, (write) => queueMail(write, { ...letter, uniqueKey: 'test:1' }))
    expect(again).toBeNull()
  })

  it('tries again later when the server says later, and gives up on a final no', async () => {
    const id = await queued()
    sink.behave('try_later')
    await deliverMail(company.actors.admin, id)
    const waiting = await find(id)
    expect(waiting).toMatchObject({ status: 'failed', attempts: 1 })
    expect(waiting?.nextAttemptAt).not.toBeNull()
    sink.behave('refuse')
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'failed', attempts: 2, nextAttemptAt: null })
    await writing(company.actors.planner, (write) => decideMail(write, { mailId: id, step: 'retry' }))
    sink.behave('accept')
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'sent', attempts: 3 })
  })

  it('asks a person when the connection breaks after the message left, and never sends it again by itself', async () => {
    const id = await queued()
    sink.behave('vanish_after_data')
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'uncertain' })
    await deliverMail(company.actors.admin, id)
    expect(sink.received).toHaveLength(1)
    await writing(company.actors.planner, (write) => decideMail(write, { mailId: id, step: 'confirm' }))
    expect(await find(id)).toMatchObject({ status: 'sent' })
  })

  it('shows a mail that a crash left in sending as uncertain', async () => {
    const id = await queued()
    const long = Temporal.Now.instant().subtract({ minutes: 5 }).toString()
    await writing(company.actors.admin, ({ db }) =>
      db.update(mails).set({ status: 'sending', attempts: 1, attemptedAt: long }).where(eq(mails.id, id)),
    )
    await writing(company.actors.admin, sweepMails)
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'uncertain' })
    expect(sink.received).toHaveLength(0)
  })

  it('looks again at a mail in sending once whoever sends it must have ended', async () => {
    const id = await queued()
    const justNow = Temporal.Now.instant().subtract({ seconds: 20 }).toString()
    await writing(company.actors.admin, async ({ db }) => {
      await db.update(mails).set({ status: 'sending', attempts: 1, attemptedAt: justNow }).where(eq(mails.id, id))
      await db.execute(sql`delete from pgboss.job where data->>'mailId' = ${id}`)
    })
    await deliverMail(company.actors.admin, id)
    const [job] = await writing(company.actors.admin, ({ db }) =>
      db.execute<{ seconds: number }>(
        sql`select extract(epoch from start_after - now())::int as seconds from pgboss.job where data->>'mailId' = ${id}`,
      ),
    )
    expect(await find(id)).toMatchObject({ status: 'sending' })
    expect(job?.seconds).toBeGreaterThan(15)
    expect(job?.seconds).toBeLessThan(30)
  })

  it('does not offer a mail again while a job for it waits, or a queue that is behind would never catch up', async () => {
    const id = await queued()
    const before = Temporal.Now.instant().subtract({ minutes: 5 }).toString()
    const jobs = () =>
      writing(company.actors.admin, ({ db }) =>
        db.execute<{ id: string }>(sql`select id from pgboss.job where data->>'mailId' = ${id}`),
      )
    await writing(company.actors.admin, ({ db }) => db.update(mails).set({ createdAt: before }).where(eq(mails.id, id)))
    await writing(company.actors.admin, sweepMails)
    expect(await jobs()).toHaveLength(1)
    await writing(company.actors.admin, ({ db }) =>
      db.execute(sql`delete from pgboss.job where data->>'mailId' = ${id}`),
    )
    await writing(company.actors.admin, sweepMails)
    expect(await jobs()).toHaveLength(1)
  })

  it('keeps mails readable when no transport is set', async () => {
    delete process.env.SMTP_URL
    const id = await queued()
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'kept', html: '<p>Dag</p>' })
  })

  it('does not send to what is not one address', async () => {
    const id = await queued({ to: 'a@b.be, c@d.be' })
    await deliverMail(company.actors.admin, id)
    expect(await find(id)).toMatchObject({ status: 'failed' })
    expect(sink.received).toHaveLength(0)
  })

  it('tries again with Resend after a connection that broke, and in the end asks a person', async () => {
    process.env.RESEND_API_KEY = 're_test'
    const calls = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'))
    vi.spyOn(console, 'error').mockReturnValue()
    try {
      const id = await queued()
      await deliverMail(company.actors.admin, id)
      const waits = await find(id)
      expect(waits).toMatchObject({ status: 'uncertain', attempts: 1 })
      expect(waits?.nextAttemptAt).not.toBeNull()
      for (const _ of retrySeconds) await deliverMail(company.actors.admin, id)
      expect(await find(id)).toMatchObject({ status: 'uncertain', nextAttemptAt: null })
      await deliverMail(company.actors.admin, id)
      expect(calls).toHaveBeenCalledTimes(retrySeconds.length + 1)
      const keys = calls.mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'))
      expect(new Set(keys)).toEqual(new Set([id]))
    } finally {
      delete process.env.RESEND_API_KEY
      vi.restoreAllMocks()
    }
  })

  it('takes a no from Resend for a no, unless an earlier try may have been accepted', async () => {
    process.env.RESEND_API_KEY = 're_test'
    const refusal = () => Response.json({ name: 'validation_error', message: 'no', statusCode: 422 }, { status: 422 })
    const calls = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => refusal())
    vi.spyOn(console, 'error').mockReturnValue()
    try {
      const refused = await queued()
      await deliverMail(company.actors.admin, refused)
      expect(await find(refused)).toMatchObject({ status: 'failed', nextAttemptAt: null })
      const unsure = await queued({ uniqueKey: 'test:2' })
      calls.mockRejectedValueOnce(new TypeError('fetch failed'))
      for (const _ of [1, 2]) await deliverMail(company.actors.admin, unsure)
      expect(await find(unsure)).toMatchObject({ status: 'uncertain', attempts: 2, nextAttemptAt: null })
    } finally {
      delete process.env.RESEND_API_KEY
      vi.restoreAllMocks()
    }
  })

  it('does not give Resend a mail again that a crash left longer ago than its key is remembered', async () => {
    process.env.RESEND_API_KEY = 're_test'
    const calls = vi.spyOn(globalThis, 'fetch')
    try {
      const id = await queued()
      const long = Temporal.Now.instant().subtract({ hours: 24 }).toString()
      await writing(company.actors.admin, ({ db }) =>
        db
          .update(mails)
          .set({ status: 'sending', attempts: 1, createdAt: long, attemptedAt: long })
          .where(eq(mails.id, id)),
      )
      await deliverMail(company.actors.admin, id)
      expect(await find(id)).toMatchObject({ status: 'uncertain' })
      expect(calls).not.toHaveBeenCalled()
    } finally {
      delete process.env.RESEND_API_KEY
      vi.restoreAllMocks()
    }
  })

  it('shows nothing to another company', async () => {
    const id = await queued()
    const other = await makeCompany()
    expect(await reading(other.actors.admin, (read) => mailById(read, id))).toBeNull()
  })
})

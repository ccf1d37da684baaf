import { createHmac } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { resend } from '@/lib/approvals/mutations/decide'
import { tellOfLost } from '@/lib/approvals/mutations/lost'
import { offer } from '@/lib/approvals/mutations/offer'
import { listApprovals } from '@/lib/approvals/queries/list'
import { requestForOffice } from '@/lib/approvals/queries/request'
import { everyApproval } from '@/lib/approvals/rules'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { decideMail } from '@/lib/mail/mutations/decide'
import { deliverMail } from '@/lib/mail/mutations/deliver'
import { createProject } from '@/lib/projects/mutations/projects'
import { makeCompany } from '@/scripts/test/company'
import { POST } from './route'

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`
const monday = '2026-11-02'

/** A week that was mailed to the customer through Resend, which called that sending p1. */
async function world() {
  const { actors, organizationId } = await makeCompany()
  const { administration, admin } = actors
  const { id, customerId } = await writing(administration, async (write) => {
    const place = { street: 'Markt', city: 'Leuven', email: 'kris@example.com' }
    const customer = await createCustomer(write, { kind: 'company', name: 'Bouwwerken Claes', locale: 'nl', ...place })
    const about = { name: 'Nieuwbouw', pricing: 'hourly', invoicing: 'weekly', approval: 'yes' } as const
    const project = await createProject(write, { customerId: customer.id, ...about })
    const at = write.now.toString()
    await write.db.insert(timeEntries).values({
      ...{ organizationId, id: newId(), memberId: administration.id, projectId: project.id, day: monday, minutes: 450 },
      ...{ hourType: 'work', origin: 'manual', state: 'approved', submittedAt: at, approvedAt: at },
    })
    const { ids } = await offer(write, { projectId: project.id, day: monday })
    return { id: ids[0] ?? '', customerId: customer.id }
  })
  const sent = () => reading(admin, ({ db }) => db.select().from(mails).orderBy(mails.id))
  const mailId = (await sent())[0]?.id ?? ''
  const find = async () => (await sent()).find((mail) => mail.id === mailId)
  const list = async (sign: 'bounced' | null = null) =>
    (await reading(administration, (read) => listApprovals(read, { ...everyApproval, sign }))).rows
  const page = () => reading(administration, (read) => requestForOffice(read, id))
  /** What the queue holds for this mail, done as the worker does. */
  const work = async () => {
    const jobs = await writing(admin, ({ db }) =>
      db.execute<{ id: string }>(
        sql`delete from pgboss.job where name = 'approvals.lost' and data->>'mailId' = ${mailId} returning id`,
      ),
    )
    for (const _ of jobs)
      await writing(systemActor(organizationId, 'approvals.lost'), (write) => tellOfLost(write, mailId))
    return jobs.length
  }
  const notices = async () => (await sent()).filter((mail) => mail.kind === 'approvals.lost')
  const deliver = () => deliverMail(admin, mailId)
  const tags = { werkstroom_organization: organizationId, werkstroom_mail: mailId }
  const base = { actors, organizationId, customerId, id, mailId, sent, find, list, page, work, notices, deliver, tags }
  return { ...base, admin, administration }
}

type Signing = { key?: string; at?: number; signature?: string; peer?: string }

/** Posts as Resend does: signed over id, second and body. */
function post(payload: unknown, { key = secret, at = Date.now() / 1000, signature, peer = newId() }: Signing = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const timestamp = String(Math.floor(at))
  const signed = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(`msg_1.${timestamp}.${body}`)
    .digest('base64')
  const headers = {
    'svix-id': 'msg_1',
    'svix-timestamp': timestamp,
    'svix-signature': signature ?? `v1,${Buffer.alloc(32).toString('base64')} v2,x v1,${signed}`,
    'x-werkstroom-peer': peer,
  }
  return POST(new Request('http://localhost/api/mail/resend', { method: 'POST', headers, body }))
}

let w: Awaited<ReturnType<typeof world>>
const event = (type: string, more: object = {}) => ({ type, data: { email_id: 'p1', tags: w.tags, ...more } })
const bounced = (subType = 'NoEmail', message = '550 5.1.1 user unknown') =>
  event('email.bounced', { bounce: { type: 'Permanent', subType, message } })

const watched = () => vi.spyOn(globalThis, 'fetch')
let calls: ReturnType<typeof watched>
beforeEach(async () => {
  process.env.RESEND_API_KEY = 're_test'
  process.env.RESEND_WEBHOOK_SECRET = secret
  let times = 0
  calls = watched().mockImplementation(async () => Response.json({ id: `p${++times}` }))
  w = await world()
  await w.deliver()
})
afterEach(() => {
  for (const name of ['RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET']) delete process.env[name]
  vi.restoreAllMocks()
})

describe('a mail that comes back after Resend took it', () => {
  test('stands in the outbox and on its request with why, and who offered it is told once', async () => {
    expect(JSON.parse(String(calls.mock.calls[0]?.[1]?.body)).tags).toContainEqual({
      name: 'werkstroom_mail',
      value: w.mailId,
    })
    expect(await w.find()).toMatchObject({ status: 'sent', providerId: 'p1' })
    for (const _ of [1, 2]) expect((await post(bounced())).status).toBe(200)
    expect(await w.find()).toMatchObject({ status: 'bounced', bounceReason: 'no_mailbox', attempts: 1 })
    expect(await w.work()).toBe(1)
    await writing(w.admin, (write) => tellOfLost(write, w.mailId))
    expect(await w.list('bounced')).toMatchObject([{ id: w.id, delivery: 'bounced', status: 'open' }])
    const page = await w.page()
    expect(page).toMatchObject({ delivery: 'bounced', bounceReason: 'no_mailbox', mailError: '550 5.1.1 user unknown' })
    expect(page?.entries.filter(({ action }) => action === 'approvals.lost')).toHaveLength(1)
    const told = await w.notices()
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ recipient: `administration-${w.organizationId}@test.example` })
    for (const words of ['Dit adres bestaat niet.', 'Naar een ander sturen', `/approvals/${w.id}?do=resend`])
      expect(told[0]?.text).toContain(words)
    expect(calls).toHaveBeenCalledTimes(1)
  })

  test('is no trouble any more once it was sent to somebody else, and nobody is told who need not be', async () => {
    await post(bounced())
    const contactId = newId()
    await writing(w.administration, async (write) => {
      const contact = { id: contactId, customerId: w.customerId, version: null, name: 'Mo', email: 'mo@example.com' }
      await saveContact(write, contact)
      await resend(write, { id: w.id, version: 1, contactId })
    })
    await w.work()
    expect(await w.notices()).toEqual([])
    expect(await w.list('bounced')).toEqual([])
    expect((await w.page())?.request).toMatchObject({ recipient: 'mo@example.com', status: 'open' })
  })

  test('goes again only when a person says so, as a sending of its own, and may come back again', async () => {
    await post(bounced())
    await w.deliver()
    expect(calls).toHaveBeenCalledTimes(1)
    await writing(w.actors.planner, (write) => decideMail(write, { mailId: w.mailId, step: 'retry' }))
    await w.deliver()
    expect(await w.find()).toMatchObject({ status: 'sent', providerId: 'p2' })
    const keys = calls.mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'))
    expect(new Set(keys).size).toBe(2)
    await post(bounced())
    expect(await w.find()).toMatchObject({ status: 'sent' })
    await post({ ...bounced(), data: { ...bounced().data, email_id: 'p2' } })
    expect(await w.find()).toMatchObject({ status: 'bounced' })
  })

  test('comes back also after a person said that it did arrive', async () => {
    const unsure = { status: 'uncertain' as const, providerId: '', sentAt: null }
    await writing(w.admin, ({ db }) => db.update(mails).set(unsure).where(eq(mails.id, w.mailId)))
    await writing(w.actors.planner, (write) => decideMail(write, { mailId: w.mailId, step: 'confirm' }))
    expect(await w.find()).toMatchObject({ status: 'sent', providerId: '' })
    await post(bounced())
    expect(await w.find()).toMatchObject({ status: 'bounced', bounceReason: 'no_mailbox', providerId: 'p1' })
    expect(await w.work()).toBe(1)
  })

  test('is told later while it waits to go again of which nobody knew whether it left', async () => {
    const unsure = { status: 'uncertain' as const, providerId: '', sentAt: null }
    await writing(w.admin, ({ db }) => db.update(mails).set(unsure).where(eq(mails.id, w.mailId)))
    await writing(w.actors.planner, (write) => decideMail(write, { mailId: w.mailId, step: 'retry' }))
    expect((await post(bounced())).status).toBe(503)
    // The provider drops the double and calls it what it called it before.
    calls.mockImplementation(async () => Response.json({ id: 'p1' }))
    await w.deliver()
    expect((await post(bounced())).status).toBe(200)
    expect(await w.find()).toMatchObject({ status: 'bounced', providerId: 'p1' })
  })

  test('says no more why it came back once it went again', async () => {
    await post(bounced())
    await w.work()
    await writing(w.actors.planner, (write) => decideMail(write, { mailId: w.mailId, step: 'retry' }))
    await w.deliver()
    expect(await w.find()).toMatchObject({ status: 'sent', providerId: 'p2', bounceReason: null, error: '' })
    // Refused at once the next time: for another reason than the first one.
    await post({ ...bounced('MailboxFull'), data: { ...bounced('MailboxFull').data, email_id: 'p2' } })
    await w.work()
    await writing(w.actors.planner, (write) => decideMail(write, { mailId: w.mailId, step: 'retry' }))
    const refusal = { name: 'validation_error', message: 'no such domain', statusCode: 422 }
    calls.mockImplementation(async () => Response.json(refusal, { status: 422 }))
    vi.spyOn(console, 'error').mockReturnValue()
    await w.deliver()
    expect(await w.find()).toMatchObject({ status: 'failed', bounceReason: null })
    await w.work()
    const [, ...later] = await w.notices()
    expect(later.map(({ text }) => text.includes('De mailbox is vol.'))).toEqual([true, false])
  })

  test('is told later while it is being sent', async () => {
    await writing(w.admin, ({ db }) => db.update(mails).set({ status: 'sending' }).where(eq(mails.id, w.mailId)))
    expect((await post(bounced())).status).toBe(503)
    expect(await w.find()).toMatchObject({ status: 'sending' })
  })
})

test('a mail that is refused at once is told to who offered it too', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const refusal = { name: 'validation_error', message: 'no such domain', statusCode: 422 }
  calls.mockImplementation(async () => Response.json(refusal, { status: 422 }))
  const other = await world()
  await other.deliver()
  expect(await other.find()).toMatchObject({ status: 'failed', nextAttemptAt: null })
  expect(await other.work()).toBe(1)
  expect((await other.notices()).map(({ recipient }) => recipient)).toEqual([
    `administration-${other.organizationId}@test.example`,
  ])
  expect(await other.list('bounced')).toMatchObject([{ id: other.id, delivery: 'bounced' }])
})

test('a mail that is late says so until it arrives; one called spam counts as lost', async () => {
  await post(event('email.delivery_delayed'))
  expect(await w.find()).toMatchObject({ status: 'sent', error: 'delayed', deliveredAt: null })
  await post(event('email.delivered'))
  const arrived = await w.find()
  expect([arrived?.status, arrived?.error, typeof arrived?.deliveredAt]).toEqual(['sent', '', 'string'])
  await post(event('email.delivery_delayed'))
  expect(await w.find()).toMatchObject({ error: '' })
  await post(event('email.complained'))
  expect(await w.find()).toMatchObject({ status: 'bounced', bounceReason: 'spam' })
})

describe('who is not Resend', () => {
  test.each<[string, Signing]>([
    ['another secret', { key: `whsec_${Buffer.from('another secret of some length').toString('base64')}` }],
    ['six minutes ago', { at: Date.now() / 1000 - 360 }],
    ['six minutes from now', { at: Date.now() / 1000 + 360 }],
    ['no signature', { signature: '' }],
    ['another version', { signature: 'v2,abc' }],
    ['half a signature', { signature: 'v1' }],
  ])('changes nothing: %s', async (_, signing) => {
    expect((await post(bounced(), signing)).status).toBe(400)
    expect(await w.find()).toMatchObject({ status: 'sent' })
  })

  test('is slowed down after sixty wrong ones', async () => {
    const peer = newId()
    const answers = []
    for (let times = 0; times < 61; times++) answers.push((await post('{}', { signature: 'v1,x', peer })).status)
    expect([answers[59], answers[60]]).toEqual([400, 429])
    expect((await post(bounced(), { peer })).status).toBe(429)
    expect((await post(bounced())).status).toBe(200)
  })

  test('finds no such address where the secret or the key is not set', async () => {
    for (const name of ['RESEND_WEBHOOK_SECRET', 'RESEND_API_KEY']) {
      const was = process.env[name]
      delete process.env[name]
      expect((await post(bounced())).status).toBe(404)
      process.env[name] = was
    }
    expect(await w.find()).toMatchObject({ status: 'sent' })
  })

  test('sends no more than a quarter of a megabyte', async () => {
    expect((await post('x'.repeat(256 * 1024 + 1))).status).toBe(413)
  })
})

test('what is signed but not about a mail of ours is received and left alone', async () => {
  const other = await makeCompany()
  const events = [
    { type: 'contact.created', data: { id: 'c1' } },
    event('email.bounced', { tags: { ...w.tags, werkstroom_mail: newId() } }),
    event('email.bounced', { tags: { ...w.tags, werkstroom_organization: other.organizationId } }),
    event('email.bounced', { tags: undefined }),
    event('email.opened'),
    'null',
  ]
  expect(await Promise.all(events.map(async (one) => (await post(one)).status))).toEqual(events.map(() => 200))
  expect(await w.find()).toMatchObject({ status: 'sent', error: '' })
})

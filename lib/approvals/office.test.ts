import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { approvalLines, approvalOpenings, approvalRequests } from '@/db/schema/approvals'
import { history } from '@/db/schema/history'
import { timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { mailById } from '@/lib/mail/queries'
import { createProject } from '@/lib/projects/mutations/projects'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import type { SaveTemplate } from './input'
import { answerRequest } from './mutations/answer'
import { remind, resend, withdraw } from './mutations/decide'
import { askAboutRequest } from './mutations/follow'
import { offer } from './mutations/offer'
import { noteOpening } from './mutations/opening'
import { sealTimesheet } from './mutations/seal'
import { consentDue, expireRequests, remindDue } from './mutations/sweep'
import { archiveTemplate, saveApprovalSettings, saveTemplate } from './mutations/templates'
import { approvalChoices, listApprovals } from './queries/list'
import { type Meanwhile, requestForOffice, timesheetOf } from './queries/request'
import { listTemplates, templateFor } from './queries/templates'
import { type ApprovalFilters, everyApproval } from './rules'

const monday = '2026-11-02'
const now = Temporal.Instant.from('2026-11-10T09:00:00Z')
const daysLater = (days: number) => now.add({ hours: Math.round(days * 24) })

async function world() {
  const { actors, organizationId } = await makeCompany()
  const { administration, technician } = actors
  const contactId = newId()
  const { customerId, projectId } = await writing(administration, async (write) => {
    await saveSettings(write, { approvalDefault: 'yes', approvalTiming: 'after_internal' })
    const customer = { kind: 'company' as const, name: 'Bouwwerken Claes', street: 'Markt', city: 'Leuven' }
    const { id } = await createCustomer(write, { ...customer, email: 'claes@example.com' })
    const contact = { customerId: id, version: null, receives: ['approvals' as const] }
    await saveContact(write, { id: contactId, ...contact, name: 'Kris Claes', email: 'kris@example.com' })
    const about = { customerId: id, name: 'Nieuwbouw', pricing: 'hourly' as const, invoicing: 'weekly' as const }
    const project = await createProject(write, { ...about, leadId: technician.id })
    return { customerId: id, projectId: project.id }
  })
  const book = (state: 'approved' | 'offered') =>
    writing(administration, async ({ db }) => {
      const id = newId()
      await db.insert(timeEntries).values({
        ...{ organizationId, id, memberId: technician.id, projectId, day: monday, minutes: 450, state },
        ...{ hourType: 'work', origin: 'manual', netAmount: '100.00', submittedAt: '2026-11-09T08:00:00Z' },
        approvedAt: now.toString(),
      })
      return id
    })
  const offered = async () => {
    await book('approved')
    const { ids } = await writing(administration, (write) => offer(write, { projectId, day: monday }), now)
    return ids[0] ?? ''
  }
  const all = () =>
    reading(administration, async ({ db }) => ({
      requests: await db.select().from(approvalRequests).orderBy(approvalRequests.id),
      lines: await db.select().from(approvalLines).orderBy(approvalLines.requestId, approvalLines.position),
      hours: await db.select().from(timeEntries).orderBy(timeEntries.id),
      mails: await db.select().from(mails).orderBy(mails.id),
      openings: await db.select().from(approvalOpenings),
      trail: await db.select().from(history).where(eq(history.subjectType, 'approval')).orderBy(history.id),
    }))
  const list = async (filters: Partial<ApprovalFilters> = {}, actor: Actor = administration) =>
    (await reading(actor, (read) => listApprovals(read, { ...everyApproval, ...filters }))).rows
  const opened = async () => {
    const sent = (await all()).mails.filter((mail) => mail.text.includes('/approval/'))
    const link = await openLink(/\/approval\/([\w-]{43})/.exec(sent.at(-1)?.text ?? '')?.[1] ?? '', 'approval')
    if (!link) throw new Error('no link was mailed')
    return link
  }
  /** What became of the mail of a request, as the post says it later. */
  const mailed = (subjectId: string, set: Partial<typeof mails.$inferInsert>) =>
    writing(administration, ({ db }) =>
      db
        .update(mails)
        .set(set)
        .where(and(eq(mails.organizationId, organizationId), eq(mails.subjectId, subjectId))),
    )
  return { actors, organizationId, customerId, projectId, contactId, book, offered, all, list, opened, mailed }
}

async function refusal(work: Promise<unknown>): Promise<Refused | null> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  return null
}

let w: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  w = await world()
})

const template = (about: Partial<SaveTemplate> = {}): SaveTemplate => ({
  id: newId(),
  version: null,
  kind: 'reminded',
  name: 'Vriendelijk',
  isDefault: false,
  subject: { nl: 'Nog even: {number}' },
  body: { nl: 'Dag {name},\n\n{project} wacht {days} dagen.' },
  ...about,
})
const save = (input: SaveTemplate, actor = w.actors.administration) =>
  writing(actor, (write) => saveTemplate(write, input))

describe('words of the company', () => {
  test('go with the reminder that chooses them, and by themselves when they are the usual ones', async () => {
    const id = await w.offered()
    const [chosen, usual] = [template(), template({ name: 'Streng', isDefault: true, subject: { nl: 'Laatste keer' } })]
    await save(chosen)
    await save(usual)
    const by = (templateId?: string) =>
      writing(w.actors.administration, (write) => remind(write, { ids: [id], templateId }), daysLater(4))
    await by(chosen.id)
    await by()
    await writing(w.actors.admin, remindDue, daysLater(4))
    const sent = (await w.all()).mails.filter((mail) => mail.kind === 'approvals.reminded')
    expect(sent.map((mail) => mail.subject)).toEqual(['Nog even: G-2026-0001', 'Laatste keer', 'Laatste keer'])
    expect(sent[0]?.text).toContain('wacht 4 dagen.')
    expect(sent[0]?.text).toContain('/approval/')
    const away = await refusal(by(newId()))
    expect([away?.code, away?.fields]).toEqual(['approvals.no_template', { templateId: 'approvals.no_template' }])
    await writing(w.actors.administration, (write) => archiveTemplate(write, { id: usual.id, version: 1 }))
    await by()
    const last = (await w.all()).mails.at(-1)
    expect(last?.subject).toContain('Herinnering: uren ter goedkeuring')
  })

  test('count the days on the calendar, not by twenty-four hours', async () => {
    const id = await w.offered()
    const own = template()
    await save(own)
    // Offered at ten in the morning in Brussels; reminded at five the next morning.
    await writing(
      w.actors.administration,
      (write) => remind(write, { ids: [id], templateId: own.id }),
      now.add({ hours: 19 }),
    )
    const sent = (await w.all()).mails.filter((mail) => mail.kind === 'approvals.reminded')
    expect(sent[0]?.text).toContain('wacht 1 dagen.')
  })

  test('are chosen when it is offered and sent again, and go by themselves for hours apart from orders', async () => {
    const offered = (name: string, more: Partial<SaveTemplate> = {}) =>
      template({ kind: 'offered', name, subject: { nl: name }, body: { nl: 'Dag {name}' }, ...more })
    const [both, hours, order, chosen] = [
      offered('Voor alles', { isDefault: true }),
      offered('Voor uren', { isDefault: true, about: 'hours' }),
      offered('Voor opdrachten', { isDefault: true, about: 'order' }),
      offered('Gekozen'),
    ]
    for (const one of [both, hours, order, chosen]) await save(one)
    const by = (about: 'hours' | 'order') =>
      reading(w.actors.administration, (read) => templateFor(read, 'offered', { about }))
    expect([await by('hours'), await by('order')]).toMatchObject([{ id: hours.id }, { id: order.id }])
    await w.book('approved')
    const { projectId, contactId } = w
    const offerWith = (templateId: string | null) =>
      writing(w.actors.administration, (write) => offer(write, { projectId, day: monday, templateId }), now)
    const unknown = await refusal(offerWith(newId()))
    expect([unknown?.code, unknown?.fields]).toEqual(['approvals.no_template', { templateId: 'approvals.no_template' }])
    const { ids } = await offerWith(chosen.id)
    const id = ids[0] ?? ''
    const again = (version: number, templateId?: string) =>
      writing(w.actors.administration, (write) => resend(write, { id, version, contactId, templateId }), now)
    await again(1, order.id)
    await again(2)
    // Without one for hours the one for both goes.
    await writing(w.actors.administration, (write) => archiveTemplate(write, { id: hours.id, version: 1 }))
    await again(3)
    const subjects = (await w.all()).mails.map((mail) => mail.subject)
    expect(subjects).toEqual(['Gekozen', 'Voor opdrachten', 'Voor uren', 'Voor alles'])
    // Edited without a word about it, it stays for what it was for.
    await save({ ...order, about: undefined, version: 1, name: 'Voor werk' })
    expect(await by('order')).toMatchObject({ id: order.id, about: 'order', isDefault: true })
  })

  test('are refused beside their field, and a stale screen gets what stands', async () => {
    const wrong = await refusal(save(template({ body: { nl: 'Dag {naam} {klant}' } })))
    expect([wrong?.fields, wrong?.params]).toEqual([
      { 'body.nl': 'approvals.unknown_placeholder' },
      { unknown: '{naam} {klant}' },
    ])
    const made = template()
    await save(made)
    expect((await refusal(save(template({ name: 'vriendelijk' }))))?.fields).toEqual({
      name: 'approvals.template_exists',
    })
    await save({ ...made, version: 1, name: 'Zakelijk' })
    const stale = await refusal(save({ ...made, version: 1, name: 'Warm' }))
    expect([stale?.code, stale?.current]).toMatchObject([
      'common.stale',
      { version: 2, name: 'Zakelijk', body: made.body },
    ])
    expect((await refusal(save({ ...made, id: newId(), version: 1 })))?.code).toBe('common.not_found')
  })

  test('go by themselves in one way at a time, also when two choose at once', async () => {
    const two = [template({ name: 'Een', isDefault: true }), template({ name: 'Twee', isDefault: true })]
    await Promise.all(two.map((one) => save(one)))
    const kept = await reading(w.actors.administration, listTemplates)
    expect(kept.map(({ isDefault }) => isDefault)).toEqual([true, false])
  })
})

test('terms and reminder days are kept, refused beside their field, and met by who saved meanwhile', async () => {
  const set = (approvalReminderDays: number[], version: number, approvalLinkDays = 21) =>
    writing(w.actors.administration, (write) =>
      saveApprovalSettings(write, { version, approvalLinkDays, approvalReminderDays }),
    )
  const { version } = await set([2, 5], 2)
  expect((await refusal(set([5, 2], version)))?.fields).toEqual({
    'approvalReminderDays.1': 'approvals.reminder_order',
  })
  const stale = await refusal(set([1], version - 1))
  expect([stale?.code, stale?.current]).toEqual([
    'common.stale',
    { approvalLinkDays: 21, approvalReminderDays: [2, 5], version },
  ])
  await w.offered()
  expect((await w.all()).requests[0]?.expiresAt).toBe('2026-12-01T09:00:00Z')
})

test('reminders go once each, however often and however late the rounds come', async () => {
  const hours = fc.array(fc.integer({ min: 0, max: 35 * 24 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(hours, async (rounds) => {
      const here = await world()
      await here.offered()
      const sorted = rounds.sort((a, b) => a - b)
      for (const hour of sorted) {
        const at = now.add({ hours: hour })
        await Promise.all([writing(here.actors.admin, remindDue, at), writing(here.actors.admin, remindDue, at)])
      }
      // One for each of the days 3 and 7 that a round was the first to find, while the link still works.
      const found = sorted
        .filter((hour) => hour < 30 * 24)
        .map((hour) => [3, 7].filter((day) => hour >= day * 24).length)
      const { mails: sent, requests } = await here.all()
      const reminded = sent.filter((mail) => mail.kind === 'approvals.reminded')
      expect(reminded).toHaveLength(new Set(found.filter((count) => count > 0)).size)
      expect(requests[0]).toMatchObject({ reminders: reminded.length, automaticReminders: Math.max(0, ...found) })
    }),
    { numRuns: 8 },
  )
}, 120_000)

describe('who comes too late', () => {
  const seenBy = async (id: string) => {
    const page = await reading(w.actors.administration, (read) => requestForOffice(read, id))
    return { id, version: page?.request.version ?? 0, seen: page?.entries[0]?.id }
  }
  const told = async (work: Promise<unknown>) => {
    const refused = await refusal(work)
    if (!refused) throw new Error('it was not refused')
    const { entries, version } = refused.current as Meanwhile
    return { code: refused.code, version, did: entries.map(({ action, actorName }) => `${actorName}: ${action}`) }
  }
  const step = {
    withdraw: (seen: Awaited<ReturnType<typeof seenBy>>) =>
      writing(w.actors.administration, (write) => withdraw(write, { ...seen, reason: 'fout' }), now),
    resend: (seen: Awaited<ReturnType<typeof seenBy>>) =>
      writing(w.actors.administration, (write) => resend(write, { ...seen, contactId: w.contactId }), now),
    remind: ({ id, version, seen }: Awaited<ReturnType<typeof seenBy>>) =>
      writing(w.actors.administration, (write) => remind(write, { ids: [id], versions: { [id]: version }, seen }), now),
  }
  const steps = ['withdraw', 'resend', 'remind'] as const

  test.each(steps)('with %s is told what was done since, and by whom, and nothing of it happens', async (late) => {
    const id = await w.offered()
    const seen = await seenBy(id)
    const { contactId } = w
    await writing(w.actors.planner, (write) => resend(write, { id, version: 1, contactId }), now)
    const before = await w.all()
    expect(await told(step[late](seen))).toEqual({
      code: 'common.stale',
      version: 2,
      did: ['Test planner: approvals.resend'],
    })
    const { actor, link } = await w.opened()
    const lines = (await w.all()).lines.map(({ id: lineId }) => ({ lineId, answer: 'approved' as const, remark: '' }))
    const given = { name: 'Kris Claes', answers: lines }
    await writing(actor, (write) => answerRequest(write, link, given, '192.0.2.7'), now)
    expect(await told(step[late](seen))).toMatchObject({
      code: 'approvals.answered',
      did: ['kris@example.com: approvals.answer', 'Test planner: approvals.resend'],
    })
    expect((await w.all()).mails.filter(({ kind }) => kind.startsWith('approvals.offered'))).toHaveLength(
      before.mails.length,
    )
    expect((await w.all()).requests).toMatchObject([{ status: 'answered', reminders: 0 }])
  })

  test('with many reminds those that are as they were seen, and names the others', async () => {
    const [first, second] = [await w.offered(), await w.offered()]
    await writing(w.actors.planner, (write) => withdraw(write, { id: first, version: 1, reason: 'fout' }), now)
    const versions = { [first]: 1, [second]: 1 }
    const both = () =>
      writing(w.actors.administration, (write) => remind(write, { ids: [first, second], versions }), now)
    expect(await both()).toEqual({ reminded: 1, left: ['G-2026-0001'] })
    expect((await refusal(both()))?.code).toBe('approvals.none_open')
  })
})

describe('what is seen of a request', () => {
  test('an opened link is counted and changes nothing else', async () => {
    const id = await w.offered()
    const before = await w.all()
    expect(await w.list({ sign: 'unopened' })).toMatchObject([{ id, opened: 0 }])
    const link = await w.opened()
    await Promise.all([noteOpening(link), noteOpening(link), noteOpening(link)])
    await noteOpening({ ...link, state: 'withdrawn' })
    const { openings, ...rest } = await w.all()
    expect(openings).toMatchObject([{ id: link.link.id, requestId: id, recipient: 'kris@example.com', times: 3 }])
    expect({ ...rest, openings: [] }).toEqual({ ...before, openings: [] })
    expect(await w.list({ sign: 'opened' })).toMatchObject([{ id, opened: 3, status: 'open', open: 1 }])
    expect(await w.list({ sign: 'unopened' })).toEqual([])
  })

  test('nobody of ours reads the link of a customer in the outbox, but who has no other way to hand it over', async () => {
    const id = await w.offered()
    const [mail] = (await w.all()).mails
    const shown = async (actor: Actor) => {
      const found = await reading(actor, (read) => mailById(read, mail?.id ?? ''))
      return [found?.html, found?.text].map((text) => /\/approval\/[\w-]{43}/.test(text ?? ''))
    }
    await w.mailed(id, { status: 'sent' })
    const none = [false, false]
    expect([await shown(w.actors.admin), await shown(w.actors.administration)]).toEqual([none, none])
    await w.mailed(id, { status: 'kept' })
    expect([await shown(w.actors.admin), await shown(w.actors.administration)]).toEqual([[true, true], none])
    expect((await w.opened()).state).toBe('open')
  })

  test('a mail that came back stands on its row until it was sent to somebody else', async () => {
    const id = await w.offered()
    await w.mailed(id, { status: 'sent', sentAt: now.toString() })
    expect(await w.list()).toMatchObject([{ delivery: 'sent', netAmount: '100.00' }])
    await w.mailed(id, { status: 'failed', error: 'mailbox unavailable' })
    expect(await w.list({ sign: 'bounced' })).toMatchObject([{ id, delivery: 'bounced' }])
    const page = await reading(w.actors.administration, (read) => requestForOffice(read, id))
    expect(page).toMatchObject({ delivery: 'bounced', mailError: 'mailbox unavailable' })
    const contactId = newId()
    const contact = { id: contactId, customerId: w.customerId, version: null, name: 'Mo', email: 'mo@example.com' }
    await writing(w.actors.administration, (write) => saveContact(write, contact))
    await writing(w.actors.administration, (write) => resend(write, { id, version: 1, contactId }), daysLater(1))
    expect(await w.list({ sign: 'bounced' })).toEqual([])
    expect(await w.list()).toMatchObject([{ delivery: 'waiting', recipient: 'mo@example.com' }])
  })

  test('filters by customer, project and period', async () => {
    const id = await w.offered()
    const { customerId, projectId } = w
    expect((await w.list({ customerId, projectId, from: monday, to: monday })).map((row) => row.id)).toEqual([id])
    expect(await w.list({ from: '2026-11-09' })).toEqual([])
    expect(await w.list({ to: '2026-11-01' })).toEqual([])
    expect(await w.list({ customerId: newId() })).toEqual([])
    expect(await w.list({ sign: 'silent' })).toEqual([])
    const choices = await reading(w.actors.administration, (read) => approvalChoices(read, everyApproval))
    expect(choices).toMatchObject({ customers: [{ name: 'Bouwwerken Claes' }], projects: [{ id: projectId }] })
  })
})

test('a technician sees and handles the requests of projects they lead, without prices, and nobody else’s', async () => {
  const id = await w.offered()
  const lead = w.actors.technician
  const other = await addTechnician(w.organizationId)
  expect(await w.list({}, lead)).toMatchObject([{ id, netAmount: null }])
  expect(await reading(lead, (read) => requestForOffice(read, id))).toMatchObject({ request: { netAmount: null } })
  expect(await w.list({}, other)).toEqual([])
  expect(await reading(other, (read) => requestForOffice(read, id))).toBeNull()
  expect(await reading(other, (read) => approvalChoices(read, { ...everyApproval, customerId: w.customerId }))).toEqual(
    {
      customers: [],
      projects: [],
    },
  )
  const deeds = (actor: Actor) => [
    () => writing(actor, (write) => remind(write, { ids: [id] }), now),
    () => writing(actor, (write) => resend(write, { id, version: 2, contactId: w.contactId }), now),
    () => writing(actor, (write) => withdraw(write, { id, version: 3, reason: 'fout' }), now),
  ]
  for (const deed of deeds(other)) expect((await refusal(deed()))?.code).toBe('common.not_found')
  for (const deed of deeds(lead)) expect(await refusal(deed())).toBeNull()
})

describe('silence', () => {
  /** A request as it is offered when the contract says after how many days silence is consent. */
  async function asked(silentConsentDays: number, sentAt: string | null = now.toString(), number = 'G-2026-0099') {
    const id = await w.offered()
    const entry = await w.book('offered')
    const { organizationId } = w
    const own = newId()
    await writing(w.actors.admin, async ({ db }) => {
      const [like] = await db.select().from(approvalRequests).where(eq(approvalRequests.id, id))
      const [line] = await db.select().from(approvalLines).where(eq(approvalLines.requestId, id))
      const [mail] = await db.select().from(mails).where(eq(mails.subjectId, id))
      if (!like || !line || !mail) throw new Error('nothing was offered')
      await db.insert(approvalRequests).values({ ...like, id: own, number, silentConsentDays })
      await db.insert(approvalLines).values({ ...line, id: newId(), requestId: own, timeEntryId: entry })
      const status = sentAt ? ('sent' as const) : ('failed' as const)
      const copy = { ...mail, id: newId(), uniqueKey: newId(), subjectId: own, status, sentAt }
      await db.insert(mails).values({ ...copy, organizationId })
    })
    return own
  }
  const sweep = (days: number) =>
    Promise.all(['a', 'b'].map((job) => consentDue(systemActor(w.organizationId, job), daysLater(days))))
  const statusOf = async (id: string) => (await w.all()).requests.find((request) => request.id === id)?.status

  test('counts from the mail that offered it, and a reminder says so', async () => {
    const id = await asked(10)
    await writing(w.actors.administration, (write) => remind(write, { ids: [id] }), daysLater(7))
    const reminder = (await w.all()).mails.find((mail) => mail.kind === 'approvals.reminded')
    expect(reminder?.text).toContain('binnen 10 dagen na ons verzoek van 10 november 2026')
    await writing(w.actors.admin, ({ db }) =>
      db
        .update(mails)
        .set({ status: 'sent', sentAt: daysLater(7).toString() })
        .where(eq(mails.id, reminder?.id ?? '')),
    )
    await sweep(10)
    expect(await statusOf(id)).toBe('answered')
  })

  test('of one that cannot be it is told, and the others are', async () => {
    const [broken, whole] = [await asked(10), await asked(10, now.toString(), 'G-2026-0098')]
    await writing(w.actors.admin, async ({ db }) => {
      const [line] = await db.select().from(approvalLines).where(eq(approvalLines.requestId, broken))
      await db
        .update(timeEntries)
        .set({ state: 'approved' })
        .where(eq(timeEntries.id, line?.timeEntryId ?? ''))
    })
    await sweep(10)
    expect([await statusOf(broken), await statusOf(whole)]).toEqual(['open', 'answered'])
  })

  test('is consent after the days of the contract, once, with its own evidence and words', async () => {
    const id = await asked(10)
    await sweep(9.9)
    expect(await statusOf(id)).toBe('open')
    await sweep(10)
    await sweep(11)
    const { requests, lines, hours, mails: sent, trail } = await w.all()
    const request = requests.find((one) => one.id === id)
    expect(request).toMatchObject({ status: 'answered', answeredByName: '', silentConsentAt: daysLater(10).toString() })
    expect(lines.filter((line) => line.requestId === id)).toMatchObject([{ answer: 'approved', answeredByName: '' }])
    expect(hours.map((line) => line.state).sort()).toEqual(['accepted', 'offered'])
    expect(trail.filter((entry) => entry.action === 'approvals.consent')).toMatchObject([
      { subjectId: id, actorKind: 'system', params: { days: 10, to: 'kris@example.com', mailedAt: now.toString() } },
    ])
    expect(sent.filter((mail) => mail.kind === 'approvals.lines_approved').map((mail) => mail.subject)).toEqual([
      'Stilzwijgend goedgekeurd door Bouwwerken Claes (G-2026-0099)',
    ])
    expect(await w.list({ sign: 'silent' })).toMatchObject([{ id, isSilent: true }])
    await sealTimesheet(systemActor(w.organizationId, 'approvals.seal'), id)
    const content = await reading(w.actors.admin, (read) => timesheetOf(read, id))
    expect(content).toMatchObject({ evidence: [], silence: { days: 10, email: 'kris@example.com' } })
    const told = (await w.all()).mails.find(
      (mail) => mail.kind === 'approvals.consented' || mail.subject.startsWith('Stilzwijgend goedgekeurd:'),
    )
    expect(told).toMatchObject({ recipient: 'kris@example.com' })
    expect(told?.attachmentIds).toHaveLength(1)
  }, 60_000)

  test('means nothing without such a contract, of who was never reached, or who asked something', async () => {
    const never = await w.offered()
    const unreached = await asked(10, null)
    await sweep(20)
    expect([await statusOf(never), await statusOf(unreached)]).toEqual(['open', 'open'])
    const asks = await asked(5, now.toString(), 'G-2026-0098')
    const { actor, link } = await w.opened()
    const question = { name: 'Kris', question: 'Welke dag?' }
    await writing(actor, (write) => askAboutRequest(write, { ...link, subjectId: asks }, question), daysLater(1))
    await sweep(6)
    expect(await statusOf(asks)).toBe('open')
  })

  test('and an answer at that moment: one of them, whole', async () => {
    const id = await asked(10)
    const { actor, link } = await w.opened()
    const [line] = (await w.all()).lines.filter((one) => one.requestId === id)
    const answers = [{ lineId: line?.id ?? '', answer: 'rejected' as const, remark: 'Nee' }]
    const said = writing(
      actor,
      (write) => answerRequest(write, { ...link, subjectId: id }, { name: 'Kris', answers }, '192.0.2.7'),
      daysLater(10),
    )
    const [late] = await Promise.all([refusal(said), sweep(10), writing(w.actors.admin, expireRequests, daysLater(10))])
    const { lines, hours } = await w.all()
    const answer = lines.find((one) => one.requestId === id)?.answer
    expect(answer).toBe(late ? 'approved' : 'rejected')
    expect(hours.map((one) => one.state)).toContain(late ? 'accepted' : 'rejected')
  })
})

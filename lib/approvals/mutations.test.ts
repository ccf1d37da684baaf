import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { links, members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { expenses, timeEntries } from '@/db/schema/hours'
import { invoiceLines } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { projects } from '@/db/schema/projects'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { type OpenedLink, openLink, openLinkFrom } from '@/lib/auth/links'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { isOverLimit, withinLimit } from '@/lib/auth/rate-limit'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { timeline } from '@/lib/history/queries'
import { jobs as hoursJobs } from '@/lib/hours/jobs'
import { returnLines } from '@/lib/hours/mutations/decide'
import { saveRate } from '@/lib/hours/mutations/rates'
import { type LineState, lineSteps } from '@/lib/hours/rules/approval'
import { newId } from '@/lib/ids'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import type { JobData } from '@/lib/jobs/mutations'
import type { CreateProject } from '@/lib/projects/input'
import { createProject } from '@/lib/projects/mutations/projects'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { inOneWindow } from '@/scripts/test/window'
import { answerInput } from './input'
import { answerRequest } from './mutations/answer'
import { remind, resend, withdraw } from './mutations/decide'
import { askAboutRequest, forwardRequest } from './mutations/follow'
import { offer, offerWhenDue } from './mutations/offer'
import { sealTimesheet } from './mutations/seal'
import { expireRequests, offerAllDue, remindDue } from './mutations/sweep'
import { listApprovals } from './queries/list'
import { offerables } from './queries/project'
import { timesheetOf } from './queries/request'
import { type ApprovalAnswer, everyApproval } from './rules'

const monday = '2026-11-02'
const now = Temporal.Instant.from('2026-11-10T09:00:00Z')

async function world(
  about: Partial<CreateProject> = {},
  timing: 'on_submission' | 'after_internal' = 'after_internal',
) {
  const { actors, organizationId } = await makeCompany()
  const { administration, technician } = actors
  await writing(administration, (write) => saveSettings(write, { approvalDefault: 'yes', approvalTiming: timing }))
  const customer = await writing(administration, (write) =>
    createCustomer(write, {
      kind: 'company',
      name: 'Bouwwerken Claes',
      street: 'Markt',
      city: 'Leuven',
      email: 'claes@example.com',
    }),
  )
  const contactId = newId()
  const contact = { customerId: customer.id, version: null, receives: ['approvals' as const] }
  await writing(administration, (write) =>
    saveContact(write, { id: contactId, ...contact, name: 'Kris Claes', email: 'kris@example.com' }),
  )
  const project = await writing(administration, (write) =>
    createProject(write, {
      customerId: customer.id,
      name: 'Nieuwbouw',
      pricing: 'hourly',
      invoicing: 'weekly',
      leadId: administration.id,
      ...about,
    }),
  )
  const book = (state: LineState, member: Actor = technician, day = monday, minutes = 450) =>
    writing(administration, async ({ db }) => {
      const id = newId()
      const approvedAt = state === 'approved' ? now.toString() : null
      await db.insert(timeEntries).values({
        ...{ organizationId, id, memberId: member.id, projectId: project.id, day, minutes, state, approvedAt },
        ...{ hourType: 'work', origin: 'manual', netAmount: '100.00', submittedAt: '2026-11-09T08:00:00Z' },
      })
      return id
    })
  const spend = (state: LineState) =>
    writing(administration, async ({ db }) => {
      const id = newId()
      await db.insert(expenses).values({
        ...{ organizationId, id, memberId: technician.id, projectId: project.id, day: monday, state },
        ...{ kind: 'parking', grossAmount: '12.10', netAmount: '10.00', vatRate: '21', spentAt: now.toString() },
        ...{ submittedAt: '2026-11-09T08:00:00Z', approvedAt: now.toString() },
      })
      return id
    })
  const set = (id: string, state: LineState, at = '2026-11-12T08:00:00Z') =>
    writing(administration, ({ db }) =>
      db
        .update(timeEntries)
        .set({
          state,
          ...(state === 'submitted' ? { submittedAt: at } : state === 'approved' ? { approvedAt: at } : {}),
        })
        .where(eq(timeEntries.id, id)),
    )
  const all = () =>
    reading(administration, async ({ db }) => ({
      requests: await db.select().from(approvalRequests).orderBy(approvalRequests.id),
      lines: await db.select().from(approvalLines).orderBy(approvalLines.requestId, approvalLines.position),
      hours: await db.select().from(timeEntries).orderBy(timeEntries.id),
      costs: await db.select().from(expenses),
      mails: await db.select().from(mails).orderBy(mails.id),
    }))
  const offerNow = (at = now) =>
    writing(administration, (write) => offer(write, { projectId: project.id, day: monday }), at)
  const due = (at = now) => writing(administration, (write) => offerWhenDue(write, project.id, monday), at)
  /** The newest link in a mail to this address, as a browser opens it. */
  const opened = async (to = 'kris@example.com'): Promise<OpenedLink & { token: string }> => {
    const sent = (await all()).mails.filter((mail) => mail.recipient === to && mail.text.includes('/approval/'))
    const token = /\/approval\/([\w-]{43})/.exec(sent.at(-1)?.text ?? '')?.[1] ?? ''
    const link = await openLink(token, 'approval')
    if (!link) throw new Error(`no link was mailed to ${to}`)
    return { ...link, token }
  }
  const answer = async (
    said: Record<string, ApprovalAnswer>,
    more: { name?: string; remark?: string; at?: Temporal.Instant } = {},
  ) => {
    const { actor, link } = await opened()
    const lines = (await all()).lines.filter((line) => line.requestId === link.subjectId)
    const answers = lines.flatMap((line) => {
      const answer = said[line.timeEntryId ?? line.expenseId ?? '']
      return answer
        ? [{ lineId: line.id, answer, remark: answer === 'rejected' ? (more.remark ?? 'Te veel') : '' }]
        : []
    })
    const input = { name: more.name ?? 'Kris Claes', answers }
    return writing(actor, (write) => answerRequest(write, link, input, '192.0.2.7'), more.at ?? now)
  }
  return { actors, organizationId, customer, contactId, project, book, spend, set, all, offerNow, due, opened, answer }
}
type World = Awaited<ReturnType<typeof world>>

/** Code, and codes by field. */
async function refusal(work: Promise<unknown>): Promise<[string, Record<string, string>]> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return [error.code, error.fields]
    throw error
  }
  return ['done', {}]
}

let w: World
beforeEach(async () => {
  w = await world()
})

describe('offering', () => {
  test('waits until everybody is ready and the period is over, and then takes all of it in one request', async () => {
    const { technician, planner } = w.actors
    const hours = await w.book('approved', technician)
    const other = await w.book('submitted', planner, '2026-11-04')
    const cost = await w.spend('approved')
    expect(await w.due()).toEqual([])
    await w.set(other, 'approved')
    expect(await w.due(Temporal.Instant.from('2026-11-07T09:00:00Z'))).toEqual([])
    expect(await w.due()).toHaveLength(1)
    expect(await w.due()).toEqual([])
    const { requests, lines, hours: booked, costs, mails: sent } = await w.all()
    expect(requests).toMatchObject([
      { number: 'G-2026-0001', status: 'open', recipient: 'kris@example.com', minutes: 900, netAmount: '210.00' },
    ])
    expect(lines.map((line) => line.timeEntryId ?? line.expenseId).sort()).toEqual([hours, other, cost].sort())
    expect([...booked, ...costs].map((line) => line.state)).toEqual(['offered', 'offered', 'offered'])
    expect(sent.map((mail) => [mail.kind, mail.recipient])).toEqual([['approvals.offered', 'kris@example.com']])
    expect(lines[0]?.facts).toMatchObject({ day: monday, member: 'Test technician', minutes: 450, kind: 'hours' })
  })

  test('on submission goes before anybody here approved, and comes back as submitted', async () => {
    w = await world({}, 'on_submission')
    await w.book('submitted')
    const [id = ''] = await w.due()
    const [request] = (await w.all()).requests
    await writing(
      w.actors.administration,
      (write) => withdraw(write, { id, version: request?.version ?? 0, reason: 'Fout' }),
      now,
    )
    const { requests, hours } = await w.all()
    expect([requests[0]?.status, hours[0]?.state]).toEqual(['withdrawn', 'submitted'])
    // A person decides whether it goes again.
    expect(await w.due()).toEqual([])
    expect((await w.opened()).state).toBe('withdrawn')
    expect((await w.offerNow()).ids).toHaveLength(1)
  })

  test('on submission the customer’s yes alone is billed; what it has is not returned here, until it is taken back', async () => {
    w = await world({}, 'on_submission')
    const { administration } = w.actors
    const [first, second] = [await w.book('submitted'), await w.book('submitted', w.actors.technician, '2026-11-04')]
    const [requestId = ''] = await w.due()
    const lineOf = async (id: string) => {
      const found = (await w.all()).hours.find((line) => line.id === id)
      if (!found) throw new Error('no hours')
      return found
    }
    const sendBack = async (...ids: string[]) => {
      const found = await Promise.all(ids.map(lineOf))
      const lines = found.map(({ id, version }) => ({ kind: 'hours' as const, id, version }))
      return writing(administration, (write) => returnLines(write, { lines, remark: 'Te lang' }), now)
    }
    const billed = () =>
      writing(administration, async (write) => {
        const made = await billProject(write, { projectId: w.project.id, upTo: '2026-11-30' })
        return made.length === 0 ? [] : (await write.db.select().from(invoiceLines)).map(({ netAmount }) => netAmount)
      })
    expect(await refusal(sendBack(first))).toEqual(['hours.at_customer', {}])
    // Beside a line that is still here, only that one goes back, and the other says why not.
    const third = await w.book('submitted', w.actors.technician, '2026-11-05')
    expect(await sendBack(first, third)).toMatchObject({
      done: [{ id: third }],
      refused: [{ id: first, code: 'hours.at_customer' }],
    })
    expect(await billed()).toEqual([])
    await w.answer({ [first]: 'approved', [second]: 'rejected' })
    expect(await refusal(sendBack(first))).toEqual(['hours.customer_agreed', {}])
    expect([(await lineOf(first)).state, (await lineOf(second)).state]).toEqual(['accepted', 'rejected'])
    // Nobody here approved it: the customer's yes is enough, and only for what it said yes to.
    expect((await lineOf(first)).approvedAt).toBeNull()
    expect(await billed()).toEqual(['100.00'])

    // Taken back from the customer it can be returned, and goes again once it was mended.
    w = await world({}, 'on_submission')
    const id = await w.book('submitted')
    const [again = ''] = await w.due()
    expect(again).not.toBe(requestId)
    const lead = w.actors.administration
    await writing(lead, (write) => withdraw(write, { id: again, version: 1, reason: 'Fout' }), now)
    const { version } = await lineOf(id)
    const lines = [{ kind: 'hours' as const, id, version }]
    await writing(lead, (write) => returnLines(write, { lines, remark: 'Te lang' }), now)
    expect(await lineOf(id)).toMatchObject({ state: 'returned', remark: 'Te lang' })
    await w.set(id, 'submitted')
    expect((await w.offerNow()).ids).toHaveLength(1)
    expect((await lineOf(id)).state).toBe('offered')
  })

  test('offered and returned at once it is one of them, whole', async () => {
    for (const _ of [1, 2, 3, 4]) {
      w = await world({}, 'on_submission')
      const id = await w.book('submitted')
      const lines = [{ kind: 'hours' as const, id, version: 1 }]
      const [made, back] = await Promise.all([
        w.due(),
        refusal(writing(w.actors.administration, (write) => returnLines(write, { lines, remark: 'Te lang' }), now)),
      ])
      const { hours, requests } = await w.all()
      expect([hours[0]?.state, made.length, requests.length, back[0]]).toEqual(
        made.length === 1 ? ['offered', 1, 1, 'hours.at_customer'] : ['returned', 0, 0, 'done'],
      )
    }
  })

  test.each(['project', 'customer'] as const)('one each when the %s likes it so, without waiting', async (whose) => {
    w = await world(whose === 'project' ? { approvalScope: 'per_member' } : {})
    if (whose === 'customer')
      await writing(w.actors.administration, ({ db }) =>
        db.update(customers).set({ approvalScope: 'per_member' }).where(eq(customers.id, w.customer.id)),
      )
    const second = await addTechnician(w.organizationId)
    const third = await addTechnician(w.organizationId)
    await w.book('approved')
    await w.book('approved', second)
    await w.book('open', third)
    expect(await w.due()).toHaveLength(2)
    const { requests } = await w.all()
    expect(requests.map((request) => request.memberId).sort()).toEqual([w.actors.technician.id, second.id].sort())
  })

  test('a project that never asks is never offered, and the button says so', async () => {
    w = await world({ approval: 'no' })
    await w.book('approved')
    // What is spent there is no more asked about than what is worked.
    await w.spend('approved')
    expect(await w.due()).toEqual([])
    expect(await reading(w.actors.administration, (read) => offerables(read, now))).toEqual([])
    expect(await refusal(w.offerNow())).toEqual(['approvals.not_asked', { projectId: 'approvals.not_asked' }])
  })

  test('the sweep offers what nobody called for, the button what others still hold up, two at once make one', async () => {
    await w.book('approved')
    const actor = systemActor(w.organizationId, 'approvals.sweep')
    await Promise.all([offerAllDue(actor, now), offerAllDue(actor, now), w.due()])
    expect((await w.all()).requests).toHaveLength(1)
    await w.book('approved', w.actors.planner)
    await w.book('open', w.actors.technician)
    expect(await w.due()).toEqual([])
    expect(await reading(w.actors.administration, (read) => offerables(read, now))).toMatchObject([
      { projectId: w.project.id, from: monday, to: '2026-11-08', lines: 1, minutes: 450, members: 1 },
    ])
    const ofProject = (projectId: string) =>
      reading(w.actors.administration, (read) => offerables(read, now, { projectId }))
    // Both at once: which lines there are says nothing of which project was asked for.
    await w.spend('approved')
    expect(await ofProject(w.project.id)).toMatchObject([{ projectId: w.project.id, lines: 2 }])
    expect(await ofProject(newId())).toEqual([])
    expect((await w.offerNow()).ids).toHaveLength(1)
    expect(await refusal(w.offerNow())).toEqual([
      'approvals.nothing_to_offer',
      { projectId: 'approvals.nothing_to_offer' },
    ])
  })
})

describe('answering', () => {
  test('takes all of the largest request, and what did not fit in it is in the next', async () => {
    const { organizationId, actors, project } = w
    const like = (index: number) => ({
      ...{ organizationId, id: newId(), memberId: actors.technician.id, projectId: project.id, day: monday },
      ...{ minutes: 1, state: 'approved' as const, hourType: 'work' as const, origin: 'manual' as const },
      ...{ netAmount: '1.00', submittedAt: '2026-11-09T08:00:00Z', approvedAt: now.toString(), notes: `${index}` },
    })
    await writing(actors.administration, async ({ db }) => {
      for (let from = 0; from < 1100; from += 100)
        await db.insert(timeEntries).values(Array.from({ length: 100 }, (_, index) => like(from + index)))
    })
    await w.spend('approved')
    expect(await w.due()).toHaveLength(1)
    const first = (await w.all()).lines
    expect(first).toHaveLength(1001)
    const { actor, link } = await w.opened()
    const answers = first.map(({ id }) => ({ lineId: id, answer: 'approved', remark: '' }))
    const reply = await perform(
      ...([actor, 'approvals.answer', answerInput] as const),
      (write, input) => answerRequest(write, link, input, '::1'),
      { name: 'Kris', answers },
    )
    expect(reply).toEqual({ ok: true, value: { status: 'answered', approved: 1001, rejected: 0 } })
    expect(await w.due()).toHaveLength(1)
    const { requests, hours } = await w.all()
    expect(requests.map(({ minutes }) => minutes)).toEqual([1000, 100])
    expect(hours.filter(({ state }) => state === 'offered')).toHaveLength(100)
  }, 60_000)

  test('rejects one of three with a remark, and only that one is offered again', async () => {
    const [one, two, three] = [await w.book('approved'), await w.book('approved'), await w.book('approved')]
    await w.due()
    const said = { [one]: 'approved', [two]: 'rejected', [three]: 'approved' } as const
    const lineOf = (await w.all()).lines.find((line) => line.timeEntryId === two)?.id
    expect(await refusal(w.answer(said, { name: ' ', remark: ' ' }))).toEqual([
      'approvals.incomplete',
      { name: 'approvals.name_required', [`remark.${lineOf}`]: 'approvals.remark_required' },
    ])
    expect(await w.answer(said)).toEqual({ status: 'answered', approved: 2, rejected: 1 })
    const { hours, requests, mails: sent } = await w.all()
    expect(hours.map((line) => [line.state, line.remark])).toEqual([
      ['accepted', ''],
      ['rejected', 'Te veel'],
      ['accepted', ''],
    ])
    expect(requests[0]).toMatchObject({ status: 'answered', answeredByName: 'Kris Claes' })
    expect((await w.opened()).state).toBe('used')
    expect(sent.filter((mail) => mail.kind === 'approvals.lines_rejected')).toHaveLength(2)
    expect(await w.due()).toEqual([])

    await w.set(two, 'submitted')
    await w.set(two, 'approved')
    expect(await w.due(now.add({ hours: 72 }))).toHaveLength(1)
    const again = await w.all()
    expect(again.requests[1]).toMatchObject({ number: 'G-2026-0002', previousId: again.requests[0]?.id })
    expect(
      again.lines.filter((line) => line.requestId === again.requests[1]?.id).map((line) => line.timeEntryId),
    ).toEqual([two])
    expect(await w.answer({ [two]: 'approved' }, { at: now.add({ hours: 73 }) })).toMatchObject({ status: 'answered' })
    expect((await w.all()).hours.map((line) => line.state)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('of two at once one wins, and the other hears that it was answered', async () => {
    const id = await w.book('approved')
    await w.due()
    const outcomes = await Promise.all([
      refusal(w.answer({ [id]: 'approved' }, { name: 'An' })),
      refusal(w.answer({ [id]: 'rejected' }, { name: 'Bo' })),
    ])
    expect(outcomes.map(([code]) => code).sort()).toEqual(['approvals.answered', 'done'])
    const { lines, hours } = await w.all()
    const isAn = outcomes[0]?.[0] === 'done'
    expect([lines[0]?.answeredByName, hours[0]?.state]).toEqual(isAn ? ['An', 'accepted'] : ['Bo', 'rejected'])
  })

  test('is refused after use, expiry and withdrawal, and changes nothing then', async () => {
    const id = await w.book('approved')
    await w.due()
    const late = now.add({ hours: 24 * 31 })
    expect(await refusal(w.answer({ [id]: 'approved' }, { at: late }))).toEqual(['approvals.expired', {}])
    await Promise.all([writing(w.actors.admin, expireRequests, late), writing(w.actors.admin, expireRequests, late)])
    const { requests, hours } = await w.all()
    expect([requests[0]?.status, hours[0]?.state]).toEqual(['expired', 'approved'])
    expect(await refusal(w.answer({ [id]: 'approved' }))).toEqual(['approvals.expired', {}])
    // A person offers it again; by itself it does not go, and stands before nothing that does.
    const due = (isWhole: boolean) => reading(w.actors.administration, (read) => offerables(read, late, { isWhole }))
    expect([(await due(false)).length, (await due(true)).length]).toEqual([1, 0])
    await w.offerNow(late)
    await w.answer({ [id]: 'approved' }, { at: late })
    expect(await refusal(w.answer({ [id]: 'rejected' }, { at: late }))).toEqual(['approvals.answered', {}])
  })

  test('is sealed once as a PDF with its evidence, mailed to who was asked, and unchangeable', async () => {
    const id = await w.book('approved')
    const [requestId = ''] = await w.due()
    await w.answer({ [id]: 'approved' })
    const actor = systemActor(w.organizationId, 'approvals.seal')
    await Promise.all([sealTimesheet(actor, requestId), sealTimesheet(actor, requestId)])
    const { requests, mails: sent } = await w.all()
    expect(requests[0]?.pdfSha256).toMatch(/^[0-9a-f]{64}$/)
    const confirmed = sent.filter((mail) => mail.kind === 'approvals.confirmed')
    expect(confirmed).toMatchObject([{ recipient: 'kris@example.com', attachmentIds: [requests[0]?.pdfFileId] }])
    const content = await reading(w.actors.admin, (read) => timesheetOf(read, requestId))
    expect(content?.evidence).toMatchObject([{ name: 'Kris Claes', email: 'kris@example.com', ip: '192.0.2.7' }])
    const change = (statement: ReturnType<typeof sql>) => writing(w.actors.admin, ({ db }) => db.execute(statement))
    await expect(
      change(sql`update approval_lines set answer = 'rejected' where request_id = ${requestId}`),
    ).rejects.toThrow()
    await expect(change(sql`update approval_requests set pdf_sha256 = 'x' where id = ${requestId}`)).rejects.toThrow()
    await expect(change(sql`delete from approval_requests where id = ${requestId}`)).rejects.toThrow()
  }, 60_000)
})

describe('what else happens to a request', () => {
  test('a colleague gets a link of their own and a question reaches the lead, both on the trail', async () => {
    const id = await w.book('approved')
    const [requestId = ''] = await w.due()
    const first = await w.opened()
    const colleague = { name: 'Kris', colleague: 'Lien', email: 'lien@example.com' }
    await writing(first.actor, (write) => forwardRequest(write, first.link, colleague), now)
    await writing(
      first.actor,
      (write) => askAboutRequest(write, first.link, { name: 'Kris', question: 'Welke dag?' }),
      now,
    )
    const second = await w.opened('lien@example.com')
    expect([first.state, second.state, second.token === first.token]).toEqual(['open', 'open', false])
    const lines = (await w.all()).lines
    const answers = lines.map((line) => ({ lineId: line.id, answer: 'approved' as const, remark: '' }))
    await writing(second.actor, (write) => answerRequest(write, second.link, { name: 'Lien', answers }, '::1'), now)
    const trail = await reading(w.actors.admin, (read) => timeline(read, ['approval', requestId]))
    expect(trail.map((entry) => [entry.action, entry.actorName, entry.actorKind])).toEqual([
      ['approvals.answer', 'lien@example.com', 'customer'],
      ['approvals.ask', 'kris@example.com', 'customer'],
      ['approvals.forward', 'kris@example.com', 'customer'],
      ['approvals.offer', 'Test administration', 'member'],
    ])
    expect((await w.all()).mails.find((mail) => mail.kind === 'approvals.asked')?.text).toContain('Welke dag?')
    expect((await w.all()).hours.find((line) => line.id === id)?.state).toBe('accepted')
    const { rows } = await reading(w.actors.admin, (read) => listApprovals(read, everyApproval))
    expect(rows).toMatchObject([{ id: requestId, approved: 1, rejected: 0, open: 0, questions: 1 }])
  })

  test('reminders go on their days, each once also when two rounds run at once; by hand at any time', async () => {
    await w.book('approved')
    const [id = ''] = await w.due()
    const rounds = (days: number) => {
      const at = now.add({ hours: days * 24 })
      return Promise.all([writing(w.actors.admin, remindDue, at), writing(w.actors.admin, remindDue, at)])
    }
    const reminded = async () => (await w.all()).mails.filter((mail) => mail.kind === 'approvals.reminded').length
    await rounds(2)
    expect(await reminded()).toBe(0)
    await rounds(3)
    await rounds(4)
    expect(await reminded()).toBe(1)
    await writing(w.actors.administration, (write) => remind(write, { ids: [id] }), now.add({ hours: 120 }))
    expect(await reminded()).toBe(2)
    await rounds(7)
    await rounds(20)
    expect(await reminded()).toBe(3)
    expect((await w.all()).requests[0]).toMatchObject({ reminders: 3, automaticReminders: 2 })
    expect((await w.opened()).state).toBe('open')
  })

  test('sent to another contact the earlier link stops, and a stale screen hears so', async () => {
    await w.book('approved')
    const [id = ''] = await w.due()
    const contactId = newId()
    await writing(w.actors.administration, (write) =>
      saveContact(write, {
        id: contactId,
        customerId: w.customer.id,
        version: null,
        name: 'Mo',
        email: 'mo@example.com',
        locale: 'fr',
      }),
    )
    const first = await w.opened()
    const again = (version: number, to = contactId) =>
      refusal(writing(w.actors.administration, (write) => resend(write, { id, version, contactId: to }), now))
    expect(await again(1, newId())).toEqual(['approvals.no_recipient', { contactId: 'approvals.no_recipient' }])
    expect(await again(1)).toEqual(['done', {}])
    expect(await again(1)).toEqual(['common.stale', {}])
    expect((await openLink(first.token, 'approval'))?.state).toBe('withdrawn')
    expect((await w.opened('mo@example.com')).state).toBe('open')
    expect((await w.all()).requests[0]).toMatchObject({ recipient: 'mo@example.com', locale: 'fr' })
  })

  test('whoever opened it before it was sent to another neither answers, asks nor forwards through the earlier link', async () => {
    const hours = await w.book('approved')
    const [id = ''] = await w.due()
    const { actor, link } = await w.opened()
    await writing(w.actors.administration, (write) => resend(write, { id, version: 1, contactId: w.contactId }), now)
    const lineId = (await w.all()).lines[0]?.id ?? ''
    const answers = [{ lineId, answer: 'approved' as const, remark: '' }]
    const colleague = { name: 'Kris', colleague: 'Lien', email: 'lien@example.com' }
    for (const late of [
      () => writing(actor, (write) => answerRequest(write, link, { name: 'Kris', answers }, '::1'), now),
      () => writing(actor, (write) => forwardRequest(write, link, colleague), now),
      () => writing(actor, (write) => askAboutRequest(write, link, { name: 'Kris', question: 'Welke dag?' }), now),
    ])
      expect(await refusal(late())).toEqual(['approvals.withdrawn', {}])
    expect((await w.all()).hours.find((line) => line.id === hours)?.state).toBe('offered')
    expect(await w.answer({ [hours]: 'approved' })).toMatchObject({ status: 'answered' })
  })

  test.each(['withdrawn', 'expired', 'rejected'] as const)(
    'come back %s, hours get the price that was agreed meanwhile',
    async (how) => {
      const { administration, admin } = w.actors
      const everybody = { projectId: null, contractId: null, customerId: null, memberId: null, hourType: null }
      const rate = { id: newId(), ...everybody, validFrom: '2026-01-01' }
      const hours = await w.book('approved')
      const agree = (version: number | null, price: string) =>
        writing(administration, (write) => saveRate(write, { ...rate, version, price }))
      const reprice = async () => {
        const left = await reading(admin, ({ db }) =>
          db.execute<{ data: JobData }>(
            sql`select data from pgboss.job where name = 'hours.reprice' and data->>'organizationId' = ${w.organizationId}`,
          ),
        )
        for (const { data } of left) await hoursJobs['hours.reprice']?.(data)
        return (await w.all()).hours[0]?.netAmount
      }
      await agree(null, '60.0000')
      const [id = ''] = await w.due()
      await agree(1, '80.0000')
      expect(await reprice()).toBe('450.00')
      if (how === 'withdrawn')
        await writing(administration, (write) => withdraw(write, { id, version: 1, reason: 'Fout' }), now)
      else if (how === 'expired') await writing(admin, expireRequests, now.add({ hours: 24 * 31 }))
      else await w.answer({ [hours]: 'rejected' })
      expect(await reprice()).toBe('600.00')
    },
  )

  test('of whose lead no longer works here the office hears what is rejected', async () => {
    const { administration, technician } = w.actors
    const lead = await addTechnician(w.organizationId)
    await writing(administration, async ({ db }) => {
      await db.update(projects).set({ leadId: lead.id }).where(eq(projects.id, w.project.id))
      await db.update(members).set({ active: false }).where(eq(members.id, lead.id))
    })
    const id = await w.book('approved')
    await w.due()
    await w.answer({ [id]: 'rejected' })
    const told = (await w.all()).mails.filter((mail) => mail.kind === 'approvals.lines_rejected')
    expect(told.map((mail) => mail.recipientName).sort()).toEqual([administration.name, technician.name].sort())
  })

  test('opening a link changes nothing; a thousand wrong tokens make it slow for who tries them', async () => {
    await w.book('approved')
    await w.due()
    const { token } = await w.opened()
    await inOneWindow(600, async () => {
      const address = `test-${newId()}`
      expect(await openLinkFrom(address, token, 'approval')).toMatchObject({ state: 'open' })
      expect(await isOverLimit(`address:${address}`, 'links.wrong', 1, 600)).toBe(false)
      for (let tried = 0; tried < 300; tried++) await withinLimit(`address:${address}`, 'links.wrong', 300, 600)
      expect(await openLinkFrom(address, token, 'approval')).toBe('slow')
      expect(await openLinkFrom(`${address}-other`, token, 'approval')).toMatchObject({ state: 'open' })
    })
    const [link] = await reading(w.actors.admin, ({ db }) =>
      db
        .select()
        .from(links)
        .where(and(eq(links.purpose, 'approval'))),
    )
    expect(link?.usedAt).toBeNull()
  })
})

/** Steps in any order: what is done to the lines is done by the tables of steps, whoever tries what. */
describe('any order of steps', () => {
  test('leaves each line in one place, and never accepted and rejected both', async () => {
    const step = fc.constantFrom(
      'submit',
      'approve',
      'return',
      'due',
      'offer',
      'yes',
      'no',
      'mixed',
      'withdraw',
      'expire',
      'remind',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.boolean(), async (walk, onSubmission) => {
        const here = await world({}, onSubmission ? 'on_submission' : 'after_internal')
        const ids = [await here.book('open'), await here.book('open', here.actors.planner)]
        let hour = 0
        for (const name of walk) {
          const at = now.add({ hours: ++hour })
          const open = (await here.all()).requests.find((request) => request.status === 'open')
          const say = (first: ApprovalAnswer, second: ApprovalAnswer) =>
            here.answer({ [ids[0] ?? '']: first, [ids[1] ?? '']: second }, { at })
          const acts: Record<typeof name, () => Promise<unknown>> = {
            submit: () => stepAll(here, 'submit', at),
            approve: () => stepAll(here, 'approve', at),
            return: () => stepAll(here, 'return', at),
            due: () => here.due(at),
            offer: () => here.offerNow(at),
            yes: async () => open && say('approved', 'approved'),
            no: async () => open && say('rejected', 'rejected'),
            mixed: async () => open && say('rejected', 'approved'),
            withdraw: async () =>
              open &&
              writing(
                here.actors.admin,
                (write) => withdraw(write, { id: open.id, version: open.version, reason: 'x' }),
                at,
              ),
            expire: () => writing(here.actors.admin, expireRequests, at),
            remind: () => writing(here.actors.admin, remindDue, at),
          }
          await refusal(acts[name]())
          await check(here)
        }
      }),
      { numRuns: 12 },
    )
  }, 240_000)
})

async function stepAll(here: World, step: 'submit' | 'approve' | 'return', at: Temporal.Instant): Promise<void> {
  for (const line of (await here.all()).hours)
    if ((lineSteps[step].from as readonly string[]).includes(line.state))
      await here.set(line.id, lineSteps[step].to, at.toString())
}

async function check(here: World): Promise<void> {
  const { requests, lines, hours } = await here.all()
  for (const line of hours) {
    const own = lines.filter((one) => one.timeEntryId === line.id)
    const open = own.filter(
      (one) => requests.find((request) => request.id === one.requestId)?.status === 'open' && !one.answer,
    )
    expect(open.length).toBe(line.state === 'offered' ? 1 : 0)
    const yes = own.filter((one) => one.answer === 'approved').length
    expect(yes).toBe(line.state === 'accepted' ? 1 : 0)
    if (line.state === 'rejected') expect(own.at(-1)?.answer).toBe('rejected')
  }
}

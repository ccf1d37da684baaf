import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { members } from '@/db/schema/auth'
import { history } from '@/db/schema/history'
import { expenses, timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { orders } from '@/db/schema/orders'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { bookExpense, bookHours, makeProject } from '@/scripts/test/hours'
import { makeOrder } from '@/scripts/test/order'
import { approveLines, type Decided, returnLines } from './mutations/decide'
import { editEntry, removeEntry } from './mutations/entries'
import { removeExpense, saveExpense } from './mutations/expenses'
import { submitPeriod, takeBack } from './mutations/sheets'
import { mySheets } from './queries/my-sheets'
import { sheetForApproval } from './queries/sheet'
import { sheetsToApprove } from './queries/sheets'
import { expensesOfVisit } from './queries/visit'
import { myHoursWaiting } from './queries/waiting'

// Monday 16 to Sunday 22 November 2026 is week 47.
const monday = '2026-11-16'
const week = { kind: 'week' as const, day: '2026-11-18' }
const after = Temporal.Instant.from('2026-11-23T08:00:00Z')

/** A technician with three lines in week 47 on a project that the planner leads, and one who leads nothing. */
async function company() {
  const { actors, organizationId } = await makeCompany()
  const { planner: lead, technician, administration, admin } = actors
  const stranger = await addTechnician(organizationId, 'Leidt niets')
  const project = await makeProject(admin, { leadId: lead.id })
  const hours = await bookHours(admin, technician.id, monday, { projectId: project.id })
  const travel = await bookHours(admin, technician.id, '2026-11-17', {
    projectId: project.id,
    hourType: 'travel',
    minutes: 60,
  })
  const parking = await bookExpense(admin, technician.id, '2026-11-17', { projectId: project.id })
  const by = <T>(actor: Actor, work: Parameters<typeof writing<T>>[1], at = after) => writing(actor, work, at)
  const submit = (actor = technician) => by(actor, (write) => submitPeriod(write, week))
  const line = (id: string) =>
    reading(admin, async ({ db }) => {
      const [found] = await db.select().from(timeEntries).where(eq(timeEntries.id, id))
      if (!found) throw new Error('no such line')
      return found
    })
  const cost = (id: string) =>
    reading(admin, async ({ db }) => (await db.select().from(expenses).where(eq(expenses.id, id)))[0])
  const choice = async (id: string) => ({ kind: 'hours' as const, id, version: (await line(id)).version })
  const approve = async (actor: Actor, ...ids: string[]) => {
    const lines = await Promise.all(ids.map(choice))
    return by(actor, (write) => approveLines(write, { lines }))
  }
  const giveBack = async (actor: Actor, remark: string, ...ids: string[]) => {
    const lines = await Promise.all(ids.map(choice))
    return by(actor, (write) => returnLines(write, { lines, remark }))
  }
  return {
    organizationId,
    lead,
    technician,
    administration,
    admin,
    stranger,
    project,
    hours,
    travel,
    parking,
    by,
    submit,
    line,
    cost,
    choice,
    approve,
    giveBack,
  }
}

describe('submitting', () => {
  it('hands in hours and expenses of the week, and again is once', async () => {
    const { technician, hours, travel, parking, submit, line, cost, admin } = await company()
    expect(await submit()).toMatchObject({
      from: monday,
      to: '2026-11-22',
      lines: 3,
      minutes: 540,
      wasSubmitted: false,
    })
    expect(await line(hours)).toMatchObject({ state: 'submitted', version: 2 })
    expect((await line(travel)).state).toBe('submitted')
    expect(await cost(parking)).toMatchObject({ state: 'submitted', version: 2 })
    expect(await submit()).toMatchObject({ lines: 0, wasSubmitted: true })
    expect((await line(hours)).version).toBe(2)
    const told = await reading(admin, ({ db }) =>
      db
        .select()
        .from(history)
        .where(and(eq(history.subjectType, 'sheet'), eq(history.subjectId, technician.id))),
    )
    expect(told.map(({ action }) => action)).toEqual(['hours.submit'])
  })

  it('twice at once is once', async () => {
    const { submit, hours, line } = await company()
    const answers = await Promise.all([submit(), submit()])
    expect(answers.map(({ wasSubmitted }) => wasSubmitted).sort()).toEqual([false, true])
    expect((await line(hours)).version).toBe(2)
  })

  it('refuses an empty period, one that is not over, and somebody else’s', async () => {
    const { technician, stranger, administration, by, submit } = await company()
    await expect(submit(stranger)).rejects.toMatchObject({ code: 'hours.nothing_to_submit' })
    const friday = Temporal.Instant.from('2026-11-20T08:00:00Z')
    const early = (say?: boolean) => by(technician, (write) => submitPeriod(write, { ...week, early: say }), friday)
    await expect(early()).rejects.toMatchObject({ code: 'hours.period_open' })
    const forHim = (actor: Actor) =>
      by(actor, (write) => submitPeriod(write, { ...week, memberId: technician.id }), after)
    await expect(forHim(stranger)).rejects.toMatchObject({ code: 'hours.not_yours' })
    await expect(
      by(administration, (write) => submitPeriod(write, { ...week, memberId: newId() })),
    ).rejects.toMatchObject({ code: 'common.not_found' })
    expect(await early(true)).toMatchObject({ lines: 3 })
    expect(await forHim(administration)).toMatchObject({ wasSubmitted: true })
  })

  it('takes a whole month by its days', async () => {
    const { technician, by, admin, project } = await company()
    await bookHours(admin, technician.id, '2026-11-30', { projectId: project.id })
    await bookHours(admin, technician.id, '2026-12-01', { projectId: project.id })
    const december = Temporal.Instant.from('2026-12-02T08:00:00Z')
    const done = await by(technician, (write) => submitPeriod(write, { kind: 'month', day: monday }), december)
    expect(done).toMatchObject({ from: '2026-11-01', to: '2026-11-30', lines: 4 })
  })

  it('leaves the lines of a visit behind that is not closed, and names it', async () => {
    const { technician, admin, lead, by, submit, line } = await company()
    const order = await makeOrder(lead)
    const visit = await by(lead, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const onVisit = await bookHours(admin, technician.id, monday, {
      orderId: order.id,
      visitId: visit.id,
      startAt: '2026-11-16T16:00:00Z',
      endAt: '2026-11-16T17:00:00Z',
      minutes: 60,
    })
    expect(await submit()).toMatchObject({ lines: 3, left: [order.number] })
    expect((await line(onVisit)).state).toBe('open')
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'start'))
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'complete'))
    expect(await submit()).toMatchObject({ lines: 1, left: [] })
    expect((await line(onVisit)).state).toBe('submitted')
  })

  it('with nothing but a visit that is not closed says which', async () => {
    const { stranger, admin, lead, by, submit } = await company()
    const order = await makeOrder(lead)
    const visit = await by(lead, (write) => assignOrder(write, { orderId: order.id, memberIds: [stranger.id] }))
    const times = { startAt: '2026-11-16T16:00:00Z', endAt: '2026-11-16T17:00:00Z' }
    await bookHours(admin, stranger.id, monday, { orderId: order.id, visitId: visit.id, ...times, minutes: 60 })
    await expect(submit(stranger)).rejects.toMatchObject({ code: 'hours.visit_open', params: { number: order.number } })
  })

  it('can be taken back until somebody decided', async () => {
    const { technician, lead, hours, travel, by, submit, line, approve } = await company()
    const back = () => by(technician, (write) => takeBack(write, week))
    await expect(back()).rejects.toMatchObject({ code: 'hours.nothing_to_take_back' })
    await submit()
    await approve(lead, hours)
    expect(await back()).toEqual({ lines: 2 })
    expect((await line(hours)).state).toBe('approved')
    expect(await line(travel)).toMatchObject({ state: 'open', submittedAt: null })
  })
})

describe('approving', () => {
  it('is for the lead of the project and for administration', async () => {
    const { lead, administration, technician, stranger, hours, travel, submit, approve, line } = await company()
    await submit()
    for (const actor of [stranger, technician])
      await expect(approve(actor, hours)).rejects.toMatchObject({ code: 'common.not_found' })
    expect((await approve(lead, hours)).done).toEqual([{ kind: 'hours', id: hours }])
    expect(await line(hours)).toMatchObject({ state: 'approved', approvedById: lead.id, approvedAt: after.toString() })
    expect((await approve(administration, travel)).done).toHaveLength(1)
  })

  it('of what is on no project is administration’s', async () => {
    const { lead, administration, technician, admin, submit, approve } = await company()
    const loose = await bookHours(admin, technician.id, '2026-11-19')
    await submit()
    await expect(approve(lead, loose)).rejects.toMatchObject({ code: 'common.not_found' })
    expect((await approve(administration, loose)).done).toHaveLength(1)
  })

  it('of what is on an order of the project is its lead’s too', async () => {
    const { lead, technician, admin, project, submit, approve, stranger } = await company()
    const order = await makeOrder(lead)
    await writing(admin, ({ db }) => db.update(orders).set({ projectId: project.id }).where(eq(orders.id, order.id)))
    const onOrder = await bookHours(admin, technician.id, '2026-11-19', { orderId: order.id })
    await submit()
    const [row] = await reading(lead, (read) => sheetsToApprove(read, { kind: 'week' }))
    expect(row).toMatchObject({ lines: 4 })
    const sheet = await reading(lead, (read) => sheetForApproval(read, { memberId: technician.id, ...week }))
    expect(sheet?.days.flatMap((day) => day.lines)).toHaveLength(4)
    await expect(approve(stranger, onOrder)).rejects.toMatchObject({ code: 'common.not_found' })
    expect((await approve(lead, onOrder)).done).toHaveLength(1)
  })

  it('by two leads at once: one does it, the other hears who and when, and nothing is written over', async () => {
    const { lead, administration, hours, travel, submit, choice, by, line } = await company()
    await submit()
    const lines = [await choice(hours), await choice(travel)]
    const answers = await Promise.allSettled([
      by(lead, (write) => approveLines(write, { lines })),
      by(administration, (write) => returnLines(write, { lines, remark: 'Klopt niet' })),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const first = answers[0]?.status === 'fulfilled' ? lead : administration
    const lost = answers.find((one) => one.status === 'rejected')?.reason as Refused
    expect(lost).toBeInstanceOf(Refused)
    expect(lost.code).toBe('hours.decided')
    expect(lost.params).toMatchObject({ who: first.name, when: '23/11 09:00' })
    for (const id of [hours, travel]) expect((await line(id)).state).toBe(first === lead ? 'approved' : 'returned')
  })

  it('tells line by line what another did meanwhile, and does the rest', async () => {
    const { lead, administration, hours, travel, submit, choice, approve, by, line } = await company()
    await submit()
    const seen = [await choice(hours), await choice(travel)]
    await approve(administration, hours)
    const answer: Decided = await by(lead, (write) => approveLines(write, { lines: seen }))
    expect(answer.done).toEqual([{ kind: 'hours', id: travel }])
    expect(answer.refused).toEqual([
      { kind: 'hours', id: hours, code: 'hours.decided', who: administration.name, when: '23/11 09:00' },
    ])
    expect((await line(hours)).approvedById).toBe(administration.id)
  })

  it('leaves what the member changed or took back meanwhile', async () => {
    const { lead, technician, hours, submit, choice, by } = await company()
    await submit()
    const seen = [await choice(hours)]
    await by(technician, (write) => takeBack(write, week))
    const approve = () => by(lead, (write) => approveLines(write, { lines: seen }))
    await expect(approve()).rejects.toMatchObject({ code: 'hours.taken_back' })
    await submit()
    await expect(approve()).rejects.toMatchObject({ code: 'hours.changed' })
  })

  it('of an expense goes the same way', async () => {
    const { lead, parking, submit, by, cost } = await company()
    await submit()
    const lines = [{ kind: 'expense' as const, id: parking, version: 2 }]
    await by(lead, (write) => approveLines(write, { lines }))
    expect(await cost(parking)).toMatchObject({ state: 'approved', approvedById: lead.id })
    await by(lead, (write) =>
      returnLines(write, { lines: [{ kind: 'expense', id: parking, version: 3 }], remark: 'Bon?' }),
    )
    expect(await cost(parking)).toMatchObject({ state: 'returned', remark: 'Bon?', approvedById: null })
  })
})

describe('the correction loop', () => {
  it('returns one of three with a remark, mails it, and only that one is handed in again', async () => {
    const { technician, lead, admin, hours, travel, parking, submit, giveBack, approve, line, cost } = await company()
    await submit()
    await giveBack(lead, 'Dit was het andere project', hours)
    expect(await line(hours)).toMatchObject({ state: 'returned', remark: 'Dit was het andere project' })
    const sent = await reading(admin, ({ db }) => db.select().from(mails).where(eq(mails.kind, 'hours.returned')))
    expect(sent).toHaveLength(1)
    expect(sent[0]?.recipient).toContain('technician')
    expect(sent[0]?.text).toContain('Dit was het andere project')
    expect(await reading(technician, (read) => myHoursWaiting(read, '2026-11-24'))).toMatchObject({ sentBack: 1 })
    const mine = await reading(technician, (read) => mySheets(read, 'week', { from: monday, to: '2026-11-22' }))
    expect(mine).toMatchObject([{ state: 'to_mend', toSubmit: 1, toTakeBack: 2, toMend: [{ id: hours }] }])

    await writing(technician, ({ db }) => db.update(timeEntries).set({ minutes: 420 }).where(eq(timeEntries.id, hours)))
    expect(await submit()).toMatchObject({ lines: 1, minutes: 420 })
    expect(await line(hours)).toMatchObject({ state: 'submitted', remark: '' })
    expect((await line(travel)).version).toBe(2)
    await approve(lead, hours, travel)
    expect((await line(hours)).state).toBe('approved')
    expect((await cost(parking))?.state).toBe('submitted')
  })

  it('is told in the member’s language', async () => {
    const { technician, lead, admin, hours, submit, giveBack } = await company()
    await writing(admin, ({ db }) => db.update(members).set({ locale: 'fr' }).where(eq(members.id, technician.id)))
    await submit()
    await giveBack(lead, 'Autre projet', hours)
    const [mail] = await reading(admin, ({ db }) => db.select().from(mails).where(eq(mails.kind, 'hours.returned')))
    expect(mail?.subject).toBe('Une ligne de vos heures renvoyée par Test planner')
  })

  it('takes an approval back as long as nothing is billed', async () => {
    const { lead, hours, travel, admin, submit, approve, giveBack, line } = await company()
    await submit()
    await approve(lead, hours, travel)
    await giveBack(lead, 'Toch niet', hours)
    expect(await line(hours)).toMatchObject({ state: 'returned', approvedAt: null, approvedById: null })
    await writing(admin, ({ db }) =>
      db.update(timeEntries).set({ invoiceState: 'concept' }).where(eq(timeEntries.id, travel)),
    )
    await expect(giveBack(lead, 'Toch niet', travel)).rejects.toMatchObject({ code: 'hours.billed' })
    await writing(admin, ({ db }) =>
      db.update(timeEntries).set({ invoiceState: 'open', state: 'offered' }).where(eq(timeEntries.id, travel)),
    )
    await expect(giveBack(lead, 'Toch niet', travel)).rejects.toMatchObject({ code: 'hours.at_customer' })
  })
})

describe('locks', () => {
  it('shows who mends an expense of a visit what another screen saved meanwhile', async () => {
    const { technician, lead, by } = await company()
    const order = await makeOrder(lead)
    const visit = await by(lead, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const about = { id: newId(), visitId: visit.id, kind: 'toll', description: '', vatRate: '21' } as const
    const save = (grossAmount: string, version?: number) =>
      by(technician, (write) => saveExpense(write, { ...about, grossAmount, version }))
    await save('5')
    await save('6', 1)
    await expect(save('7', 1)).rejects.toMatchObject({
      code: 'common.stale',
      current: { id: about.id, version: 2, grossAmount: '6', kind: 'toll' },
    })
    await save('7', 2)
  })

  it('takes an expense of a visit back only as it was seen, once, and puts it back with its id', async () => {
    const { technician, lead, admin, by } = await company()
    const order = await makeOrder(lead)
    const visit = await by(lead, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const about = { id: newId(), visitId: visit.id, kind: 'toll', description: '', vatRate: '21' } as const
    const save = (grossAmount: string, version?: number) =>
      by(technician, (write) => saveExpense(write, { ...about, grossAmount, version }))
    const remove = (version: number) => by(technician, (write) => removeExpense(write, { id: about.id, version }))
    expect(await save('5')).toEqual({ version: 1 })
    expect(await save('6', 1)).toEqual({ version: 2 })
    const seen = { id: about.id, version: 2, grossAmount: '6', isRemoved: false }
    await expect(remove(1)).rejects.toMatchObject({ code: 'common.stale', current: seen })
    const answers = await Promise.all([remove(2), remove(2)])
    expect(answers).toEqual([{ version: 3 }, { version: 3 }])
    // Who still sees it is told that it is gone.
    await expect(save('7', 2)).rejects.toMatchObject({ code: 'common.stale', current: { version: 3, isRemoved: true } })
    expect(await save('6', 3)).toEqual({ version: 4 })
    const left = await reading(admin, (read) => expensesOfVisit(read, visit.id))
    expect(left).toMatchObject([{ id: about.id, grossAmount: '6.00', version: 4 }])
  })

  it('refuses changes of a visit’s hours and expenses once they are handed in, and lets mend what came back', async () => {
    const { technician, admin, lead, administration, by, submit, approve, giveBack, line } = await company()
    const order = await makeOrder(lead)
    const visit = await by(lead, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const times = { startAt: '2026-11-16T16:00:00Z', endAt: '2026-11-16T17:00:00Z' }
    const id = await bookHours(admin, technician.id, monday, {
      orderId: order.id,
      visitId: visit.id,
      ...times,
      minutes: 60,
    })
    const cost = newId()
    await by(technician, (write) =>
      saveExpense(write, {
        id: cost,
        visitId: visit.id,
        kind: 'toll',
        description: '',
        grossAmount: '5',
        vatRate: '21',
      }),
    )
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'start'))
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'complete'))
    const edit = async () => {
      const { version } = await line(id)
      const window = { startAt: times.startAt, endAt: '2026-11-16T16:30:00Z' }
      return by(technician, (write) => editEntry(write, { id, version, hourType: 'work', ...window, reason: 'Korter' }))
    }
    await expect(edit()).rejects.toMatchObject({ code: 'hours.closed' })
    await submit()
    await by(technician, (write) => submitPeriod(write, { kind: 'week', day: '2026-11-23', early: true }))
    await expect(edit()).rejects.toMatchObject({ code: 'hours.locked', params: { state: 'submitted' } })
    const [{ version } = { version: 0 }] = await reading(admin, ({ db }) =>
      db.select({ version: expenses.version }).from(expenses).where(eq(expenses.id, cost)),
    )
    await expect(by(technician, (write) => removeExpense(write, { id: cost, version }))).rejects.toMatchObject({
      code: 'hours.locked',
    })
    await expect(
      by(technician, (write) =>
        saveExpense(write, {
          id: cost,
          visitId: visit.id,
          kind: 'toll',
          description: '',
          grossAmount: '6',
          vatRate: '21',
        }),
      ),
    ).rejects.toMatchObject({ code: 'hours.locked' })
    await approve(administration, id)
    await expect(
      by(technician, (write) => removeEntry(write, { id, version: 3, reason: 'weg' })),
    ).rejects.toMatchObject({ code: 'hours.locked', params: { state: 'approved' } })
    await giveBack(administration, 'Korter', id)
    await edit()
    expect(await line(id)).toMatchObject({ minutes: 30, state: 'returned' })
  })
})

describe('the lead’s list', () => {
  it('has the periods of one’s own projects with what deserves a look, and everybody’s for administration', async () => {
    const { technician, stranger, lead, administration, admin, submit } = await company()
    await bookHours(admin, stranger.id, monday, { minutes: 700 })
    await Promise.all([submit(), submit(stranger)])
    const list = (actor: Actor, kind: 'week' | 'month' = 'week') =>
      reading(actor, (read) => sheetsToApprove(read, { kind }))
    expect(await list(lead)).toMatchObject([
      {
        memberId: technician.id,
        from: monday,
        to: '2026-11-22',
        lines: 3,
        minutes: 540,
        expenses: '10.00',
        states: ['submitted'],
      },
    ])
    expect((await list(administration)).map((row) => row.memberId).sort()).toEqual([technician.id, stranger.id].sort())
    const long = (await list(administration)).find((row) => row.memberId === stranger.id)
    expect(long?.warnings).toContain('long_day')
    expect((await list(lead, 'month')).map(({ from, to }) => [from, to])).toEqual([['2026-11-01', '2026-11-30']])
    expect(await list(stranger)).toEqual([])
  })

  it('shows a lead the lines of their own projects only, and that more was booked', async () => {
    const { technician, lead, administration, admin, submit } = await company()
    await bookHours(admin, technician.id, monday, { minutes: 90 })
    await submit()
    const sheet = (actor: Actor) =>
      reading(actor, (read) => sheetForApproval(read, { memberId: technician.id, ...week }))
    const [own, all] = [await sheet(lead), await sheet(administration)]
    expect(own?.days[0]).toMatchObject({ day: monday, booked: 570, elsewhere: 90, lines: [{ minutes: 480 }] })
    expect(all?.days[0]).toMatchObject({ booked: 570, elsewhere: 0 })
    expect(all?.days.flatMap((day) => day.lines)).toHaveLength(4)
    expect(await sheet(technician)).toBeNull()
  })
})

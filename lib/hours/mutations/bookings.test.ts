import { and, eq, isNull, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { organizations } from '@/db/schema/auth'
import { files } from '@/db/schema/files'
import { expenses, rates, timeEntries } from '@/db/schema/hours'
import { orderLines, orders } from '@/db/schema/orders'
import { projectPhases, projects } from '@/db/schema/projects'
import { leaves } from '@/db/schema/visits'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { addDays, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { makeProject } from '@/scripts/test/project'
import { saveBookingInput, saveDayExpenseInput } from '../input'
import { bookingChoices } from '../queries/choices'
import { weekData } from '../queries/week'
import { minutesOf, weekTotals } from '../rules/sheet'
import { dayLength } from '../rules/week'
import { removeBooking, saveBooking } from './bookings'
import { copyWeek, undoCopy } from './copy'
import { removeDayExpense, saveDayExpense } from './day-expenses'
import { addEntry } from './entries'
import { startTimer, stopTimer } from './timers'

// A Friday noon in winter: Monday 17 … Sunday 23 November 2031.
const now = '2031-11-21T11:00:00Z'
const monday = '2031-11-17'
const friday = '2031-11-21'

async function refusal(promise: Promise<unknown>): Promise<Refused> {
  const refused = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (refused instanceof Refused) return refused
  throw refused ?? new Error('was not refused')
}

const by = <T>(actor: Actor, work: (write: Write) => Promise<T>, at = now) =>
  writing(actor, work, Temporal.Instant.from(at))

async function scene() {
  const company = await makeCompany()
  const { admin, technician, administration } = company.actors
  const project = await makeProject(admin)
  const book = (input: Record<string, unknown> = {}, actor: Actor = technician, at = now) =>
    by(
      actor,
      (write) =>
        saveBooking(
          write,
          saveBookingInput.parse({
            id: newId(),
            day: monday,
            projectId: project.id,
            hourType: 'work',
            minutes: 60,
            ...input,
          }),
        ),
      at,
    )
  const entries = () => reading(admin, ({ db }) => db.select().from(timeEntries).where(isNull(timeEntries.removedAt)))
  const entry = async (id: string) =>
    (await reading(admin, ({ db }) => db.select().from(timeEntries).where(eq(timeEntries.id, id))))[0]
  return { ...company, admin, technician, administration, project, book, entries, entry }
}

describe('booking hours', () => {
  test('minutes of a day on a project, with the price of the most specific rate; sent twice it is once', async () => {
    const { technician, admin, project, book, entry, organizationId } = await scene()
    const rateId = newId()
    await by(admin, (write) =>
      write.db.insert(rates).values({ organizationId, id: rateId, price: '60', validFrom: '2031-01-01' }),
    )
    const id = newId()
    const first = await book({ id, minutes: 90, phaseId: project.phaseId, notes: 'Leidingen' })
    expect(await book({ id, minutes: 90, phaseId: project.phaseId, notes: 'Leidingen' })).toEqual(first)
    expect(await entry(id)).toMatchObject({
      memberId: technician.id,
      minutes: 90,
      phaseId: project.phaseId,
      netAmount: '90.00',
      rateId,
      state: 'open',
      startAt: null,
      notes: 'Leidingen',
    })
  })

  test('an edit says which version it saw, and both versions are there when another was first', async () => {
    const { book, entry } = await scene()
    const id = newId()
    await book({ id })
    expect(await book({ id, version: 1, minutes: 120 })).toEqual({ version: 2, minutes: 120 })
    const stale = await refusal(book({ id, version: 1, minutes: 30 }))
    expect(stale.code).toBe('common.stale')
    expect(stale.current).toMatchObject({ version: 2, minutes: 120 })
    expect((await refusal(book({ id, minutes: 45 }))).code).toBe('common.stale')
    expect((await entry(id))?.minutes).toBe(120)
  })

  test('what was removed comes back with its id', async () => {
    const { technician, book, entry } = await scene()
    const id = newId()
    await book({ id })
    await by(technician, (write) => removeBooking(write, { id, version: 1 }))
    expect((await entry(id))?.removedAt).not.toBeNull()
    expect((await refusal(by(technician, (write) => removeBooking(write, { id, version: 2 })))).code).toBe(
      'common.not_found',
    )
    expect(await book({ id })).toEqual({ version: 3, minutes: 60 })
    expect((await entry(id))?.removedAt).toBeNull()
  })

  test('somebody else does not exist, except for the administration', async () => {
    const { organizationId, technician, administration, book, entry, project } = await scene()
    const mate = await addTechnician(organizationId)
    const id = newId()
    expect((await refusal(book({ memberId: technician.id }, mate))).code).toBe('common.not_found')
    await book({ id, memberId: technician.id }, administration)
    expect((await entry(id))?.memberId).toBe(technician.id)
    expect((await refusal(book({ id, version: 1 }, mate))).code).toBe('common.not_found')
    expect((await refusal(by(mate, (write) => removeBooking(write, { id, version: 1 })))).code).toBe('common.not_found')
    const other = await scene()
    expect((await refusal(other.book({ projectId: project.id }))).code).toBe('common.not_found')
    expect((await refusal(book({ phaseId: other.project.phaseId }))).code).toBe('projects.no_phase')
    expect((await refusal(book({ memberId: other.technician.id }, administration))).code).toBe('common.not_found')
    await expect(reading(mate, (read) => weekData(read, technician.id, monday))).rejects.toThrow('common.not_found')
  })

  test('not in the future, not on a project that is closed or not there yet, not over an end that lies before', async () => {
    const { admin, book, project } = await scene()
    expect((await refusal(book({ day: addDays(friday, 1) }))).code).toBe('hours.future')
    // In Brussels it is tomorrow already.
    await book({ day: addDays(friday, 1) }, undefined, '2031-11-21T23:30:00Z')
    expect((await refusal(book({ day: friday, minutes: undefined, from: '13:00', to: '14:00' }))).code).toBe(
      'hours.future',
    )
    expect((await refusal(book({ minutes: undefined, from: '13:00', to: '12:00' }))).code).toBe('hours.window')
    const ofPhase = eq(projectPhases.id, project.phaseId)
    await by(admin, ({ db }) => db.update(projectPhases).set({ doneAt: now }).where(ofPhase))
    expect(await refusal(book({ phaseId: project.phaseId }))).toMatchObject({
      code: 'projects.phase_done',
      fields: { phaseId: 'projects.phase_done' },
    })
    await by(admin, (write) =>
      write.db
        .update(projects)
        .set({ startsOn: '2031-11-18', endsOn: '2031-11-20' })
        .where(eq(projects.id, project.id)),
    )
    expect((await refusal(book())).code).toBe('projects.not_begun')
    expect((await refusal(book({ day: friday }))).code).toBe('projects.ended')
    await by(admin, (write) => write.db.update(projects).set({ closedAt: now }).where(eq(projects.id, project.id)))
    expect((await refusal(book({ day: '2031-11-19' }))).code).toBe('projects.closed')
  })

  test('times of a day lie on it and never over other times', async () => {
    const { technician, book, entry } = await scene()
    const id = newId()
    expect(await book({ id, minutes: undefined, from: '22:00', to: '00:00' })).toEqual({ version: 1, minutes: 120 })
    expect(await entry(id)).toMatchObject({ startAt: '2031-11-17T21:00:00Z', endAt: '2031-11-17T23:00:00Z' })
    expect((await refusal(book({ minutes: undefined, from: '21:00', to: '22:30' }))).code).toBe('hours.overlap')
    await book({ minutes: undefined, from: '21:00', to: '22:00' })
    // A note alone leaves the times as they are.
    await book({ id, version: 1, minutes: 120, notes: 'Nacht' })
    expect(await entry(id)).toMatchObject({ startAt: '2031-11-17T21:00:00Z', notes: 'Nacht' })
    await by(technician, (write) => removeBooking(write, { id, version: 2 }))
    await book({ id, minutes: 120 })
    expect(await entry(id)).toMatchObject({ startAt: '2031-11-17T21:00:00Z', version: 4 })
  })

  test('a day takes what it lasts, whatever is booked: 24, 23 or 25 hours', async () => {
    const { book } = await scene()
    const full = await refusal(book({ minutes: 1500 }))
    expect(full.code).toBe('hours.day_full')
    expect(full.params).toEqual({ most: '24:00', left: '24:00' })
    await book({ minutes: 1400 })
    expect((await refusal(book({ minutes: 41 }))).params.left).toBe('0:40')
    await book({ minutes: 40, hourType: 'break' })
    expect((await refusal(book({ minutes: 1 }))).code).toBe('hours.day_full')
    const [spring, autumn] = ['2031-03-30', '2031-10-26']
    expect((await refusal(book({ day: spring, minutes: 24 * 60 }))).params.most).toBe('23:00')
    await book({ day: spring, minutes: 23 * 60 })
    await book({ day: autumn, minutes: 25 * 60 })
  })

  test('many at once never book more than a day has', async () => {
    const { book, entries } = await scene()
    const replies = await Promise.allSettled(Array.from({ length: 12 }, () => book({ minutes: 300 })))
    expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    expect(minutesOf(await entries())).toBe(1200)
    const refused = replies.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(new Set(refused)).toEqual(new Set(['hours.day_full']))
  })

  test('what is submitted or approved is locked, and says by whom and when', async () => {
    const { admin, technician, book, entry } = await scene()
    const id = newId()
    await book({ id })
    await by(admin, (write) =>
      write.db
        .update(timeEntries)
        .set({ state: 'approved', approvedAt: now, approvedById: admin.id })
        .where(eq(timeEntries.id, id)),
    )
    const locked = await refusal(book({ id, version: 1, minutes: 30 }))
    expect(locked.code).toBe('hours.locked')
    expect(locked.params).toEqual({ state: 'approved', by: 'Test admin', on: Date.parse(now) })
    expect((await refusal(by(technician, (write) => removeBooking(write, { id, version: 1 })))).code).toBe(
      'hours.locked',
    )
    for (const change of [{ state: 'offered' as const }, { state: 'rejected' as const, remark: 'Te veel' }])
      await by(admin, (write) => write.db.update(timeEntries).set(change).where(eq(timeEntries.id, id)))
    await book({ id, version: 1, minutes: 30 })
    expect(await entry(id)).toMatchObject({ state: 'rejected', minutes: 30, remark: 'Te veel' })
  })

  test('either an order, or a project, or own time', () => {
    const base = { id: newId(), day: monday, minutes: 60, hourType: 'training' }
    expect(saveBookingInput.safeParse(base).success).toBe(true)
    expect(saveBookingInput.safeParse({ ...base, hourType: 'work' }).success).toBe(false)
    expect(saveBookingInput.safeParse({ ...base, orderId: newId(), projectId: newId() }).success).toBe(false)
    expect(saveBookingInput.safeParse({ ...base, phaseId: newId() }).success).toBe(false)
    expect(saveBookingInput.safeParse({ ...base, from: '08:00', to: '09:00' }).success).toBe(false)
    expect(saveBookingInput.safeParse({ ...base, minutes: null, from: '08:00' }).success).toBe(false)
    expect(saveBookingInput.safeParse({ ...base, day: '0000-01-01' }).success).toBe(false)
  })
})

describe('hours on an order', () => {
  async function ordered() {
    const all = await scene()
    const order = await makeOrder(all.actors.planner)
    const line = async () =>
      (await reading(all.admin, ({ db }) => db.select().from(orderLines).where(eq(orderLines.orderId, order.id))))[0]
    const onOrder = (input: Record<string, unknown>, actor: Actor = all.administration) =>
      all.book({ projectId: undefined, orderId: order.id, ...input }, actor)
    return { ...all, order, line, onOrder }
  }

  test('work becomes a line of the order, follows what is changed, and goes with it', async () => {
    const { order, line, onOrder, administration, admin } = await ordered()
    const id = newId()
    await onOrder({ id, minutes: 90 })
    expect(await line()).toMatchObject({ source: 'time_entry', sourceId: id, quantity: '1.500', kind: 'labour' })
    await onOrder({ id, version: 1, minutes: 30 })
    expect((await line())?.quantity).toBe('0.500')
    await onOrder({ id, version: 2, minutes: 30, hourType: 'waiting' })
    expect(await line()).toBeUndefined()
    await onOrder({ id, version: 3, minutes: 30 })
    await by(administration, (write) => removeBooking(write, { id, version: 4 }))
    expect(await line()).toBeUndefined()
    await by(admin, (write) => write.db.update(orders).set({ status: 'invoiced' }).where(eq(orders.id, order.id)))
    expect((await refusal(onOrder({ id: newId() }))).code).toBe('hours.order_invoiced')
    await by(admin, (write) =>
      write.db.update(orders).set({ status: 'cancelled', cancelledAt: now }).where(eq(orders.id, order.id)),
    )
    expect((await refusal(onOrder({ id: newId() }))).code).toBe('orders.cancelled')
  })

  test('a technician books on orders of his own only; hours of a visit stay with the visit', async () => {
    const { actors, technician, order, onOrder, organizationId, admin } = await ordered()
    expect((await refusal(onOrder({}, technician))).code).toBe('common.not_found')
    const visitId = newId()
    const start = '2031-11-21T08:00:00Z'
    await by(
      actors.planner,
      (write) =>
        assignOrder(write, {
          id: visitId,
          orderId: order.id,
          memberIds: [technician.id],
          startAt: start,
          endAt: '2031-11-21T10:00:00Z',
        }),
      '2031-11-20T08:00:00Z',
    )
    await onOrder({}, technician)
    const id = newId()
    const window = { startAt: start, endAt: '2031-11-21T09:00:00Z' }
    await by(technician, (write) => addEntry(write, { id, visitId, hourType: 'work', ...window, reason: 'Vergeten' }))
    expect((await refusal(onOrder({ id, version: 1 }, technician))).code).toBe('hours.of_visit')
    expect((await refusal(by(technician, (write) => removeBooking(write, { id, version: 1 })))).code).toBe(
      'hours.of_visit',
    )
    // A visit's hours count for what a day can hold, both ways.
    await onOrder({ day: friday, minutes: 23 * 60 }, technician)
    const late = { startAt: '2031-11-21T10:00:00Z', endAt: '2031-11-21T10:30:00Z' }
    const more = by(technician, (write) =>
      addEntry(write, { id: newId(), visitId, hourType: 'work', ...late, reason: 'Meer' }),
    )
    expect((await refusal(more)).code).toBe('hours.day_full')
    const week = await reading(technician, (read) => weekData(read, technician.id, monday))
    expect(week.days[4]).toMatchObject({ day: friday, planned: 120 })
    expect(week.entries.filter(({ visitId: of }) => of === visitId)).toHaveLength(1)
    const choices = await reading(technician, (read) => bookingChoices(read, technician.id, monday))
    expect(choices.orders.map((one) => one.id)).toEqual([order.id])
    const others = await addTechnician(organizationId)
    expect((await reading(others, (read) => bookingChoices(read, others.id, monday))).orders).toEqual([])
    expect((await reading(admin, (read) => bookingChoices(read, admin.id, monday, order.number))).orders).toHaveLength(
      1,
    )
  })
})

describe('copying last week', () => {
  test('takes rows to the same weekdays, and says what stays behind and why', async () => {
    const { admin, technician, project, book, entries, organizationId } = await scene()
    const closed = await makeProject(admin)
    const last = addDays(monday, -7)
    await book({ day: last, minutes: 200, notes: 'Oud' })
    await book({ day: last, minutes: 40 })
    await book({ day: addDays(last, 1), minutes: 480 })
    await book({ day: addDays(last, 2), minutes: 480 })
    await book({ day: addDays(last, 4), minutes: 480, projectId: closed.id })
    await book({ day: addDays(last, 5), minutes: 60 })
    await by(admin, async (write) => {
      await write.db.update(projects).set({ closedAt: now }).where(eq(projects.id, closed.id))
      const day = addDays(monday, 2)
      const [startAt, endAt] = [`${day}T00:00:00Z`, `${addDays(day, 1)}T00:00:00Z`]
      await write.db
        .insert(leaves)
        .values({ organizationId, id: newId(), memberId: technician.id, kind: 'holiday', startAt, endAt })
    })
    await book({ day: addDays(monday, 1), minutes: 30 })
    const before = (await entries()).length
    const reply = await by(technician, (write) => copyWeek(write, { from: friday }))
    expect(reply.copied.map(({ day, minutes }) => [day, minutes])).toEqual([[monday, 240]])
    expect(reply.skipped.map(({ day, code }) => [day, code])).toEqual([
      [addDays(monday, 1), 'hours.already'],
      [addDays(monday, 2), 'hours.away'],
      [friday, 'projects.closed'],
      [addDays(monday, 5), 'hours.future'],
    ])
    const made = (await entries()).find(({ id }) => id === reply.copied[0]?.id)
    expect(made).toMatchObject({ projectId: project.id, notes: '', minutes: 240 })
    const again = await by(technician, (write) => copyWeek(write, { from: monday }))
    expect(again.copied).toEqual([])
    const ids = reply.copied.map(({ id }) => id)
    expect(await by(technician, (write) => undoCopy(write, { ids }))).toEqual({ removed: 1 })
    expect(await entries()).toHaveLength(before)
  })

  test('a holiday stays empty, and undoing is for oneself', async () => {
    const { technician, administration, organizationId, book } = await scene()
    const mate = await addTechnician(organizationId)
    const armistice = '2031-11-11'
    await book({ day: addDays(armistice, -7), minutes: 480 })
    await book({ day: addDays(armistice, -6), minutes: 480 })
    const reply = await by(administration, (write) => copyWeek(write, { memberId: technician.id, from: armistice }))
    expect(reply.skipped.map(({ day, code }) => [day, code])).toEqual([[armistice, 'hours.holiday']])
    expect(reply.copied).toHaveLength(1)
    const ids = reply.copied.map(({ id }) => id)
    expect((await refusal(by(mate, (write) => undoCopy(write, { ids })))).code).toBe('common.not_found')
  })
})

describe('the clock', () => {
  const start = (write: Write, projectId: string, id = newId()) =>
    startTimer(write, { id, projectId, hourType: 'work', notes: '' })

  test('one runs at a time; what stops becomes hours, under a minute nothing', async () => {
    const { technician, project, entries } = await scene()
    const [first, second] = [newId(), newId()]
    await by(technician, (write) => start(write, project.id, first), '2031-11-21T08:00:00Z')
    await by(technician, (write) => start(write, project.id, first), '2031-11-21T08:00:30Z')
    await by(technician, (write) => start(write, project.id, second), '2031-11-21T09:30:00Z')
    expect((await entries()).map(({ minutes, origin, day }) => [minutes, origin, day])).toEqual([[90, 'clock', friday]])
    const week = await reading(technician, (read) => weekData(read, technician.id, friday))
    expect(week.timer).toMatchObject({ id: second, projectId: project.id })
    expect(week.days[4]?.clocked).toBe(90)
    const stop = (id: string, at: string) => by(technician, (write) => stopTimer(write, { id, isDropped: false }), at)
    expect(await stop(second, '2031-11-21T09:30:40Z')).toEqual({ minutes: 0, ids: [] })
    expect(await stop(second, '2031-11-21T09:50:00Z')).toEqual({ minutes: 0, ids: [] })
    expect(await entries()).toHaveLength(1)
  })

  test('one that ran over night asks for the real end, and is cut at midnight', async () => {
    const { technician, project, entries } = await scene()
    const id = newId()
    await by(technician, (write) => start(write, project.id, id), '2031-11-20T21:00:00Z')
    const asked = await refusal(by(technician, (write) => stopTimer(write, { id, isDropped: false })))
    expect(asked.code).toBe('hours.overnight')
    expect(asked.params.day).toBe('2031-11-20')
    expect((await refusal(by(technician, (write) => start(write, project.id)))).code).toBe('hours.overnight')
    const stop = (endAt: string) => by(technician, (write) => stopTimer(write, { id, endAt, isDropped: false }))
    expect((await refusal(stop('2031-11-20T20:00:00Z'))).code).toBe('hours.window')
    expect((await refusal(stop('2031-11-21T12:00:00Z'))).code).toBe('hours.future')
    expect((await stop('2031-11-21T00:30:00Z')).minutes).toBe(210)
    expect((await entries()).map(({ day, minutes }) => [day, minutes]).sort()).toEqual([
      ['2031-11-20', 120],
      ['2031-11-21', 90],
    ])
  })

  test('what can not be booked keeps running, until it is dropped', async () => {
    const { technician, project, book, entries } = await scene()
    const id = newId()
    await by(technician, (write) => start(write, project.id, id), '2031-11-21T08:00:00Z')
    await book({ day: friday, minutes: undefined, from: '09:30', to: '10:30' })
    const stop = (isDropped: boolean) => by(technician, (write) => stopTimer(write, { id, isDropped }))
    expect((await refusal(stop(false))).code).toBe('hours.overlap')
    expect((await reading(technician, (read) => weekData(read, technician.id, friday))).timer?.id).toBe(id)
    expect(await stop(true)).toEqual({ minutes: 0, ids: [] })
    expect(await entries()).toHaveLength(1)
  })

  test('starting twice at once leaves one running', async () => {
    const { technician, project } = await scene()
    await Promise.all([1, 2, 3].map(() => by(technician, (write) => start(write, project.id))))
    expect((await reading(technician, (read) => weekData(read, technician.id, friday))).timer).not.toBeNull()
  })
})

describe('expenses and kilometres', () => {
  test('a receipt and a distance on a project, with net amounts', async () => {
    const { admin, technician, project, organizationId } = await scene()
    const mate = await addTechnician(organizationId)
    const save = (input: Record<string, unknown>) =>
      by(technician, (write) =>
        saveDayExpense(
          write,
          saveDayExpenseInput.parse({ id: newId(), day: monday, projectId: project.id, vatRate: '21', ...input }),
        ),
      )
    const file = async (actor: Actor) => {
      const id = newId()
      await by(actor, (write) =>
        write.db.insert(files).values({
          organizationId,
          id,
          sha256: id.replaceAll('-', '').repeat(2),
          originalSha256: id.replaceAll('-', '').repeat(2),
          name: 'bon.jpg',
          type: 'image/jpeg',
          sizeBytes: 1,
          source: 'field',
          actorKind: 'member',
          actorId: actor.id,
        }),
      )
      return id
    }
    const [id, receiptFileId] = [newId(), await file(technician)]
    const parking = { id, kind: 'parking', grossAmount: '12.10', receiptFileId }
    expect(await save(parking)).toEqual({ version: 1, amount: '12.10' })
    expect((await save(parking)).version).toBe(1)
    expect((await refusal(save({ ...parking, grossAmount: '13' }))).code).toBe('common.stale')
    expect((await refusal(save({ kind: 'meal', grossAmount: '5', receiptFileId: await file(mate) }))).code).toBe(
      'hours.no_receipt',
    )
    expect((await refusal(save({ kind: 'meal', grossAmount: '5', receiptFileId }))).code).toBe('hours.no_receipt')
    expect(await save({ kind: 'kilometres', kilometres: '12.5' })).toEqual({ version: 1, amount: '5.38' })
    await by(admin, (write) =>
      write.db
        .update(organizations)
        .set({ settings: sql`'{"kilometreRate": "0.50"}'::jsonb` })
        .where(eq(organizations.id, organizationId)),
    )
    expect((await save({ kind: 'kilometres', kilometres: '10' })).amount).toBe('5.00')
    const rows = await reading(admin, ({ db }) =>
      db
        .select()
        .from(expenses)
        .where(and(eq(expenses.kind, 'parking'), isNull(expenses.removedAt))),
    )
    expect(rows[0]).toMatchObject({ netAmount: '10.00', projectId: project.id, day: monday })
    await by(technician, (write) => removeDayExpense(write, { id, version: 1 }))
    expect((await save(parking)).version).toBe(3)
    expect((await refusal(save({ kind: 'toll', grossAmount: '1', day: addDays(friday, 1) }))).code).toBe('hours.future')
    expect((await refusal(by(mate, (write) => removeDayExpense(write, { id, version: 3 })))).code).toBe(
      'common.not_found',
    )
  })

  test('on an order it is a line without its VAT', async () => {
    const { actors, administration, admin } = await scene()
    const order = await makeOrder(actors.planner)
    const id = newId()
    await by(administration, (write) =>
      saveDayExpense(
        write,
        saveDayExpenseInput.parse({
          id,
          day: monday,
          orderId: order.id,
          kind: 'parking',
          grossAmount: '12.10',
          vatRate: '21',
        }),
      ),
    )
    const lines = () => reading(admin, ({ db }) => db.select().from(orderLines).where(eq(orderLines.orderId, order.id)))
    expect((await lines())[0]).toMatchObject({ source: 'expense', sourceId: id, netAmount: '10.00' })
    await by(administration, (write) => removeDayExpense(write, { id, version: 1 }))
    expect(await lines()).toEqual([])
  })
})

test('whatever is booked, the totals of the week are the sum of its entries and no day holds more than it lasts', {
  timeout: 60_000,
}, async () => {
  const { technician, project, book } = await scene()
  const booking = fc.record({
    day: fc.integer({ min: 0, max: 6 }),
    minutes: fc.integer({ min: 1, max: 1500 }),
    hourType: fc.constantFrom('work', 'travel', 'break', 'waiting', 'training'),
  })
  // Weeks apart, one of them with the change to winter time.
  let week = addDays('2031-10-20', -7 * 60)
  await fc.assert(
    fc.asyncProperty(fc.array(booking, { minLength: 1, maxLength: 12 }), async (wanted) => {
      week = addDays(week, 7)
      const taken = { minutes: 0, worked: 0 }
      for (const { day, ...one } of wanted) {
        const reply = await book({ day: addDays(week, day), ...one, projectId: project.id }).catch((error: unknown) => {
          if (error instanceof Refused && error.code === 'hours.day_full') return null
          throw error
        })
        if (!reply) continue
        taken.minutes += one.minutes
        if (one.hourType !== 'break') taken.worked += one.minutes
      }
      const data = await reading(technician, (read) => weekData(read, technician.id, addDays(week, 3)))
      expect(data.from).toBe(week)
      expect(minutesOf(data.entries)).toBe(taken.minutes)
      const totals = weekTotals(data)
      expect(totals.booked).toBe(taken.worked)
      expect(totals.days.reduce((sum, { booked }) => sum + booked, 0)).toBe(totals.booked)
      for (const { day } of data.days) {
        const own = data.entries.filter((entry) => entry.day === day)
        expect(minutesOf(own)).toBeLessThanOrEqual(dayLength('Europe/Brussels', day))
      }
    }),
    { numRuns: 25 },
  )
})

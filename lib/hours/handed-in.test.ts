import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { members } from '@/db/schema/auth'
import { timeEntries, timers } from '@/db/schema/hours'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { bookHours, makeProject } from '@/scripts/test/hours'
import { saveBookingInput, saveDayExpenseInput } from './input'
import { removeBooking, saveBooking } from './mutations/bookings'
import { copyWeek } from './mutations/copy'
import { saveDayExpense } from './mutations/day-expenses'
import { approveLines, returnLines } from './mutations/decide'
import { submitPeriod, takeBack } from './mutations/sheets'
import { startTimer, stopTimer } from './mutations/timers'
import { weekData } from './queries/week'
import { weekTotals } from './rules/sheet'

// Week 47 of 2026 is 16 to 22 November; the week after it reaches into nothing that was handed in.
const monday = '2026-11-16'
const tuesday = '2026-11-17'
const after = '2026-11-23T08:00:00Z'

/** A technician with eight hours on Monday of a project, handed in unless told otherwise. */
async function scene(isHandedIn = true) {
  const { actors } = await makeCompany()
  const { technician, administration, admin } = actors
  const project = await makeProject(admin)
  const by = <T>(actor: Actor, work: (write: Write) => Promise<T>, at = after) =>
    writing(actor, work, Temporal.Instant.from(at))
  const book = (input: Record<string, unknown> = {}, actor = technician) =>
    by(actor, (write) =>
      saveBooking(
        write,
        saveBookingInput.parse({
          ...{ id: newId(), day: tuesday, projectId: project.id, hourType: 'work', minutes: 60 },
          ...input,
        }),
      ),
    )
  const first = newId()
  await book({ id: first, day: monday, minutes: 480 })
  const submit = () => by(technician, (write) => submitPeriod(write, { kind: 'week', day: monday }))
  if (isHandedIn) await submit()
  const decide = async (what: 'approve' | 'return') => {
    const [line] = await reading(admin, ({ db }) => db.select().from(timeEntries).where(eq(timeEntries.id, first)))
    const lines = [{ kind: 'hours' as const, id: first, version: line?.version ?? 0 }]
    if (what === 'approve') await by(administration, (write) => approveLines(write, { lines }))
    else await by(administration, (write) => returnLines(write, { lines, remark: 'Ander project' }))
  }
  const entries = () =>
    reading(admin, ({ db }) =>
      db
        .select()
        .from(timeEntries)
        .where(and(eq(timeEntries.memberId, technician.id), isNull(timeEntries.removedAt))),
    )
  return { ...actors, project, first, by, book, submit, decide, entries }
}

const isSubmitted = { code: 'hours.week_submitted', params: { week: 47 } }

describe('a week that was handed in', () => {
  it('takes nothing new, whichever way it comes, until it is taken back', async () => {
    const { technician, administration, project, by, book, entries } = await scene()
    await expect(book()).rejects.toMatchObject(isSubmitted)
    await expect(book({ memberId: technician.id }, administration)).rejects.toMatchObject(isSubmitted)
    const parking = {
      id: newId(),
      day: tuesday,
      projectId: project.id,
      kind: 'parking',
      grossAmount: '5',
      vatRate: '21',
    }
    await expect(
      by(technician, (write) => saveDayExpense(write, saveDayExpenseInput.parse(parking))),
    ).rejects.toMatchObject(isSubmitted)
    const own = { projectId: project.id, hourType: 'work' as const, notes: '' }
    await expect(
      by(technician, (write) => startTimer(write, { id: newId(), ...own }), '2026-11-18T09:00:00Z'),
    ).rejects.toMatchObject(isSubmitted)
    expect(await entries()).toHaveLength(1)

    await by(technician, (write) => takeBack(write, { kind: 'week', day: monday }))
    await book()
    await by(technician, (write) => saveDayExpense(write, saveDayExpenseInput.parse(parking)))
    expect(await entries()).toHaveLength(2)
  })

  it('takes no line that was moved or brought back into it, and leaves the week beside it open', async () => {
    const { technician, by, book, submit } = await scene(false)
    const removed = newId()
    await book({ id: removed })
    await by(technician, (write) => removeBooking(write, { id: removed, version: 1 }))
    await submit()
    await expect(book({ id: removed })).rejects.toMatchObject(isSubmitted)
    const later = newId()
    await book({ id: later, day: '2026-11-23' })
    await expect(book({ id: later, version: 1 })).rejects.toMatchObject(isSubmitted)
  })

  it('is skipped by copying, with why', async () => {
    const { technician, by, book, submit } = await scene(false)
    await book({ day: '2026-11-10' })
    await submit()
    expect(await by(technician, (write) => copyWeek(write, { from: monday }))).toMatchObject({
      copied: [],
      skipped: [{ day: tuesday, code: 'hours.week_submitted' }],
    })
  })

  it('leaves a clock running that can not be booked any more, and books it after taking back', async () => {
    const { technician, project, by, submit } = await scene(false)
    const id = newId()
    const started = '2026-11-20T13:00:00Z'
    await by(
      technician,
      (write) => startTimer(write, { id, projectId: project.id, hourType: 'work', notes: '' }),
      started,
    )
    await by(technician, (write) => submitPeriod(write, { kind: 'week', day: monday, early: true }), started)
    const stop = () => by(technician, (write) => stopTimer(write, { id, isDropped: false }), '2026-11-20T15:00:00Z')
    await expect(stop()).rejects.toMatchObject(isSubmitted)
    await by(technician, (write) => takeBack(write, { kind: 'week', day: monday }), '2026-11-20T15:00:00Z')
    expect(await stop()).toMatchObject({ minutes: 120 })
    expect(await submit()).toMatchObject({ lines: 2 })
  })

  it('is the member’s again while something is to be mended', async () => {
    const { book, decide } = await scene()
    await decide('return')
    await expect(book()).resolves.toMatchObject({ version: 1 })
  })

  it('approved takes what was forgotten from the administration only', async () => {
    const { technician, administration, book, decide } = await scene()
    await decide('approve')
    await expect(book()).rejects.toMatchObject({ code: 'hours.week_approved', params: { week: 47 } })
    await expect(book({ memberId: technician.id }, administration)).resolves.toMatchObject({ version: 1 })
  })

  it('handed in by the month says nothing about the days of the next month', async () => {
    const { technician, by, book } = await scene(false)
    await book({ day: '2026-11-09' })
    const december = '2026-12-07T08:00:00Z'
    const late = (day: string) =>
      by(
        technician,
        (write) => saveBooking(write, saveBookingInput.parse({ id: newId(), day, hourType: 'training', minutes: 60 })),
        december,
      )
    await late('2026-11-30')
    await by(technician, (write) => submitPeriod(write, { kind: 'month', day: monday }), december)
    await expect(late('2026-11-30')).rejects.toMatchObject({ code: 'hours.week_submitted' })
    await expect(late('2026-12-02')).resolves.toMatchObject({ version: 1 })
  })

  it('and something new at the same moment: it goes along or is refused, never beside it', async () => {
    for (let round = 0; round < 5; round++) {
      const { book, submit, entries } = await scene(false)
      const told = await Promise.all([submit(), ...[0, 1, 2].map(() => book().catch((error: unknown) => error))])
      for (const one of told.slice(1)) if (one instanceof Error) expect(one).toBeInstanceOf(Refused)
      const states = new Set((await entries()).map(({ state }) => state))
      expect([...states]).toEqual(['submitted'])
    }
  })
})

describe('the clock of a phone without reception', () => {
  it('counts from the tap to the tap, and never from a tap that is still to come', async () => {
    const { technician, project, by } = await scene(false)
    const own = { projectId: project.id, hourType: 'work' as const, notes: '' }
    const [one, two] = [newId(), newId()]
    const told = '2026-11-19T14:00:00Z'
    await by(technician, (write) => startTimer(write, { id: one, ...own, at: '2026-11-19T08:00:00Z' }), told)
    await by(technician, (write) => startTimer(write, { id: two, ...own, at: '2026-11-19T09:30:00Z' }), told)
    expect(
      await by(
        technician,
        (write) => stopTimer(write, { id: two, at: '2026-11-19T10:00:00Z', isDropped: false }),
        told,
      ),
    ).toMatchObject({ minutes: 30 })
    const ahead = newId()
    await by(technician, (write) => startTimer(write, { id: ahead, ...own, at: '2031-01-01T00:00:00Z' }), told)
    const [timer] = await reading(technician, ({ db }) => db.select().from(timers).where(eq(timers.id, ahead)))
    expect(Date.parse(timer?.startAt ?? '')).toBe(Date.parse(told))
    const minutes = await reading(technician, ({ db }) =>
      db.select({ minutes: timeEntries.minutes }).from(timeEntries).where(eq(timeEntries.origin, 'clock')),
    )
    expect(minutes.map((row) => row.minutes).sort()).toEqual([30, 90])
  })
})

describe('who must book', () => {
  it('is a technician, and whoever has days of their own: nobody else hears of missing days', async () => {
    const { technician, planner, admin, by } = await scene(false)
    const totals = async (actor: Actor) => {
      const week = await reading(actor, (read) => weekData(read, actor.id, monday))
      return weekTotals({ ...week, today: '2026-11-23' })
    }
    expect((await totals(technician)).missing).toHaveLength(4)
    expect(await totals(planner)).toMatchObject({ missing: [], expected: 0 })
    await bookHours(admin, planner.id, tuesday)
    expect((await totals(planner)).days.map(({ state }) => state)[1]).toBe('full')
    await by(admin, ({ db }) =>
      db
        .update(members)
        .set({ schedule: [0, 480, 480, 0, 0, 0, 0] })
        .where(eq(members.id, planner.id)),
    )
    expect((await totals(planner)).missing).toEqual(['2026-11-18'])
  })
})

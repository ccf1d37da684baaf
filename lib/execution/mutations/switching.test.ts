import { and, asc, eq, isNull } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { history } from '@/db/schema/history'
import { timeEntries, timers } from '@/db/schema/hours'
import { visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import type { OrganizationSettings } from '@/lib/auth/rules'
import { closeInput } from '@/lib/execution/input'
import { startTimer, stopTimer } from '@/lib/hours/mutations/timers'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeProject } from '@/scripts/test/hours'
import { makeOrder } from '@/scripts/test/order'
import { dayOnPhone } from '@/scripts/test/phone'
import type { FieldStep } from '../rules'
import { closeVisit } from './close'
import { takeStep } from './step'
import { tellStop } from './stop'

/** A Tuesday in Brussels, an hour ahead of UTC. */
const at = (time: string, day = '25') => `2031-11-${day}T${time}:00Z`
const evening = Temporal.Instant.from(at('22:00', '28'))

async function scene(settings: Partial<OrganizationSettings> = {}) {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician, admin } = actors
  const mate = await addTechnician(organizationId, 'Bram')
  if (Object.keys(settings).length > 0) await writing(admin, (write) => saveSettings(write, settings))
  const visit = async (...team: Actor[]) => {
    const [id, order] = [newId(), await makeOrder(planner)]
    const memberIds = (team.length > 0 ? team : [technician]).map((member) => member.id)
    await writing(planner, (write) => assignOrder(write, { id, orderId: order.id, memberIds }))
    return id
  }
  const tap = (visitId: string, step: FieldStep, time: string, by = technician) =>
    writing(by, (write) => takeStep(write, { id: newId(), visitId, step, at: time }), evening)
  const close = (visitId: string, time: string) => {
    const absent = { id: newId(), signer: 'absent', name: '', absentReason: 'Weg', fileId: null, signedAt: time }
    const input = { visitId, eventId: newId(), at: time, outcome: 'completed', signatures: [absent] }
    return writing(technician, (write) => closeVisit(write, closeInput.parse(input)), evening)
  }
  const entries = (member = technician) =>
    reading(planner, ({ db }) =>
      db
        .select()
        .from(timeEntries)
        .where(and(eq(timeEntries.memberId, member.id), isNull(timeEntries.removedAt)))
        .orderBy(asc(timeEntries.startAt)),
    )
  const statusOf = (id: string) =>
    reading(planner, ({ db }) => db.select().from(visits).where(eq(visits.id, id))).then(([row]) => row?.status)
  return { organizationId, ...actors, mate, visit, tap, close, entries, statusOf }
}

const hoursOf = (rows: Awaited<ReturnType<Awaited<ReturnType<typeof scene>>['entries']>>, names: readonly string[]) =>
  rows
    .filter(({ minutes }) => minutes > 0)
    .map((row) => [
      row.visitId ? names.indexOf(row.visitId) : 'timer',
      row.hourType,
      row.startAt?.slice(11, 16),
      row.endAt?.slice(11, 16),
    ])

test('starting the second visit ends the first, which is found paused, to go on with or to close', async () => {
  const one = await scene()
  const [first, second] = [await one.visit(), await one.visit()]
  await one.tap(first, 'arrive', at('08:00'))
  await one.tap(second, 'travel', at('09:30'))
  expect([await one.statusOf(first), await one.statusOf(second)]).toEqual(['paused', 'travelling'])
  await one.tap(second, 'arrive', at('10:00'))
  await one.close(second, at('11:00'))
  await one.tap(first, 'resume', at('11:30'))
  await one.close(first, at('12:00'))
  expect(hoursOf(await one.entries(), [first, second])).toEqual([
    [0, 'work', '08:00', '09:30'],
    [1, 'travel', '09:30', '10:00'],
    [1, 'work', '10:00', '11:00'],
    [0, 'work', '11:30', '12:00'],
  ])
})

test('who rode along goes on with the leader, or stays when they are not on the next visit', async () => {
  const one = await scene()
  const [first, both, alone] = [
    await one.visit(one.technician, one.mate),
    await one.visit(one.technician, one.mate),
    await one.visit(),
  ]
  await one.tap(first, 'arrive', at('08:00'))
  await one.tap(both, 'arrive', at('09:00'))
  await one.tap(alone, 'arrive', at('10:00'))
  await one.close(alone, at('11:00'))
  await one.tap(both, 'resume', at('11:00'))
  await one.close(both, at('12:00'))
  const names = [first, both, alone]
  expect(hoursOf(await one.entries(), names).map(([visit]) => visit)).toEqual([0, 1, 2, 1])
  // Nobody tapped that they stopped at the second: they went on there.
  expect(hoursOf(await one.entries(one.mate), names)).toEqual([
    [0, 'work', '08:00', '09:00'],
    [1, 'work', '09:00', '12:00'],
  ])
})

test('a visit ends the timer of a project and a timer ends the visit, in the order of their time', async () => {
  const one = await scene()
  const visit = await one.visit()
  const project = await makeProject(one.admin)
  const timer = (id: string, time: string) =>
    writing(
      one.technician,
      (write) => startTimer(write, { id, projectId: project.id, hourType: 'work', notes: '', at: time }),
      evening,
    )
  const stop = (id: string, time: string) =>
    writing(one.technician, (write) => stopTimer(write, { id, at: time, isDropped: false }), evening)
  const [morning, noon, late] = [newId(), newId(), newId()]
  await timer(morning, at('07:00'))
  await one.tap(visit, 'arrive', at('08:00'))
  await timer(noon, at('10:00'))
  expect(await one.statusOf(visit)).toBe('paused')
  await stop(noon, at('11:00'))
  // A phone that was offline tells only now that the visit went on meanwhile, and of a timer that it ended.
  await one.tap(visit, 'resume', at('10:30'))
  await one.tap(visit, 'pause', at('12:00'))
  await timer(late, at('11:30'))
  expect(hoursOf(await one.entries(), [visit])).toEqual([
    ['timer', 'work', '07:00', '08:00'],
    [0, 'work', '08:00', '10:00'],
    ['timer', 'work', '10:00', '10:30'],
    [0, 'work', '10:30', '11:30'],
    ['timer', 'work', '11:30', '12:00'],
  ])
  const running = await reading(one.planner, ({ db }) => db.select().from(timers).where(isNull(timers.endAt)))
  expect(running).toEqual([])
})

test('what was closed and signed stays, and what comes late is booked beside it', async () => {
  const one = await scene()
  const [first, second] = [await one.visit(), await one.visit()]
  await one.tap(first, 'arrive', at('08:00'))
  await one.close(first, at('10:00'))
  await one.tap(second, 'arrive', at('09:00'))
  await one.tap(second, 'pause', at('11:00'))
  expect(hoursOf(await one.entries(), [first, second])).toEqual([
    [0, 'work', '08:00', '10:00'],
    [1, 'work', '10:00', '11:00'],
  ])
})

test('in whatever order the taps of two visits arrive, the hours are those of their time', async () => {
  const taps = [
    ['A', 'travel', '07:30'],
    ['A', 'arrive', '08:00'],
    ['B', 'travel', '09:00'],
    ['B', 'arrive', '09:20'],
    ['B', 'pause', '10:00'],
    ['A', 'pause', '10:15'],
    ['B', 'resume', '10:40'],
    ['A', 'resume', '11:00'],
    ['B', 'pause', '11:30'],
  ] as const
  // Each visit's own taps stay in order, as a phone sends them; those of the two come through each other.
  const picks = fc.array(fc.boolean(), { minLength: taps.length, maxLength: taps.length })
  await fc.assert(
    fc.asyncProperty(picks, async (wishes) => {
      const one = await scene()
      const ids = { A: await one.visit(), B: await one.visit() }
      const left = { A: taps.filter(([name]) => name === 'A'), B: taps.filter(([name]) => name === 'B') }
      for (const wish of wishes) {
        const name = left[wish ? 'A' : 'B'].length > 0 === wish ? 'A' : 'B'
        const next = left[name].shift() ?? left[name === 'A' ? 'B' : 'A'].shift()
        if (next) await one.tap(ids[next[0]], next[1], at(next[2]))
      }
      expect(hoursOf(await one.entries(), [ids.A, ids.B])).toEqual([
        [0, 'travel', '07:30', '08:00'],
        [0, 'work', '08:00', '09:00'],
        [1, 'travel', '09:00', '09:20'],
        [1, 'work', '09:20', '10:00'],
        [1, 'break', '10:00', '10:15'],
        [0, 'break', '10:15', '10:40'],
        [1, 'work', '10:40', '11:00'],
        [0, 'work', '11:00', '11:30'],
      ])
      expect([await one.statusOf(ids.A), await one.statusOf(ids.B)]).toEqual(['paused', 'paused'])
    }),
    { numRuns: 8 },
  )
})

test('clocked hours are rounded as the company does, and switch by themselves; what was clocked stays beside them', async () => {
  const one = await scene({
    ...{ clockStep: 15, clockWay: 'up', hourMoments: ['evening', 'saturday'], surcharges: { evening: '50' } },
    ...{ eveningFrom: '18:00', eveningTo: '06:00' },
  })
  const visit = await one.visit()
  await one.tap(visit, 'travel', at('16:10', '28'))
  await one.tap(visit, 'arrive', at('16:32', '28'))
  await one.tap(visit, 'pause', at('18:00', '28'))
  const seen = (await one.entries()).map((row) => [row.hourType, row.moment, row.surcharge, row.minutes])
  // Friday 17:10 to 17:32, then work to 19:00: the evening begins at six.
  expect(seen).toEqual([
    ['travel', 'normal', '0.00', 30],
    ['work', 'normal', '0.00', 28],
    ['work', 'evening', '50.00', 62],
  ])
  const [, , late] = await one.entries()
  expect(late).toMatchObject({ clockedStartAt: at('17:00', '28'), clockedEndAt: at('18:00', '28'), origin: 'clock' })
})

const told = (one: Awaited<ReturnType<typeof scene>>, visitId: string, endAt: string, id = newId()) =>
  writing(
    one.technician,
    (write) => tellStop(write, { id, visitId, at: evening.toString(), endAt, reason: 'Vergeten te stoppen' }),
    evening,
  )

test('a stop that was forgotten is asked, and told it is an edit with why; the night that was clocked goes', async () => {
  const one = await scene()
  const [first, second] = [await one.visit(), await one.visit()]
  await one.tap(first, 'arrive', at('14:00', '27'))
  await one.tap(second, 'arrive', at('17:00', '28'))
  const day = () => dayOnPhone(one.technician, evening)
  expect((await day()).forgotten).toMatchObject([
    { visitId: first, startAt: at('14:00', '27'), endAt: at('17:00', '28'), suggestedAt: at('15:00', '27') },
  ])
  const id = newId()
  await told(one, first, at('16:00', '27'), id)
  await told(one, first, at('16:00', '27'), id)
  expect(hoursOf(await one.entries(), [first, second])).toEqual([[0, 'work', '14:00', '16:00']])
  const [entry] = await one.entries()
  expect(entry).toMatchObject({ origin: 'edited', reason: 'Vergeten te stoppen', minutes: 120, version: 2 })
  const said = await reading(one.planner, ({ db }) =>
    db
      .select({ action: history.action, reason: history.reason, changes: history.changes })
      .from(history)
      .where(and(eq(history.subjectId, entry?.id ?? ''), eq(history.action, 'hours.edit'))),
  )
  expect(said).toEqual([
    {
      ...{ action: 'hours.edit', reason: 'Vergeten te stoppen' },
      changes: [{ field: 'endAt', from: at('17:00', '28'), to: at('16:00', '27') }],
    },
  ])
  expect((await day()).forgotten).toEqual([])
})

test('a clock that still runs stops where it is told; when it did not run nobody stopped, and closed hours stay', async () => {
  const one = await scene()
  const visit = await one.visit()
  await one.tap(visit, 'arrive', at('08:00', '27'))
  for (const [endAt, code] of [
    [at('07:00', '27'), 'hours.window'],
    [at('23:30', '28'), 'hours.future'],
  ] as const)
    await expect(told(one, visit, endAt)).rejects.toMatchObject({ code })
  await told(one, visit, at('12:00', '27'))
  expect(await one.statusOf(visit)).toBe('paused')
  await expect(told(one, visit, at('13:00', '27'))).rejects.toMatchObject({ code: 'hours.window' })
  await one.close(visit, at('12:30', '28'))
  expect(hoursOf(await one.entries(), [visit])).toEqual([[0, 'work', '08:00', '12:00']])
  await expect(told(one, visit, at('11:00', '27'))).rejects.toMatchObject({ code: 'hours.closed' })
})

test('the day says what is missing, where each journey went, and from where one goes home', async () => {
  const one = await scene()
  const visit = await one.visit()
  await one.tap(visit, 'travel', at('08:00', '28'))
  await one.tap(visit, 'arrive', at('08:30', '28'))
  const day = () => dayOnPhone(one.technician, evening)
  expect((await day()).problems.map(({ kind }) => kind)).toEqual(['running', 'open'])
  await one.close(visit, at('16:00', '28'))
  const done = await day()
  expect(done.problems).toEqual([{ kind: 'pause', worked: 480, least: 15 }])
  expect(done.hours.map(({ travel }) => travel)).toEqual(['to_site', null])
  const [entry] = await one.entries()
  expect(done.homeFromOrderId).toBe(entry?.orderId)
})

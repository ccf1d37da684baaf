import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrganizationSettings } from '@/lib/auth/rules'
import { withSaid } from '@/lib/field/view/said'
import { newId } from '@/lib/ids'
import { stepOf } from '@/scripts/test/phone'
import {
  type Did,
  deeds,
  doOnPhone,
  forgotten,
  sendAll,
  sinceOf,
  technicianWithVisits,
  whoOf,
} from '@/scripts/test/technician'
import { closingView, type DayClosing } from './closing'
import type { Done, VisitData } from './data'
import { dayView } from './day'
import { visitView, worldNow } from './visit'
import type { Carried } from './world'

type World = Awaited<ReturnType<typeof technicianWithVisits>>

/** What the screens show of it: the ids and versions of hours that the clock booked are the server's. */
function shown({ hours, documents, order, answerVersions, earlierAnswers, ...visit }: VisitData) {
  const { plate: _, ...versions } = answerVersions
  return {
    ...visit,
    order: { ...order, remainingWork: visit.status === 'planned' ? order.remainingWork : '' },
    answerVersions: versions,
    earlierAnswers: earlierAnswers.toSorted(),
    documents: documents.map(({ isOnPhone: _onPhone, ...document }) => document),
    hours: hours.map(({ isBooked: _booked, id, version, ...entry }) =>
      entry.origin === 'clock' || entry.reason === forgotten ? entry : { ...entry, id, version },
    ),
  }
}

/** The end of the day; what a stop is guessed from is as exact as the ids of what was recorded. */
function closing({ hours, forgotten: stops, ...day }: DayClosing) {
  return {
    ...day,
    forgotten: stops.map(({ suggestedAt: _, ...stop }) => stop),
    hours: hours.map(({ hourType, startAt, endAt, minutes, travel }) => ({
      hourType,
      startAt,
      endAt,
      minutes,
      travel,
    })),
  }
}

function screens(world: World, carried: Carried, did: readonly Did[]) {
  const since = sinceOf(did)
  const looker = whoOf(world)
  const everything = worldNow(carried, since, looker)
  return {
    visits: carried.visits.map((visit) => shown(visitView(visit, carried, since, looker))),
    day: dayView(everything, '2026-01-01'),
    closing: closing(closingView(everything, carried, since)),
  }
}

/** How a company counts hours: as they were clocked, or rounded and by when they were worked. */
const counts = fc.constantFrom<Partial<OrganizationSettings>>(
  {},
  { clockStep: 15, clockWay: 'nearest', hourMoments: ['saturday', 'sunday', 'evening'], eveningFrom: '12:00' },
)

test('what was done on the phone shows as the server will have it, however much of it is carried already', async () => {
  let [applied, all] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      counts,
      deeds,
      deeds,
      fc.nat(),
      fc.nat(),
      async (settings, earlier, later, someCarried, someKept) => {
        const world = await technicianWithVisits(settings)
        const start = await world.carried()
        // So that what the server booked and numbered itself stands there too.
        await sendAll(world, doOnPhone(world, start, earlier, 0))
        const before = await world.carried()
        const did = doOnPhone(world, before, later, earlier.length)
        const carriedAt = someCarried % (did.length + 1)
        const first = await sendAll(world, did.slice(0, carriedAt))
        const between = await world.carried()
        const answered = [...first, ...(await sendAll(world, did.slice(carriedAt)))]
        const after = screens(world, await world.carried(), [])
        expect(screens(world, before, answered)).toEqual(after)
        // Of what is carried, the phone still has any last part on its list.
        expect(screens(world, between, answered.slice(someKept % (carriedAt + 1)))).toEqual(after)
        expect(screens(world, await world.carried(), answered.slice(someKept % (did.length + 1)))).toEqual(after)
        for (const one of answered)
          if ('done' in one) [applied, all] = [applied + (one.done.state === 'answered' ? 1 : 0), all + 1]
      },
    ),
    { numRuns: 40 },
  )
  expect(applied).toBeGreaterThan(all / 2)
}, 120_000)

test('closed on site it shows as ended while a photo is still on the phone, before and after the server knows of it', async () => {
  const world = await technicianWithVisits()
  const [visitId] = world.visitIds
  const carried = await world.carried()
  const before = carried.visits[0]!
  const photo = { id: newId(), visitId, kind: 'photo' as const, fieldId: '', takenAt: null, name: 'foto.jpg' }
  const files = [{ ...photo, type: 'image/jpeg', state: 'waiting' as const }]
  const arrive = world.phone.tap('execution.takeStep', visitId, stepOf(visitId, 'arrive'))
  const who = whoOf(world)
  const close = world.phone.tap('execution.close', visitId, {
    ...{ visitId, eventId: newId(), at: who.now, outcome: 'completed', fileIds: [photo.id] },
  })
  const operations = withSaid([arrive, close]).map((one) => ({ ...one, state: 'waiting' as const }))
  const ended = { status: 'completed', closing: { filesLeft: 1 }, running: null }
  expect(visitView(before, carried, { operations, files }, who)).toMatchObject(ended)
  for (const one of [arrive, close]) await world.phone.send(one)
  const known = await world.carried()
  const after = known.visits[0]!
  expect(after.status).toBe('working')
  expect(visitView(after, known, { operations, files }, who)).toMatchObject(ended)
  expect(visitView(after, known, { operations: [], files }, who)).toMatchObject(ended)
  expect(visitView(after, known, { operations: [], files }, who).documents).toMatchObject([
    { id: photo.id, isOnPhone: true },
  ])
})

test('whatever stands on the list, the screen stays, and what makes no sense changes nothing', async () => {
  const world = await technicianWithVisits()
  const carried = await world.carried()
  const who = whoOf(world)
  const names = fc.constantFrom('execution.takeStep', 'execution.answer', 'hours.edit', 'toString', '__proto__', 'x')
  const junk = fc.record({ name: names, input: fc.anything({ maxDepth: 2 }), offsetMs: fc.double() })
  const shownWith = (operations: Done[]) =>
    shown(visitView(carried.visits[0]!, carried, { operations, files: [] }, who))
  fc.assert(
    fc.property(fc.array(junk, { maxLength: 5 }), (list) => {
      const operations = withSaid(list).map((one, seq) => ({
        ...one,
        seq,
        visitId: carried.visits[0]!.id,
        state: 'waiting' as const,
      }))
      expect(shownWith(operations)).toEqual(shownWith([]))
    }),
  )
})

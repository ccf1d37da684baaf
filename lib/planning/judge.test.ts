import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { members } from '@/db/schema/auth'
import { orderTypes } from '@/db/schema/forms'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { settingsOf } from '@/lib/auth/rules'
import { Refused } from '@/lib/refused'
import type { MoveInput } from '@/lib/visits/input'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { moveVisit } from '@/lib/visits/mutations/move'
import { withReason } from '@/lib/visits/mutations/reasons'
import { type NeededReason, reasonCodes } from '@/lib/visits/rules/reasons'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { boardData } from './queries'
import { boardOf, wallOf, windowAt } from './rules'
import { isSoft } from './rules/drop'
import { type Judged, problemsOf, rowsOf } from './rules/judge'

const zone = 'Europe/Brussels'
const day = '2031-11-26'
const at = (wall: number, minutes: number) => windowAt(zone, wall, minutes)

class TakenBack extends Error {}

/** What the server wants a reason for when this is moved; nothing is kept. */
async function wantedBy(planner: Actor, input: MoveInput): Promise<string[]> {
  try {
    await writing(planner, async (write) => {
      await withReason(moveVisit)(write, input)
      throw new TakenBack()
    })
  } catch (error) {
    if (error instanceof TakenBack) return []
    if (!(error instanceof Refused)) throw error
    return [...new Set((error.current as NeededReason[]).map(({ code }) => code))].sort()
  }
  return []
}

test('the board of one day asks a reason for exactly what the server wants one for, also of the days it does not show', async () => {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const second = await addTechnician(organizationId, 'Bram')
  const people = [technician.id, second.id]
  await writing(planner, async ({ db }) => {
    await db
      .update(members)
      .set({ weekMinutes: 900, skills: ['gas'] })
      .where(eq(members.id, technician.id))
    await db
      .update(members)
      .set({ weekMinutes: 700, dayStart: '09:00', dayEnd: '15:00' })
      .where(eq(members.id, second.id))
  })
  const plan = async (memberIds: string[], wall: number, minutes: number, skills: string[] = []) => {
    const order = await makeOrder(planner)
    await writing(planner, ({ db }) =>
      db.update(orderTypes).set({ skills }).where(eq(orderTypes.id, order.orderTypeId)),
    )
    const overlapReason = 'samen'
    return writing(planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds, ...at(wall, minutes), overlapReason }),
    )
  }
  // Beside the day shown: Monday and Sunday of its week, and the Sunday and Monday around it.
  for (const [other, minutes] of [
    ['2031-11-24', 300],
    ['2031-11-30', 150],
    ['2031-11-23', 480],
    ['2031-12-01', 480],
  ] as const)
    await plan(people, wallOf(other) + 480, minutes)
  const made = [
    await plan([people[0] ?? ''], wallOf(day) + 480, 90, ['Gas']),
    await plan([people[1] ?? ''], wallOf(day) + 600, 60),
    await plan(people, wallOf(day) + 780, 120),
  ]
  const data = await reading(planner, (read) => boardData(read, zone, { from: day, to: day }))
  const { visits, ...rest } = boardOf(data)
  const board: Judged = {
    ...rest,
    visits: new Map(visits.map((visit) => [visit.id, visit])),
    typeSkills: data.typeSkills,
    period: { from: day, to: day },
    timeZone: zone,
  }
  const days = { holidays: new Map<string, string>(), workDay: settingsOf({}) }
  const asked = { outside: 0, skill: 0, early: 0, week: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...made),
      fc.subarray(people, { minLength: 1 }),
      fc.integer({ min: 24, max: 76 }),
      fc.constantFrom(30, 60, 90, 240, 420),
      async ({ id }, memberIds, quarter, minutes) => {
        const was = board.visits.get(id)
        if (!was) throw new Error('not on the board')
        const start = wallOf(day) + quarter * 15
        const place = { ...was, memberIds, start, minutes, dueOn: null }
        const problems = problemsOf(board, rowsOf(board, String), days, place, was, new Set([id]))
        const kinds = [...new Set(problems.filter(isSoft).map(({ kind }) => kind as keyof typeof asked))]
        for (const kind of kinds) asked[kind] += 1
        const wanted = await wantedBy(planner, {
          ...{ visitId: id, version: was.version, memberIds, overlapReason: 'samen' },
          ...at(start, minutes),
        })
        expect(wanted).toEqual(kinds.map((kind) => reasonCodes[kind]).sort())
      },
    ),
    { numRuns: 50 },
  )
  expect(Math.min(asked.outside, asked.skill, asked.week)).toBeGreaterThan(0)
})

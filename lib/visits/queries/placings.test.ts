import { and, eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { agendaEntries } from '@/db/schema/visits'
import { reading, writing } from '@/lib/auth/actor'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { assignOrder } from '../mutations/assign'
import { unplanVisit } from '../mutations/cancel'
import { moveVisitStatus } from '../mutations/status'
import { placingsOf } from './placings'

it('sums for each of a team the week of each visit, of what ended before its time too, and nothing of who is not on it', async () => {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const [second, third] = [await addTechnician(organizationId, 'Bram'), await addTechnician(organizationId, 'Cis')]
  const order = await makeOrder(planner)
  const plan = (day: string, minutes: number, ...team: { id: string }[]) =>
    writing(planner, (write) => {
      const start = Temporal.Instant.from(`${day}T08:00:00Z`)
      const window = { startAt: start.toString(), endAt: start.add({ minutes }).toString() }
      return assignOrder(write, { orderId: order.id, memberIds: team.map(({ id }) => id), ...window })
    })
  const monday = await plan('2031-11-24', 120, technician, second)
  const sunday = await plan('2031-11-30', 60, second)
  const next = await plan('2031-12-01', 90, technician)
  const gone = await plan('2031-11-25', 300, technician)
  const early = await plan('2031-11-26', 45, technician, third)
  const untimed = await writing(planner, (write) =>
    assignOrder(write, { orderId: order.id, memberIds: [second.id], durationMinutes: 60 }),
  )
  await writing(planner, (write) => unplanVisit(write, { visitId: gone.id, version: gone.version }))
  // Done on the day before: its window in the agendas is free again, and it was worked that week.
  for (const step of ['start', 'complete'] as const)
    await writing(
      planner,
      (write) => moveVisitStatus(write, early.id, step),
      Temporal.Instant.from('2031-11-25T10:00Z'),
    )
  const freed = await reading(planner, ({ db }) =>
    db
      .select()
      .from(agendaEntries)
      .where(and(eq(agendaEntries.visitId, early.id), isNull(agendaEntries.startAt))),
  )
  expect(freed).toHaveLength(2)

  const asked = [sunday, monday, next, untimed].map(({ id }) => id)
  const placings = await reading(planner, (read) => placingsOf(read, asked))
  const sums = placings.map(({ visitId, memberId, weekPlanned }) => [visitId, memberId, weekPlanned])
  const [leader, other] = [technician.id, second.id]
  expect(sums).toEqual([
    [sunday.id, other, 180],
    [monday.id, leader, 165],
    [monday.id, other, 180],
    [next.id, leader, 90],
    [untimed.id, other, 0],
  ])
})

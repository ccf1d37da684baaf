import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { approvalRequests } from '@/db/schema/approvals'
import { timeEntries } from '@/db/schema/hours'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { approveLines } from '@/lib/hours/mutations/decide'
import { submitPeriod } from '@/lib/hours/mutations/sheets'
import { addDays, Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { jobs } from './jobs'
import { offerAllDue } from './mutations/sweep'

/** When a customer is asked by itself: at once after what somebody did, and otherwise by the round of each minute. */
const monday = '2025-11-03'
const at = Temporal.Instant.from('2025-11-11T09:00:00Z')

async function company(approvalTiming: 'on_submission' | 'after_internal') {
  const { actors } = await makeCompany()
  const { administration, technician } = actors
  const customer = await writing(administration, (write) =>
    createCustomer(write, { kind: 'company', name: 'Claes', street: 'Markt', city: 'Leuven', email: 'c@example.com' }),
  )
  const project = async (invoicing: 'weekly' | 'monthly' = 'weekly') => {
    const wish = { approval: 'yes', approvalTiming, invoicing, leadId: administration.id } as const
    return (await makeProjectFor(administration, customer.id, wish)).projectId
  }
  const offered = async () =>
    reading(administration, ({ db }) => db.select().from(approvalRequests).orderBy(approvalRequests.id))
  return { administration, technician, project, offered }
}

/** What lies in the queue for these projects, done as a worker would. */
async function work(actor: Actor): Promise<{ projectId: string; days: string }[]> {
  const waiting = await reading(actor, ({ db }) =>
    db.execute<{ data: { organizationId: string; actorId: string; projectId: string; days: string } }>(
      sql`select data from pgboss.job where name = 'approvals.offer' and data->>'organizationId' = ${actor.organizationId}`,
    ),
  )
  for (const { data } of waiting) await jobs['approvals.offer']?.(data)
  return waiting.map(({ data }) => data)
}

test('what a member hands in is offered by the job it leaves, one for each project, and done twice it is offered once', async () => {
  const { administration, technician, project, offered } = await company('on_submission')
  const [week, month] = [await project(), await project('monthly')]
  for (const days of [0, 1, 7])
    await bookHours(technician, week, { day: addDays('2025-10-06', days), state: 'open', minutes: 60 })
  await bookHours(technician, month, { day: '2025-10-07', state: 'open', minutes: 60 })
  await writing(technician, (write) => submitPeriod(write, { kind: 'month', day: '2025-10-06' }), at)
  const left = await work(administration)
  expect(left.map(({ projectId }) => projectId).sort()).toEqual([week, month].sort())
  expect(left.find(({ projectId }) => projectId === week)?.days).toBe('2025-10-07,2025-10-13')
  const spans = (await offered()).map(({ projectId, periodFrom, periodTo }) => [projectId, periodFrom, periodTo])
  expect(spans).toHaveLength(3)
  for (const span of [
    [week, '2025-10-06', '2025-10-12'],
    [week, '2025-10-13', '2025-10-19'],
    [month, '2025-10-01', '2025-10-31'],
  ])
    expect(spans).toContainEqual(span)
  await work(administration)
  expect(await offered()).toHaveLength(3)
})

test('asked after internal approval, only the approval of the last line leaves an offer', async () => {
  const { administration, technician, project, offered } = await company('after_internal')
  const projectId = await project()
  for (const days of [0, 1]) await bookHours(technician, projectId, { day: addDays(monday, days), state: 'open' })
  await writing(technician, (write) => submitPeriod(write, { kind: 'week', day: monday }), at)
  const lines = await reading(administration, ({ db }) =>
    db.select().from(timeEntries).where(eq(timeEntries.projectId, projectId)),
  )
  for (const [index, { id, version }] of lines.entries()) {
    await work(administration)
    expect(await offered(), `after ${index} approved`).toHaveLength(0)
    await writing(administration, (write) => approveLines(write, { lines: [{ kind: 'hours', id, version }] }), at)
  }
  await work(administration)
  expect((await offered()).map(({ minutes }) => minutes)).toEqual([960])
})

test('a project behind more than fifty that wait for somebody gets its turn', async () => {
  const { administration, technician, project, offered } = await company('after_internal')
  for (let count = 0; count < 51; count++) {
    const projectId = await project()
    await bookHours(technician, projectId, { day: monday })
    await bookHours(technician, projectId, { day: monday, state: 'open', minutes: 60 })
  }
  const last = await project()
  await bookHours(technician, last, { day: addDays(monday, 1) })
  for (const minutes of [0, 1]) await offerAllDue(administration, at.add({ minutes }))
  expect((await offered()).map(({ projectId }) => projectId)).toEqual([last])
})

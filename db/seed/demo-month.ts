import { and, eq, inArray } from 'drizzle-orm'
import { mails } from '@/db/schema/mail'
import { visits } from '@/db/schema/visits'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { releaseForInvoice } from '@/lib/control/mutations'
import { makeReport } from '@/lib/execution/mutations/report'
import { newId } from '@/lib/ids'
import { createPlan } from '@/lib/maintenance/mutations/plans'
import { createOrder } from '@/lib/orders/mutations/create'
import { cancelOrder, holdOrder } from '@/lib/orders/mutations/decide'
import { addDays, addMinutes, type DayText, dayIn, instantAt, Temporal } from '@/lib/time'
import { addLeave } from '@/lib/visits/mutations/leave'
import type { DemoCompany } from './demo-company'
import { drawPhotos, drawSignatures } from './demo-pictures'
import { type DemoOrder, type Month, planMonth, plannedLine } from './demo-plan'
import { work } from './demo-words'

/** A month of visits around today: what was done is done tap by tap, what comes is planned. Returns the orders. */
export async function tellMonth(month: Month): Promise<DemoOrder[]> {
  const { organizationId } = month.company
  const photos = await drawPhotos(organizationId)
  const signatures = await drawSignatures(organizationId)
  return planMonth(month, { photos, signatures, materials: month.materials })
}

/** What nobody planned yet, what is on hold, what was cancelled; leave; and maintenance that comes back. */
export function tellRest(month: Month, told: readonly DemoOrder[], counts: { backlog: number; plans: number }): void {
  const { company, customers, roll, story, now, today } = month
  const planner = company.actorOf('planner')
  for (let index = 0; index < counts.backlog; index++) {
    const customer = roll.one(customers)
    const kind = roll.one(month.kinds)
    const [title, description] = roll.one(work[kind.name] ?? [['Werk', '']])
    const id = newId()
    const at = addMinutes(now, -60 * (3 + roll.below(140)))
    story.at(at, planner, (write) =>
      createOrder(write, {
        id,
        orderTypeId: kind.id,
        customerId: customer.id,
        siteId: customer.siteId,
        assetId: customer.assetId,
        title,
        description,
        priority: index % 6 === 0 ? 'urgent' : index % 5 === 0 ? 'high' : 'normal',
        dueOn: index % 3 === 0 ? addDays(today, (index % 7) - 1) : null,
        lines: kind.name === 'Plaatsing' ? [plannedLine(month)] : [],
      }),
    )
    if (index % 9 === 4)
      story.at(addMinutes(at, 40), planner, (write) =>
        holdOrder(write, { id, reason: 'Wacht op levering van het toestel', until: addDays(today, 9) }),
      )
    if (index % 11 === 7)
      story.at(addMinutes(at, 50), planner, (write) =>
        cancelOrder(write, id, 'Klant liet het elders herstellen').then(() => {}),
      )
  }
  const away = company.technicians.slice(-2)
  for (const [index, technician] of away.entries()) {
    const day = addDays(today, 14 + index * 3)
    story.at(addMinutes(now, -2000), planner, (write) =>
      addLeave(write, {
        memberId: technician.id,
        kind: 'holiday',
        startAt: instantAt(company.timeZone, day, '00:00'),
        endAt: instantAt(company.timeZone, addDays(day, 3), '00:00'),
        notes: 'Verlof',
      }),
    )
  }
  const serviced = told.filter((order) => order.done && order.kind === 'Onderhoud').slice(0, counts.plans)
  for (const [index, order] of serviced.entries())
    story.at(addMinutes(now, -90), planner, (write) =>
      createPlan(write, {
        id: newId(),
        orderId: order.id,
        name: 'Jaarlijks onderhoud',
        intervalCount: index % 4 === 3 ? 6 : 1,
        intervalUnit: index % 4 === 3 ? 'month' : 'year',
        remind: true,
        firstDueOn: addDays(today, [9, 21, 40, 75, 120, 200, 330][index % 7] ?? 40),
      }),
    )
}

/** Reports of everything that was closed, drawn as the job would. */
export async function makeReports(company: DemoCompany): Promise<void> {
  const actor = systemActor(company.organizationId, 'execution.make_report')
  const closed = await reading(actor, ({ db }) =>
    db
      .select({ id: visits.id })
      .from(visits)
      .where(
        and(
          eq(visits.organizationId, company.organizationId),
          inArray(visits.status, ['completed', 'partly_completed']),
        ),
      ),
  )
  const waiting = closed.map(({ id }) => id)
  const drawNext = async (): Promise<void> => {
    for (let id = waiting.pop(); id; id = waiting.pop()) await makeReport(actor, id)
  }
  await Promise.all([drawNext(), drawNext(), drawNext()])
}

/** Administration checked what is older than some days; the rest waits in its queue. Returns what was released. */
export async function release(company: DemoCompany, told: readonly DemoOrder[], before: DayText): Promise<DemoOrder[]> {
  const office = company.actorOf('administration')
  const released: DemoOrder[] = []
  for (const order of told) {
    if (!order.done || order.day >= before) continue
    const at = Temporal.Instant.from(instantAt(company.timeZone, addDays(order.day, 2), '09:30'))
    await writing(office, (write) => releaseForInvoice(write, { orderId: order.id }), at)
    released.push(order)
  }
  return released
}

/** Nobody real has these addresses: what the demo told its customers stays readable in the outbox, unsent. */
export function keepMails(company: DemoCompany): Promise<unknown> {
  return writing(company.actorOf('admin'), ({ db }) =>
    db
      .update(mails)
      .set({ status: 'kept' })
      .where(and(eq(mails.organizationId, company.organizationId), eq(mails.status, 'queued'))),
  )
}

export function dayToday(company: DemoCompany): DayText {
  return dayIn(company.timeZone, Temporal.Now.instant())
}

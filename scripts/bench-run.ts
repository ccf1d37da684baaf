import { and, eq, inArray } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { type Actor, proven, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { workRun } from '@/lib/invoices/jobs'
import { startRun, stepRun } from '@/lib/invoices/mutations/run'
import { runForPage } from '@/lib/invoices/queries/run'
import { billingPeriod, projectGroupKey } from '@/lib/invoices/rules/project-lines'
import { makeBuyer } from './test/invoice'
import { bookHours, makeProjectFor } from './test/project'

const hour = 3600
const upTo = '2026-12-31'

/**
 * An invoice run of so many concepts, of released orders and, where there are too few, of a week's hours on projects, as its
 * job works through it: seconds, without the PDFs.
 */
export async function runInvoices(email: string, concepts: number) {
  const [member] = await asSystem((tx) => tx.select().from(members).where(eq(members.email, email)))
  if (!member) throw new Error(`nobody is called ${email}`)
  const { organizationId, id, name, roles } = member
  const actor: Actor = { organizationId: proven(organizationId), kind: 'member', id, name, roles }
  const mine = eq(orders.organizationId, organizationId)
  const alone = and(eq(customers.invoiceGrouping, 'order'), eq(customers.poRequired, false))
  const found = await reading(actor, ({ db }) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .innerJoin(
        customers,
        and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)),
      )
      .where(and(mine, eq(orders.status, 'ready_to_invoice'), alone))
      .limit(concepts),
  )
  const runId = newId()
  const orderIds = found.map((order) => order.id)
  const projects = await projectsOf(actor, concepts - orderIds.length)
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return Math.round((performance.now() - started) / 10) / 100
  }
  const making = await timed(async () => {
    await writing(actor, (write) => startRun(write, { id: runId, upTo, projects, orderIds, invoiceIds: [] }))
    await workRun(organizationId, runId, hour)
  })
  const finalizing = await timed(async () => {
    await writing(actor, (write) => stepRun(write, { id: runId, step: 'finalize' }))
    await workRun(organizationId, runId, hour)
  })
  const run = await reading(actor, (read) => runForPage(read, runId))
  const billed = await reading(actor, ({ db }) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .where(and(mine, inArray(orders.id, orderIds), eq(orders.status, 'invoiced'))),
  )
  if (billed.length < orderIds.length || run?.facts.finalizing.done !== concepts)
    throw new Error('a run left something')
  return { concepts, ofOrders: orderIds.length, seconds: { making, finalizing } }
}

/** Projects of one customer with hours of a week, as a run is asked for them. */
async function projectsOf(actor: Actor, count: number) {
  const { customerId } = await makeBuyer(actor)
  const made: { projectId: string; key: string; upTo: string }[] = []
  for (let left = count; left > 0; left--) {
    const { projectId } = await makeProjectFor(actor, customerId)
    await bookHours(actor, projectId)
    const key = projectGroupKey(projectId, billingPeriod('weekly', '2026-11-16', null))
    made.push({ projectId, key, upTo })
  }
  return made
}

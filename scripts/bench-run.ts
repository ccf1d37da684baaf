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

const hour = 3600

/** An invoice run of so many released orders, each on its own invoice, as its job works through it: seconds, without the PDFs. */
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
  const upTo = '2026-12-31'
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return Math.round((performance.now() - started) / 10) / 100
  }
  const making = await timed(async () => {
    await writing(actor, (write) => startRun(write, { id: runId, upTo, projects: [], orderIds, invoiceIds: [] }))
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
  return {
    orders: orderIds.length,
    concepts: run?.facts.finalizing,
    invoiced: billed.length,
    seconds: { making, finalizing },
  }
}

import { and, eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import { type Actor, proven, reading, writing } from '@/lib/auth/actor'
import { billOrder } from '@/lib/invoices/mutations/bill'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'

/**
 * Concepts made from released orders, then finalized by several sessions at once, without the PDFs (no worker runs): how
 * many a second, and whether the series has gaps or doubles afterwards.
 */
export async function finalizeConcepts(email: string, concepts: number, sessions: number) {
  const [member] = await asSystem((tx) => tx.select().from(members).where(eq(members.email, email)))
  if (!member) throw new Error(`nobody is called ${email}`)
  const { organizationId, id, name, roles } = member
  const actor: Actor = { organizationId: proven(organizationId), kind: 'member', id, name, roles }
  const mine = eq(orders.organizationId, organizationId)
  const released = await reading(actor, ({ db }) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .innerJoin(
        customers,
        and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)),
      )
      // One concept per order, and nothing that holds it up.
      .where(
        and(
          mine,
          eq(orders.status, 'ready_to_invoice'),
          eq(customers.invoiceGrouping, 'order'),
          eq(customers.poRequired, false),
        ),
      )
      .limit(concepts + 20),
  )
  const made: string[] = []
  for (const order of released) made.push((await writing(actor, (write) => billOrder(write, order.id))) ?? '')
  const queue = made.filter(Boolean)
  const session = async (left: number) => {
    while (queue.length > left) {
      const invoiceId = queue.shift() ?? ''
      await writing(actor, (write) => finalizeInvoice(write, invoiceId))
    }
  }
  const all = (left: number) => Promise.all(Array.from({ length: sessions }, () => session(left)))
  // A warm server, as in the middle of a working day.
  await all(concepts)
  const count = queue.length
  const started = performance.now()
  await all(0)
  const passed = performance.now() - started
  const taken = await reading(actor, ({ db }) =>
    db.select({ sequence: invoices.sequence }).from(invoices).where(eq(invoices.organizationId, organizationId)),
  )
  const numbers = taken.flatMap(({ sequence }) => sequence ?? [])
  const different = new Set(numbers)
  return {
    concepts: count,
    perSecond: Math.round((count / passed) * 1000),
    gaps: Math.max(0, ...numbers) - different.size,
    doubles: numbers.length - different.size,
  }
}

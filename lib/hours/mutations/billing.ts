import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { expenses, timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { type InvoiceState, invoiceStateFrom } from '@/lib/orders/rules'
import { Refused } from '@/lib/refused'

/**
 * Moves hours and expenses of projects along with their invoice, as setLinesInvoiceState does with the lines of orders. What is
 * on another concept or invoice already refuses hours.lines_taken.
 */
export async function setBookedInvoiceState(
  write: Write,
  booked: { entryIds: readonly string[]; expenseIds: readonly string[] },
  to: InvoiceState,
): Promise<void> {
  const move = async (table: typeof timeEntries | typeof expenses, given: readonly string[]) => {
    const ids = [...new Set(given)]
    if (ids.length === 0) return
    const moved = await write.db
      .update(table)
      .set({ invoiceState: to })
      .where(
        and(
          eq(table.organizationId, write.actor.organizationId),
          isOneOf(table.id, ids),
          inArray(table.invoiceState, [...invoiceStateFrom[to]]),
        ),
      )
      .returning({ id: table.id })
    if (moved.length !== ids.length) throw new Refused('hours.lines_taken')
  }
  await move(timeEntries, booked.entryIds)
  await move(expenses, booked.expenseIds)
}

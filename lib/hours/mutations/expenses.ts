import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { expenses } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { removeSourceLine } from '@/lib/orders/mutations/source-lines'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import type { SaveExpense } from '../input'
import type { LineState } from '../rules/approval'
import { staleAt } from './day-expenses'
import { refuseLocked } from './member'
import { lockMendedVisit, type MendedVisit, refuseClosed } from './my-visit'
import { billExpenseOnOrder } from './order-line'
import { refuseReceipt } from './receipt'

/**
 * Something the technician paid for the job, with its receipt. The same id again changes it; what came back the administration
 * mends too. With `version` it is of what was seen. Refused: common.not_found, common.stale {current}, hours.closed,
 * hours.locked, hours.no_receipt when the photo has not arrived, orders.line_on_invoice.
 */
export async function saveExpense(write: Write, input: SaveExpense): Promise<{ version: number }> {
  const mine = await lockMendedVisit(write, input.visitId)
  const { visit, order } = mine
  const { organizationId } = write.actor
  const own = and(eq(expenses.organizationId, organizationId), eq(expenses.id, input.id))
  const [before] = await write.db.select().from(expenses).where(own).for('update')
  if (before && before.visitId !== visit.id) throw new Refused('common.not_found')
  refuseNotMine(write, mine, before ?? { memberId: write.actor.id, state: 'open' })
  if (before && input.version && before.version !== input.version) throw staleAt(before)
  if (input.receiptFileId && input.receiptFileId !== before?.receiptFileId)
    await refuseReceipt(write, {
      fileId: input.receiptFileId,
      memberId: write.actor.id,
      // One receipt can prove two costs of the same visit, each with its VAT.
      elsewhere: ne(expenses.visitId, visit.id),
    })
  const values = {
    kind: input.kind,
    description: input.description,
    grossAmount: input.grossAmount,
    vatRate: input.vatRate,
    receiptFileId: input.receiptFileId ?? null,
  }
  if (before) await refuseLocked(write, before)
  refuseClosed(mine, before ?? { state: 'open' })
  const version = (before?.version ?? 0) + 1
  if (before)
    await write.db
      .update(expenses)
      .set({ ...values, removedAt: null, version })
      .where(own)
  else
    await write.db.insert(expenses).values({
      organizationId,
      id: input.id,
      createdAt: write.now.toString(),
      memberId: write.actor.id,
      orderId: order.id,
      visitId: visit.id,
      day: dayIn((await organizationOf(write)).timeZone, write.now),
      spentAt: write.now.toString(),
      ...values,
    })
  // The lines of a closed visit stand; what was sent back and is mended changes its own.
  if (!isOpen(visit.status) && before?.billable === 'yes')
    await billExpenseOnOrder(write, { ...values, id: input.id, orderId: order.id, customerId: order.customerId })
  await record(write, {
    subject: ['expense', input.id],
    orderId: order.id,
    action: before ? 'hours.expense_edit' : 'hours.expense_add',
    params: { kind: input.kind, amount: input.grossAmount },
    changes: changesBetween(before ?? {}, values),
  })
  await announce(write, 'hours', before?.memberId ?? write.actor.id)
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

/**
 * Takes an expense back as it was seen; saving it again with its id restores it. What is gone already stays gone. Refused:
 * common.not_found, common.stale {current}, hours.closed, hours.locked.
 */
export async function removeExpense(
  write: Write,
  input: { id: string; version: number },
): Promise<{ version: number }> {
  const own = and(eq(expenses.organizationId, write.actor.organizationId), eq(expenses.id, input.id))
  const [found] = await write.db.select({ visitId: expenses.visitId }).from(expenses).where(own)
  if (!found?.visitId) throw new Refused('common.not_found')
  const mine = await lockMendedVisit(write, found.visitId)
  const { visit, order } = mine
  const [line] = await write.db.select().from(expenses).where(own).for('update')
  if (!line) throw new Refused('common.not_found')
  refuseNotMine(write, mine, line)
  if (line.removedAt) return { version: line.version }
  if (line.version !== input.version) throw staleAt(line)
  await refuseLocked(write, line)
  refuseClosed(mine, line)
  const version = line.version + 1
  await write.db.update(expenses).set({ removedAt: write.now.toString(), version }).where(own)
  await removeSourceLine(write, { orderId: order.id, source: 'expense', sourceId: line.id })
  await record(write, {
    subject: ['expense', line.id],
    orderId: order.id,
    action: 'hours.expense_remove',
    params: { kind: line.kind, amount: line.grossAmount },
  })
  await announce(write, 'hours', line.memberId)
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

/** What one paid is one's own, of who leads the visit too; the administration mends what came back. Refused: common.not_found. */
function refuseNotMine(write: Write, mine: MendedVisit, line: { memberId: string; state: LineState }): void {
  if (mine.isOffice && (line.state === 'returned' || line.state === 'rejected')) return
  const isOnTeam = mine.team.some(({ id }) => id === write.actor.id)
  if (!isOnTeam || line.memberId !== write.actor.id) throw new Refused('common.not_found')
}

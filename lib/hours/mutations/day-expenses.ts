import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { expenses } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { decimal } from '@/lib/money'
import { removeSourceLine } from '@/lib/orders/mutations/source-lines'
import { Refused } from '@/lib/refused'
import { dayBounds, dayIn } from '@/lib/time'
import type { SaveDayExpense } from '../input'
import { kilometreRateOf } from '../queries/kilometres'
import { expenseNet, kilometreAmount } from '../rules/entries'
import { claimLine } from './claim'
import { refuseHandedIn } from './member'
import { billExpenseOnOrder } from './order-line'
import { refuseReceipt } from './receipt'
import { refuseWork, workOf } from './work'

type Expense = typeof expenses.$inferSelect

/**
 * What a member paid or drove for a project or an order, without a visit. Kilometres cost the company's rate and have no
 * VAT. Without `version` it is new; the same id again with the same content is once, and brings back what was removed.
 * Refused: common.not_found, common.stale {current}, hours.locked, hours.of_visit, hours.future, hours.no_receipt,
 * hours.week_submitted {week}, hours.week_approved {week}, hours.order_invoiced, orders.cancelled, orders.line_on_invoice,
 * projects.closed, projects.not_begun, projects.ended.
 */
export async function saveDayExpense(
  write: Write,
  input: SaveDayExpense,
): Promise<{ version: number; amount: string }> {
  const work = workOf(input)
  const { memberId, locked, before } = await claimLine(write, { memberId: input.memberId, work }, (isLocking) =>
    find(write, input.id, isLocking),
  )
  const kept = before && !before.removedAt ? before : null
  const isDriven = input.kind === 'kilometres'
  const rate = await kilometreRateOf(write)
  const grossAmount = isDriven ? kilometreAmount(input.kilometres ?? '0', rate) : (input.grossAmount ?? '0')
  const vatRate = isDriven ? '0' : input.vatRate
  const wanted = {
    ...work,
    day: input.day,
    kind: input.kind,
    kilometres: isDriven ? (input.kilometres ?? null) : null,
    description: input.description,
    grossAmount,
    vatRate,
    receiptFileId: input.receiptFileId ?? null,
  }
  const changes = changesBetween(kept ? comparable(kept) : {}, comparable(wanted))
  if (kept && (input.version ?? null) === null) {
    if (changes.length > 0) throw staleAt(kept)
    return { version: kept.version, amount: kept.grossAmount }
  }
  if (input.version && !kept) throw new Refused('common.not_found')
  if (kept && kept.version !== input.version) throw staleAt(kept)
  refuseWork(locked, work, input.day)
  if (kept?.day !== input.day) await refuseHandedIn(write, memberId, input.day)
  const { timeZone } = await organizationOf(write)
  if (input.day > dayIn(timeZone, write.now)) throw new Refused('hours.future', { fields: { day: 'hours.future' } })
  if (input.receiptFileId && input.receiptFileId !== before?.receiptFileId)
    await refuseReceipt(write, {
      fileId: input.receiptFileId,
      memberId,
      elsewhere: ne(expenses.id, input.id),
    })
  if (before?.orderId && before.orderId !== work.orderId)
    await removeSourceLine(write, { orderId: before.orderId, source: 'expense', sourceId: before.id })
  const version = (before?.version ?? 0) + 1
  const values = {
    ...wanted,
    netAmount: work.projectId ? expenseNet(grossAmount, vatRate) : null,
    spentAt: dayBounds(timeZone, input.day).start,
    removedAt: null,
    version,
  }
  if (before) await write.db.update(expenses).set(values).where(own(write, input.id))
  else
    await write.db.insert(expenses).values({
      organizationId: write.actor.organizationId,
      id: input.id,
      createdAt: write.now.toString(),
      memberId,
      ...values,
    })
  const order = work.orderId ? locked.orders.get(work.orderId) : undefined
  if (order)
    await billExpenseOnOrder(write, { ...wanted, id: input.id, orderId: order.id, customerId: order.customerId })
  await record(write, {
    subject: ['expense', input.id],
    orderId: work.orderId,
    action: kept ? 'hours.expense_edit' : 'hours.expense_add',
    params: { kind: input.kind, amount: grossAmount },
    changes,
  })
  await announce(write, 'hours', memberId)
  return { version, amount: grossAmount }
}

/** Takes it back; saving it again with its id restores it. Refused: as saveDayExpense. */
export async function removeDayExpense(write: Write, input: { id: string; version: number }): Promise<void> {
  const { before: expense } = await claimLine(write, {}, (isLocking) => find(write, input.id, isLocking))
  if (!expense || expense.removedAt) throw new Refused('common.not_found')
  if (expense.version !== input.version) throw staleAt(expense)
  if (expense.orderId)
    await removeSourceLine(write, { orderId: expense.orderId, source: 'expense', sourceId: expense.id })
  await write.db
    .update(expenses)
    .set({ removedAt: write.now.toString(), version: expense.version + 1 })
    .where(own(write, expense.id))
  await record(write, {
    subject: ['expense', expense.id],
    orderId: expense.orderId,
    action: 'hours.expense_remove',
    params: { kind: expense.kind, amount: expense.grossAmount },
  })
  await announce(write, 'hours', expense.memberId)
}

const own = (write: Write, id: string) =>
  and(eq(expenses.organizationId, write.actor.organizationId), eq(expenses.id, id))

async function find(write: Write, id: string, isLocking: boolean): Promise<Expense | undefined> {
  const query = write.db.select().from(expenses).where(own(write, id))
  const [expense] = await (isLocking ? query.for('update') : query)
  return expense
}

type Comparable = Pick<
  Expense,
  | 'orderId'
  | 'projectId'
  | 'phaseId'
  | 'day'
  | 'kind'
  | 'kilometres'
  | 'description'
  | 'grossAmount'
  | 'vatRate'
  | 'receiptFileId'
>

/** Numbers as numbers, so that '4' and '4.00' are no change. */
function comparable(expense: Comparable) {
  const { orderId, projectId, phaseId, day, kind, description, receiptFileId } = expense
  const plain = (value: string | null) => (value === null ? null : decimal(value).toString())
  return {
    orderId,
    projectId,
    phaseId,
    day,
    kind,
    description,
    receiptFileId,
    kilometres: plain(expense.kilometres),
    grossAmount: plain(expense.grossAmount),
    vatRate: plain(expense.vatRate),
  }
}

/** What stands now, as it is typed. */
export function staleAt({ id, version, removedAt, ...expense }: Expense): Refused {
  const isRemoved = removedAt !== null
  return new Refused('common.stale', { current: { id, version, isRemoved, ...comparable(expense) } })
}

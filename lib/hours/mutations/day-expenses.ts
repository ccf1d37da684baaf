import 'server-only'
import { and, eq, inArray, ne } from 'drizzle-orm'
import { files } from '@/db/schema/files'
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
import { lockHours, memberFor, refuseLocked } from './member'
import { billExpenseOnOrder } from './order-line'
import { lockWork, refuseWork, workOf } from './work'

type Expense = typeof expenses.$inferSelect

/**
 * What a member paid or drove for a project or an order, without a visit. Kilometres cost the company's rate and have no
 * VAT. Without `version` it is new; the same id again with the same content is once, and brings back what was removed.
 * Refused: common.not_found, common.stale {current}, hours.locked, hours.of_visit, hours.future, hours.no_receipt,
 * hours.order_invoiced, orders.cancelled, orders.line_on_invoice, projects.closed, projects.not_begun, projects.ended.
 */
export async function saveDayExpense(
  write: Write,
  input: SaveDayExpense,
): Promise<{ version: number; amount: string }> {
  const known = await peek(write, input.id)
  const memberId = await memberFor(write, known?.memberId ?? input.memberId)
  if (known && input.memberId && known.memberId !== input.memberId) throw new Refused('common.not_found')
  const work = workOf(input)
  const locked = await lockWork(write, [work, ...(known ? [workOf(known)] : [])])
  await lockHours(write, memberId)
  const before = await expenseById(write, input.id)
  const kept = before && !before.removedAt ? before : null
  if (before?.visitId) throw new Refused('hours.of_visit')
  if (before) await refuseLocked(write, before)
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
  const { timeZone } = await organizationOf(write)
  if (input.day > dayIn(timeZone, write.now)) throw new Refused('hours.future', { fields: { day: 'hours.future' } })
  if (input.receiptFileId && input.receiptFileId !== before?.receiptFileId)
    await refuseReceipt(write, input.id, memberId, input.receiptFileId)
  if (before?.orderId && before.orderId !== work.orderId) await unbill(write, before.orderId, before.id)
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
  const known = await peek(write, input.id)
  if (!known) throw new Refused('common.not_found')
  await memberFor(write, known.memberId)
  await lockWork(write, [workOf(known)])
  await lockHours(write, known.memberId)
  const expense = await expenseById(write, input.id)
  if (!expense || expense.removedAt) throw new Refused('common.not_found')
  if (expense.visitId) throw new Refused('hours.of_visit')
  await refuseLocked(write, expense)
  if (expense.version !== input.version) throw staleAt(expense)
  if (expense.orderId) await unbill(write, expense.orderId, expense.id)
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

/** Without a lock: only to know what to lock before it. */
async function peek(write: Write, id: string): Promise<Expense | undefined> {
  const [expense] = await write.db.select().from(expenses).where(own(write, id))
  return expense
}

async function expenseById(write: Write, id: string): Promise<Expense | undefined> {
  const [expense] = await write.db.select().from(expenses).where(own(write, id)).for('update')
  return expense
}

function unbill(write: Write, orderId: string, sourceId: string): Promise<void> {
  return removeSourceLine(write, { orderId, source: 'expense', sourceId })
}

/** A receipt is what this member, or who books for them, has uploaded, and the proof of nothing else. */
async function refuseReceipt(write: Write, expenseId: string, memberId: string, fileId: string): Promise<void> {
  const { organizationId } = write.actor
  const [[file], [elsewhere]] = await Promise.all([
    write.db
      .select({ id: files.id })
      .from(files)
      .where(
        and(
          eq(files.organizationId, organizationId),
          eq(files.id, fileId),
          inArray(files.source, ['field', 'office']),
          eq(files.actorKind, 'member'),
          inArray(files.actorId, [memberId, write.actor.id]),
        ),
      ),
    write.db
      .select({ id: expenses.id })
      .from(expenses)
      .where(
        and(
          eq(expenses.organizationId, organizationId),
          eq(expenses.receiptFileId, fileId),
          ne(expenses.id, expenseId),
        ),
      )
      .limit(1),
  ])
  if (!file || elsewhere) throw new Refused('hours.no_receipt', { fields: { receiptFileId: 'hours.no_receipt' } })
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
function staleAt({ id, version, ...expense }: Expense): Refused {
  return new Refused('common.stale', { current: { id, version, ...comparable(expense) } })
}

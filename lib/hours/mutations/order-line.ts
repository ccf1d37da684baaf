import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { orderLines, orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { SwitchedMoment } from '@/lib/auth/rules'
import { decimal } from '@/lib/money'
import { removeSourceLine, upsertSourceLine } from '@/lib/orders/mutations/source-lines'
import { documentText } from '@/lib/text'
import { isOpen } from '@/lib/visits/rules'
import type { HourKind } from '../queries/moments'
import { type ExpenseKind, expenseNet, type HourType, hoursText } from '../rules/entries'
import { withSurcharge } from '../rules/rates'
import type { MyVisit } from './my-visit'

/**
 * Work that was booked on an order in the week sheet becomes a line of that order, as work on a visit does at its closing;
 * other kinds of hours are the company's. Booking again changes the same line. `apart`: minutes of them that are billed as
 * extra work. Refused: orders.line_on_invoice.
 */
export async function billHoursOnOrder(
  write: Write,
  hours: HourKind & {
    id: string
    orderId: string
    memberId: string
    hourType: HourType
    minutes: number
    apart?: number
  },
): Promise<void> {
  const line = { orderId: hours.orderId, source: 'time_entry', sourceId: hours.id } as const
  if (hours.hourType !== 'work') return removeSourceLine(write, line)
  const [labour, member] = await Promise.all([labourProduct(write), nameOf(write, hours.memberId)])
  await upsertSourceLine(write, {
    ...line,
    kind: 'labour',
    billing: 'included',
    productId: labour?.id ?? null,
    ...(await labourLine(write, hours.orderId, { ...hours, member }, labour)),
    unit: labour?.unit ?? 'u',
    vatRate: labour?.vatRate ?? '21',
    cost: labour?.cost ?? null,
    quantity: hoursText(Math.max(0, hours.minutes - (hours.apart ?? 0))),
    doneQuantity: hoursText(hours.minutes),
  })
}

/**
 * Hours of a closed visit were mended, after somebody sent them back: the line that its closing made follows, less the part
 * that is billed apart as extra work. Before closing there are no lines; one that the office took off stays off.
 * Refused: orders.line_on_invoice.
 */
export async function followOnOrder(
  write: Write,
  { visit, order }: MyVisit,
  mended: HourKind & {
    id: string
    memberId: string
    hourType: HourType
    minutes: number
    earlier: { hourType: HourType; minutes: number }
  },
): Promise<void> {
  if (isOpen(visit.status)) return
  const [line] = await write.db
    .select({ quantity: orderLines.quantity, doneQuantity: orderLines.doneQuantity })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        eq(orderLines.source, 'time_entry'),
        eq(orderLines.sourceId, mended.id),
      ),
    )
  const wasBilled = mended.earlier.hourType === 'work' && mended.earlier.minutes > 0
  if (!line && wasBilled) return
  if (mended.minutes === 0)
    return removeSourceLine(write, { orderId: order.id, source: 'time_entry', sourceId: mended.id })
  const { quantity, doneQuantity } = line ?? { quantity: '0', doneQuantity: '0' }
  const apart = decimal(doneQuantity ?? quantity)
    .minus(quantity)
    .times(60)
    .round()
    .toNumber()
  await billHoursOnOrder(write, { ...mended, orderId: order.id, apart: Math.max(0, apart) })
}

/** What a line says of hours and what an hour of them costs: of an evening or a Sunday it says so, with what comes on top. */
export function labourLineOf(
  hours: HourKind & { member: string },
  labour: { name: string; price: string | null } | undefined,
  words: (key: `moment.${SwitchedMoment}`) => string,
): { description: string; unitPrice: string | null } {
  const moment = hours.moment === 'normal' ? null : words(`moment.${hours.moment}`)
  return {
    description: [labour ? `${labour.name} (${hours.member})` : hours.member, moment].filter(Boolean).join(' · '),
    unitPrice: labour?.price ? withSurcharge(labour.price, hours.surcharge) : null,
  }
}

async function labourLine(
  write: Write,
  orderId: string,
  hours: HourKind & { member: string },
  labour: { name: string; price: string | null } | undefined,
) {
  const [customer] = await write.db
    .select({ locale: customers.locale })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId)))
  return labourLineOf(hours, labour, documentText(customer?.locale ?? 'nl', 'execution'))
}

/** The same for what was paid or driven. Refused: orders.line_on_invoice. */
export async function billExpenseOnOrder(
  write: Write,
  expense: {
    id: string
    orderId: string
    customerId: string
    kind: ExpenseKind
    description: string
    grossAmount: string
    vatRate: string
  },
): Promise<void> {
  const [customer] = await write.db
    .select({ locale: customers.locale })
    .from(customers)
    .where(and(eq(customers.organizationId, write.actor.organizationId), eq(customers.id, expense.customerId)))
  const words = documentText(customer?.locale ?? 'nl', 'execution')
  await upsertSourceLine(write, {
    orderId: expense.orderId,
    source: 'expense',
    sourceId: expense.id,
    kind: 'expense',
    billing: 'included',
    description: [words(`expense.${expense.kind}`), expense.description].filter(Boolean).join(': '),
    unit: 'st',
    quantity: '1',
    unitPrice: expenseNet(expense.grossAmount, expense.vatRate),
    vatRate: expense.vatRate,
  })
}

/** What stands for an hour of work: the company's choice, else its first labour product. */
async function labourProduct(write: Write) {
  const { settings } = await organizationOf(write)
  const [labour] = await write.db
    .select()
    .from(products)
    .where(
      and(
        eq(products.organizationId, write.actor.organizationId),
        eq(products.kind, 'labour'),
        settings.labourProductId ? eq(products.id, settings.labourProductId) : eq(products.active, true),
      ),
    )
    .orderBy(asc(products.number))
    .limit(1)
  return labour
}

async function nameOf(write: Write, memberId: string): Promise<string> {
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  return member?.name ?? ''
}

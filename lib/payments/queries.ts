import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { payments } from '@/db/schema/payments'
import type { Read } from '@/lib/auth/actor'

/** Every payment on an invoice, reversed ones too, oldest first. */
export function paymentsOf(read: Pick<Read, 'actor' | 'db'>, invoiceId: string) {
  return read.db
    .select({
      id: payments.id,
      amount: payments.amount,
      paidOn: payments.paidOn,
      method: payments.method,
      reference: payments.reference,
      memberName: members.name,
      reversedAt: payments.reversedAt,
      reverseReason: payments.reverseReason,
    })
    .from(payments)
    .innerJoin(members, and(eq(members.organizationId, payments.organizationId), eq(members.id, payments.memberId)))
    .where(and(eq(payments.organizationId, read.actor.organizationId), eq(payments.invoiceId, invoiceId)))
    .orderBy(asc(payments.paidOn), asc(payments.id))
}

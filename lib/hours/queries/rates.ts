import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { rates } from '@/db/schema/hours'
import type { Read } from '@/lib/auth/actor'
import type { Rate } from '../rules/rates'

/** Every rate of the company: tens, not thousands. What wins is a rule's to say (rateFor). */
export function allRates(read: Read): Promise<Rate[]> {
  return read.db
    .select({
      id: rates.id,
      projectId: rates.projectId,
      customerId: rates.customerId,
      memberId: rates.memberId,
      hourType: rates.hourType,
      price: rates.price,
      validFrom: rates.validFrom,
    })
    .from(rates)
    .where(and(eq(rates.organizationId, read.actor.organizationId), isNull(rates.removedAt)))
    .orderBy(asc(rates.id))
    .limit(5000)
}

import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { orders } from '@/db/schema/orders'
import { syncKept } from '@/db/schema/sync'
import type { Read } from '@/lib/auth/actor'
import { checklistOf } from '@/lib/execution/queries/checklist'
import { wordsOf } from '@/lib/execution/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import { isChoice, type KeptReason, saidIn } from '../rules'
import { type WaitingPhone, waitingPhones } from './waiting'

/** What phones recorded of an order that nobody has looked at, with what stands instead where there is a choice. */
export type KeptItem = {
  id: string
  reason: KeptReason
  member: string
  at: string
  subject: string
  mine: string
  theirs: string
  by: string
  isChoice: boolean
}

/** What an order has from phones that the office should see: what it waits for, and what it must look at. */
export type FromPhones = { waiting: WaitingPhone[]; kept: KeptItem[] }

/** For the order's page and the check before invoicing. */
export async function fromPhones(read: Read, orderId: string, locale: string): Promise<FromPhones> {
  const { organizationId } = read.actor
  const [waiting, rows] = await Promise.all([
    waitingPhones(read, [orderId]),
    read.db
      .select({
        ...{ id: syncKept.id, reason: syncKept.reason, name: syncKept.name, subject: syncKept.subject },
        ...{ input: syncKept.input, current: syncKept.current, at: syncKept.createdAt },
        member: members.name,
        checklistTemplateId: orders.checklistTemplateId,
      })
      .from(syncKept)
      .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, syncKept.memberId)))
      .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, syncKept.orderId)))
      .where(
        and(eq(syncKept.organizationId, organizationId), eq(syncKept.orderId, orderId), isNull(syncKept.decidedAt)),
      )
      .orderBy(asc(syncKept.id))
      .limit(100),
  ])
  // Only where two answers stand beside each other: hardly ever.
  const fields = rows.some(({ name }) => name === 'execution.answer')
    ? await checklistOf(read, rows[0]?.checklistTemplateId ?? null)
    : []
  const kept = rows.map(({ id, reason, name, subject, member, at, input, current }): KeptItem => {
    const field = questionOf(fields, (input as { fieldId?: string }).fieldId)
    const words = (value: unknown) => {
      const said = saidIn(value)
      return field ? wordsOf(field, said, locale) : said
    }
    const by = (current as { by?: string } | null)?.by ?? ''
    return {
      ...{ id, reason, subject, member, at, by, mine: words(input), theirs: words(current) },
      isChoice: isChoice({ reason, name }),
    }
  })
  return { waiting: waiting.get(orderId) ?? [], kept }
}

import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { approvalLines } from '@/db/schema/approvals'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { silenceOf } from '../queries/consent'
import { isSilentConsent } from '../rules/signs'
import { tellStaff } from './answer'
import { bookedOf, changeRequest, linesOfRequest, lockRequest, stepBooked } from './lines'
import { collectAgreed, moveOrderLines, tellOrders } from './order-lines'

/**
 * Silence has become consent, as the contract said when it was offered: every line approved, nobody's name beside it, and on
 * the trail why. The row is locked and read again, so that who answers at that moment goes first.
 */
export async function consent(write: Write, id: string): Promise<void> {
  const request = await lockRequest(write, id)
  const silence = await silenceOf(write, request)
  if (!isSilentConsent({ ...request, ...silence }, write.now)) return
  const at = write.now.toString()
  const lines = await linesOfRequest(write, id)
  await write.db
    .update(approvalLines)
    .set({ answer: 'approved', answeredAt: at, version: sql`${approvalLines.version} + 1` })
    .where(
      and(
        eq(approvalLines.organizationId, write.actor.organizationId),
        eq(approvalLines.requestId, id),
        isNull(approvalLines.answer),
      ),
    )
  const booked = lines.flatMap((line) => bookedOf(line) ?? [])
  const stepped = await stepBooked(write, booked, 'accept', '')
  const ofOrders = lines.flatMap((line) => line.orderLineId ?? [])
  const moved = await moveOrderLines(write, ofOrders, 'offered', 'accepted', '')
  if (stepped !== booked.length || moved.length !== ofOrders.length)
    throw new Error(`a line of ${request.number} is not offered`)
  await changeRequest(write, request, { status: 'answered', answeredAt: at, silentConsentAt: at })
  await enqueue(write, 'approvals.seal', { requestId: id })
  const params = {
    number: request.number,
    to: request.recipient,
    days: request.silentConsentDays ?? 0,
    lines: lines.length,
    mailedAt: silence.mailedAt ?? '',
  }
  await record(write, {
    subject: ['approval', id],
    customerId: request.customerId,
    action: 'approvals.consent',
    params,
    changes: [{ field: 'status', from: 'open', to: 'answered' }],
  })
  const orderIds = moved.map(({ orderId }) => orderId)
  await collectAgreed(write, orderIds)
  await tellOrders(write, orderIds, 'approvals.consent', params)
  const answered = lines.map((line) => ({ ...line, answer: 'approved' as const, remark: '', answeredAt: at }))
  await tellStaff(write, request, answered, null)
}

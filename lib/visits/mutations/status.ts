import 'server-only'
import { and, eq } from 'drizzle-orm'
import { agendaEntries } from '@/db/schema/visits'
import { hasRole, type Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { isOpen, type StepFacts, type VisitStatus, type VisitStep, visitRefusal, visitSteps } from '../rules'
import { releaseAgenda } from './agenda'
import { changeVisit, conclude } from './facts'
import { lockVisit } from './lock'

/**
 * Takes one step of visitSteps that the people on site take. A step whose end is already reached succeeds without doing
 * anything (`changed: false`), so that a phone may send it twice. Order and visit are locked when it returns.
 * Refused: common.not_found, visits.not_this_step {status}, visits.not_on_team, visits.remaining_work, visits.reason.
 */
export async function moveVisitStatus(
  write: Write,
  visitId: string,
  step: Exclude<VisitStep, 'cancel' | 'restore'>,
  facts: StepFacts = {},
): Promise<{ orderId: string; status: VisitStatus; version: number; changed: boolean }> {
  const { visit, order } = await lockVisit(write, visitId)
  await refuseStranger(write, visitId)
  const status = visitSteps[step].to
  if (visit.status === status) return { orderId: order.id, status, version: visit.version, changed: false }
  const refusal = visitRefusal(visit.status, step, facts)
  if (refusal) throw new Refused(refusal, { params: { status: visit.status } })
  const version = await changeVisit(write, visit, {
    status,
    closedAt: isOpen(status) ? null : write.now.toString(),
    remainingWork: facts.remainingWork?.trim() ?? visit.remainingWork,
    noAccessReason: facts.noAccessReason?.trim() ?? visit.noAccessReason,
  })
  if (!isOpen(status)) await releaseAgenda(write, visit.id)
  await conclude(write, visit, version, {
    action: `visits.${status}`,
    changes: [{ field: 'status', from: visit.status, to: status }],
    params: { who: write.actor.name },
    reason: facts.remainingWork?.trim() || facts.noAccessReason?.trim() || '',
  })
  return { orderId: order.id, status, version, changed: true }
}

/** A technician changes only the visits he is on; planners and the product itself may change all. */
async function refuseStranger(write: Write, visitId: string): Promise<void> {
  if (write.actor.kind === 'system' || hasRole(write.actor, 'planner')) return
  const [entry] = await write.db
    .select({ id: agendaEntries.id })
    .from(agendaEntries)
    .where(
      and(
        eq(agendaEntries.organizationId, write.actor.organizationId),
        eq(agendaEntries.visitId, visitId),
        eq(agendaEntries.memberId, write.actor.id),
      ),
    )
  if (!entry) throw new Refused('visits.not_on_team')
}

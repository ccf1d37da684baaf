import 'server-only'
import { and, eq } from 'drizzle-orm'
import { signatures } from '@/db/schema/execution'
import { orderTypes } from '@/db/schema/forms'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { lockMyVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { bookVisit } from '@/lib/hours/mutations/visit-clock'
import { enqueue } from '@/lib/jobs/mutations'
import { addDocument } from '@/lib/orders/mutations/documents'
import { Refused } from '@/lib/refused'
import { instantOf, Temporal } from '@/lib/time'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import { isOpen } from '@/lib/visits/rules'
import type { CloseVisit, SignatureInput } from '../input'
import { answersOfVisit } from '../queries/answers'
import { checklistOf } from '../queries/checklist'
import { type ClosingProblem, closingProblems, closings } from '../rules'
import { missingFiles } from './files'
import { makeLines } from './lines'
import { addEvent, isTaken } from './step'

/** `waitsFor`: the files of it that are still on the phone; it ends when it is closed again with all of them here. */
export type Closed = { outcome: CloseVisit['outcome']; waitsFor?: string[] }

/**
 * Ends a visit: checks that nothing is missing, stops everybody's clock, moves the visit (partly done or no access brings the
 * order back to the backlog), turns what was recorded into order lines, keeps the signatures, and has the report made.
 * Closing twice with the same outcome is once. With `filesMayFollow` the clocks stop also while files are still to come.
 * Refused: common.not_found, execution.leader_closes {name}, hours.closed, or the first of closingProblems(), with all of
 * them as `current`.
 */
export async function closeVisit(write: Write, input: CloseVisit, { filesMayFollow = false } = {}): Promise<Closed> {
  const mine = await lockMyVisit(write, input.visitId)
  const { visit, team } = mine
  if (!mine.isLeader) throw new Refused('execution.leader_closes', { params: { name: team[0]?.name ?? '' } })
  if (visit.status === input.outcome) return { outcome: input.outcome }
  if (!isOpen(visit.status) && visit.status !== 'cancelled') throw new Refused('hours.closed')
  const signed = input.signatures.flatMap(({ fileId }) => fileId ?? [])
  const missing = await missingFiles(write, visit.id, [...new Set([...input.fileIds, ...signed])])
  const waits = filesMayFollow && missing.length > 0
  if (!mine.isLate) await refuseProblems(write, mine, input, { missing: missing.length, waits })
  const { event, visitStep } = closings[input.outcome]
  if (!(await isTaken(write, input.eventId, visit.id)))
    await addEvent(write, mine, { id: input.eventId, kind: event, at: input.at })
  await bookVisit(write, mine)
  if (waits) return { outcome: input.outcome, waitsFor: missing }
  for (const signature of input.signatures) await keepSignature(write, mine, signature)
  if (mine.isLate) {
    await makeLines(write, mine)
    return { outcome: input.outcome }
  }
  await moveVisitStatus(write, visit.id, visitStep, {
    remainingWork: input.outcome === 'completed' ? '' : input.remainingWork,
    noAccessReason: input.outcome === 'no_access' ? input.noAccessReason : '',
  })
  await makeLines(write, mine)
  await enqueue(write, 'execution.make_report', { visitId: visit.id })
  return { outcome: input.outcome }
}

async function refuseProblems(
  write: Write,
  { visit, order }: MyVisit,
  input: CloseVisit,
  files: { missing: number; waits: boolean },
): Promise<void> {
  const [type] = await write.db
    .select({ signatureRule: orderTypes.signatureRule })
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, write.actor.organizationId), eq(orderTypes.id, order.orderTypeId)))
  const checklist = await checklistOf(write, order.checklistTemplateId)
  const problems: ClosingProblem[] = closingProblems({
    outcome: input.outcome,
    status: visit.status,
    remainingWork: input.remainingWork,
    noAccessReason: input.noAccessReason,
    signatureRule: type?.signatureRule ?? 'none',
    // What the photos answer is looked at when they are here.
    checklist: files.waits ? checklist.filter(({ type }) => type !== 'photo' && type !== 'signature') : checklist,
    answers: (await answersOfVisit(write, visit.id)).answers,
    signers: input.signatures.map(({ signer }) => signer),
    absentReason: input.signatures.find(({ signer }) => signer === 'absent')?.absentReason ?? '',
    missingFiles: files.waits ? 0 : files.missing,
  })
  const [first] = problems
  if (!first) return
  const count = first.at === 'checklist' ? problems.filter(({ at }) => at === 'checklist').length : (first.count ?? 1)
  const code = first.at === 'checklist' ? 'execution.answers_missing' : first.code
  throw new Refused(code, { params: { count }, current: problems })
}

async function keepSignature(write: Write, { visit, order }: MyVisit, signature: SignatureInput): Promise<void> {
  const { actor, db, now } = write
  const signedAt = instantOf(signature.signedAt)
  await db
    .insert(signatures)
    .values({
      organizationId: actor.organizationId,
      id: signature.id,
      createdAt: now.toString(),
      visitId: visit.id,
      signer: signature.signer,
      name: signature.name,
      absentReason: signature.absentReason,
      fileId: signature.fileId ?? null,
      signedAt: (Temporal.Instant.compare(signedAt, now) > 0 ? now : signedAt).toString(),
      memberId: actor.id,
    })
    .onConflictDoNothing()
  if (signature.fileId)
    await addDocument(write, {
      id: signature.fileId,
      orderId: order.id,
      fileId: signature.fileId,
      kind: 'signature',
      title: signature.name,
      visitId: visit.id,
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: signature.signer === 'absent' ? 'execution.absent' : 'execution.signed',
    params: { name: signature.name || actor.name },
    reason: signature.absentReason,
  })
}

import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { expenses, timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { isWithdrawn, type Link } from '@/lib/auth/links'
import { type LineStep, lineSteps } from '@/lib/hours/rules/approval'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { moveOrderLines } from './order-lines'

export type LockedRequest = typeof approvalRequests.$inferSelect
export type Booked = { kind: 'hours' | 'expense'; id: string }

export function ownRequest(write: Write, id: string) {
  return and(eq(approvalRequests.organizationId, write.actor.organizationId), eq(approvalRequests.id, id))
}

/** The request, locked until the transaction ends. Refuses common.not_found. */
export async function lockRequest(write: Write, id: string): Promise<LockedRequest> {
  const [request] = await write.db.select().from(approvalRequests).where(ownRequest(write, id)).for('update')
  if (!request) throw new Refused('common.not_found')
  return request
}

/** As lockRequest, when it can still be answered. Refuses approvals.answered, approvals.expired, approvals.withdrawn. */
async function lockOpenRequest(write: Write, id: string): Promise<LockedRequest> {
  const request = await lockRequest(write, id)
  if (request.status !== 'open')
    throw new Refused(`approvals.${request.status}`, { params: { number: request.number } })
  if (Date.parse(request.expiresAt) <= write.now.epochMilliseconds)
    throw new Refused('approvals.expired', { params: { number: request.number } })
  return request
}

/**
 * As lockOpenRequest, for who came through this link: it was open when the page was asked for, and may have been replaced by
 * one to somebody else since. Refuses also approvals.withdrawn of that.
 */
export async function lockAsked(write: Write, link: Pick<Link, 'id' | 'subjectId'>): Promise<LockedRequest> {
  const request = await lockOpenRequest(write, link.subjectId)
  if (await isWithdrawn(write, link.id))
    throw new Refused('approvals.withdrawn', { params: { number: request.number } })
  return request
}

export async function changeRequest(
  write: Write,
  request: LockedRequest,
  change: Partial<typeof approvalRequests.$inferInsert>,
): Promise<void> {
  await write.db
    .update(approvalRequests)
    .set({ ...change, version: request.version + 1 })
    .where(ownRequest(write, request.id))
  await announce(write, 'approval', request.id, request.version + 1)
}

/** The lines of a request in their order. */
export function linesOfRequest({ actor, db }: Pick<Write, 'actor' | 'db'>, requestId: string) {
  return db
    .select()
    .from(approvalLines)
    .where(and(eq(approvalLines.organizationId, actor.organizationId), eq(approvalLines.requestId, requestId)))
    .orderBy(approvalLines.position)
}
export type RequestLine = Awaited<ReturnType<typeof linesOfRequest>>[number]

/** What was booked, of which a line of a request is a copy. */
export function bookedOf(line: RequestLine): Booked | null {
  if (line.timeEntryId) return { kind: 'hours', id: line.timeEntryId }
  return line.expenseId ? { kind: 'expense', id: line.expenseId } : null
}

const tables = { hours: timeEntries, expense: expenses } as const

/** Takes a step with booked lines from where it can be taken; how many took it. */
export async function stepBooked(
  write: Write,
  lines: readonly Booked[],
  step: LineStep,
  remark?: string,
): Promise<number> {
  const { from, to } = lineSteps[step]
  let taken = 0
  for (const kind of ['hours', 'expense'] as const) {
    const ids = lines.filter((line) => line.kind === kind).map((line) => line.id)
    if (ids.length === 0) continue
    const table = tables[kind]
    const rows = await write.db
      .update(table)
      .set({ state: to, version: sql`${table.version} + 1`, ...(remark === undefined ? {} : { remark }) })
      .where(
        and(
          eq(table.organizationId, write.actor.organizationId),
          isOneOf(table.id, ids),
          inArray(table.state, [...from]),
        ),
      )
      .returning({ id: table.id })
    taken += rows.length
  }
  return taken
}

/** Locks those of these lines that nobody is busy with, without waiting, so that two who offer never wait for each other. */
export async function lockFree(
  write: Write,
  lines: readonly Booked[],
): Promise<{ id: string; state: string; approvedAt: string | null }[]> {
  const found = []
  for (const kind of ['hours', 'expense'] as const) {
    const ids = lines.filter((line) => line.kind === kind).map((line) => line.id)
    if (ids.length === 0) continue
    const table = tables[kind]
    found.push(
      ...(await write.db
        .select({ id: table.id, state: table.state, approvedAt: table.approvedAt })
        .from(table)
        .where(and(eq(table.organizationId, write.actor.organizationId), isOneOf(table.id, ids)))
        .for('update', { skipLocked: true })),
    )
  }
  return found
}

/** What came back from the customer gets the price that was agreed meanwhile: while it was there, none reached it. */
export async function repriceSoon(write: Write, { projectId }: Pick<LockedRequest, 'projectId'>): Promise<void> {
  if (projectId) await enqueue(write, 'hours.reprice', { projectId })
}

/** What was offered goes back to where it was: approved within, or only handed in. */
export async function takeLinesBack(write: Write, request: Pick<LockedRequest, 'id' | 'projectId'>): Promise<void> {
  const lines = (await linesOfRequest(write, request.id)).filter((line) => line.answer === null)
  const booked = lines.flatMap((line) => bookedOf(line) ?? [])
  const ofOrders = lines.flatMap((line) => line.orderLineId ?? [])
  await moveOrderLines(write, ofOrders, 'offered', 'none')
  for (const kind of ['hours', 'expense'] as const) {
    const table = tables[kind]
    const ids = booked.filter((line) => line.kind === kind).map((line) => line.id)
    if (ids.length === 0) continue
    const rows = await write.db
      .select({ id: table.id, approvedAt: table.approvedAt })
      .from(table)
      .where(and(eq(table.organizationId, write.actor.organizationId), isOneOf(table.id, ids)))
      .orderBy(table.id)
      .for('update')
    const of = (isApproved: boolean) =>
      rows.filter((row) => (row.approvedAt !== null) === isApproved).map(({ id }) => ({ kind, id }))
    await stepBooked(write, of(true), 'withdraw')
    await stepBooked(write, of(false), 'recall')
  }
  await repriceSoon(write, request)
}

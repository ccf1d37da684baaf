import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { leaves } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import type { AddLeaveInput, EditLeaveInput, RemoveLeaveInput } from '../input'
import { whenText } from '../rules'
import { place, removeFromAgenda } from './agenda'
import { lockLeave, lockPerson } from './lock'

/**
 * A member is away. Over visits that stand there already only with a reason; they stay and show as overlapping.
 * Refused: visits.overlap, common.not_found for somebody who is not an active member.
 */
export async function addLeave(write: Write, input: AddLeaveInput): Promise<{ id: string; version: number }> {
  const organization = await organizationOf(write)
  const member = await lockPerson(write, input.memberId)
  const id = input.id ?? newId()
  const { memberId, kind, startAt, endAt, notes = '' } = input
  await write.db
    .insert(leaves)
    .values({ organizationId: write.actor.organizationId, id, memberId, kind, startAt, endAt, notes })
  await place(write, {
    leaveId: id,
    memberIds: [memberId],
    startAt,
    endAt,
    overlapReason: input.overlapReason,
    timeZone: organization.timeZone,
  })
  await record(write, {
    subject: ['leave', id],
    action: 'visits.leave_added',
    params: { who: member.name, kind, when: whenText(organization.timeZone, startAt, endAt) },
    reason: input.overlapReason,
  })
  await announce(write, 'leave', id, 1)
  return { id, version: 1 }
}

/** Refused: common.stale, common.not_found, visits.overlap. */
export async function editLeave(write: Write, input: EditLeaveInput): Promise<{ id: string; version: number }> {
  const organization = await organizationOf(write)
  const leave = await lockLeave(write, input.leaveId, input.version)
  const member = await lockPerson(write, leave.memberId)
  const { kind, startAt, endAt, notes = leave.notes } = input
  await place(write, {
    leaveId: leave.id,
    memberIds: [leave.memberId],
    startAt,
    endAt,
    overlapReason: input.overlapReason,
    timeZone: organization.timeZone,
  })
  await write.db
    .update(leaves)
    .set({ kind, startAt, endAt, notes, version: sql`${leaves.version} + 1` })
    .where(and(eq(leaves.organizationId, write.actor.organizationId), eq(leaves.id, leave.id)))
  await record(write, {
    subject: ['leave', leave.id],
    action: 'visits.leave_changed',
    changes: changesBetween(leave, { kind, startAt, endAt, notes }),
    params: { who: member.name, kind, when: whenText(organization.timeZone, startAt, endAt) },
    reason: input.overlapReason,
  })
  await announce(write, 'leave', leave.id, leave.version + 1)
  return { id: leave.id, version: leave.version + 1 }
}

/** Refused: common.stale, common.not_found. */
export async function removeLeave(write: Write, input: RemoveLeaveInput): Promise<{ id: string }> {
  const organization = await organizationOf(write)
  const leave = await lockLeave(write, input.leaveId, input.version)
  const member = await lockPerson(write, leave.memberId)
  await removeFromAgenda(write, { leaveId: leave.id })
  await write.db
    .delete(leaves)
    .where(and(eq(leaves.organizationId, write.actor.organizationId), eq(leaves.id, leave.id)))
  await record(write, {
    subject: ['leave', leave.id],
    action: 'visits.leave_removed',
    params: {
      who: member.name,
      kind: leave.kind,
      when: whenText(organization.timeZone, leave.startAt, leave.endAt),
    },
  })
  await announce(write, 'leave', leave.id, leave.version + 1)
  return { id: leave.id }
}

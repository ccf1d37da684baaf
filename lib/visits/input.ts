import { z } from 'zod'
import { leaveKinds } from './rules'

const id = z.uuid()
const instant = z.iso.datetime({ offset: true })
const version = z.number().int().positive()
const reason = z.string().trim().min(1).max(500)
const team = z
  .array(id)
  .min(1)
  .max(20)
  .refine((ids) => new Set(ids).size === ids.length, 'common.double')
const longestMinutes = 14 * 24 * 60
/** So many visits are changed at once at most: all that a proposal of the engine may hold. */
export const mostTogether = 400
const durationMinutes = z.number().int().min(5).max(longestMinutes).optional()
const overlapReason = z.string().trim().max(500).optional()
/** Why it is planned there though the board warned: outside hours, without a skill, over the week. */
const despite = z.string().trim().max(500).optional()

/** Both or neither, and the end after the start. */
function windowIsWhole(value: { startAt?: string | null; endAt?: string | null }): boolean {
  if (!value.startAt !== !value.endAt) return false
  if (!value.startAt || !value.endAt) return true
  const minutes = (Date.parse(value.endAt) - Date.parse(value.startAt)) / 60_000
  return minutes >= 5 && minutes <= longestMinutes
}
const windowRefusal = { message: 'visits.window', path: ['endAt'] }

export const assignInput = z
  .strictObject({
    id: id.optional(),
    orderId: id,
    memberIds: team,
    leaderId: id.optional(),
    startAt: instant.optional(),
    endAt: instant.optional(),
    durationMinutes,
    overlapReason,
    despite,
    instructions: z.string().trim().max(2000).optional(),
    /** Whether the customer hears of it; without, as the order type says. */
    tell: z.boolean().optional(),
  })
  .refine(windowIsWhole, windowRefusal)
export type AssignInput = z.infer<typeof assignInput>

export const moveInput = z
  .strictObject({
    visitId: id,
    version,
    memberIds: team,
    leaderId: id.optional(),
    startAt: instant.nullable(),
    endAt: instant.nullable(),
    /** How long without a time; with one the time says it. */
    durationMinutes,
    overlapReason,
    despite,
    instructions: z.string().trim().max(2000).optional(),
    /** Whether the customer hears of it; without, only of a first time, as the order type says. */
    tell: z.boolean().optional(),
  })
  .refine(windowIsWhole, windowRefusal)
export type MoveInput = z.infer<typeof moveInput>

export const resizeInput = z
  .strictObject({
    visitId: id,
    version,
    startAt: instant,
    endAt: instant,
    overlapReason,
    despite,
  })
  .refine(windowIsWhole, windowRefusal)
export type ResizeInput = z.infer<typeof resizeInput>

/** Where a visit goes: to whom (the leader first), when, for how long. */
const placeFields = z
  .strictObject({
    memberIds: team,
    startAt: instant.nullable(),
    endAt: instant.nullable(),
    durationMinutes,
    instructions: z.string().trim().max(2000).optional(),
    /** The reason it overlapped with when it stood there, or empty: then it goes back to exactly that. */
    overlapWas: z.string().max(500).optional(),
  })
  .refine(windowIsWhole, windowRefusal)

export const moveVisitsInput = z.strictObject({
  changes: z
    .array(z.strictObject({ visitId: id, version, to: placeFields.nullable() }))
    .min(1)
    .max(mostTogether)
    .refine((changes) => new Set(changes.map(({ visitId }) => visitId)).size === changes.length, 'common.double'),
  /** What can't go stays where it is and the others go; without, it is all or nothing. */
  isPartly: z.boolean().optional(),
  overlapReason,
  despite,
})
export type MoveVisitsInput = z.infer<typeof moveVisitsInput>

export const copyInput = z
  .strictObject({
    id,
    /** The visit it is a further one of. */
    visitId: id,
    memberIds: team,
    startAt: instant.nullable(),
    endAt: instant.nullable(),
    durationMinutes,
    overlapReason,
    despite,
  })
  .refine(windowIsWhole, windowRefusal)
export type CopyInput = z.infer<typeof copyInput>

const part = z.strictObject({ id, startAt: instant, endAt: instant }).refine(windowIsWhole, windowRefusal)
export const splitInput = z.strictObject({
  /** An order that is still to plan, or one of its visits: that becomes the first part. */
  from: z.union([z.strictObject({ orderId: id }), z.strictObject({ visitId: id, version })]),
  memberIds: team,
  parts: z.array(part).min(2).max(20),
  overlapReason,
  despite,
})
export type SplitInput = z.infer<typeof splitInput>

export const visitVersionInput = z.strictObject({ visitId: id, version })
export type VisitVersionInput = z.infer<typeof visitVersionInput>

export const cancelInput = z.strictObject({ visitId: id, version, reason, tell: z.boolean().optional() })
export type CancelInput = z.infer<typeof cancelInput>

const restoreInput = z.strictObject({
  visitId: id,
  version,
  memberIds: team,
  leaderId: id.optional(),
  overlapReason: z.string().trim().max(500).optional(),
})
export type RestoreInput = z.infer<typeof restoreInput>

export const tellInput = z.strictObject({ visitId: id })
export type TellInput = z.infer<typeof tellInput>

export const watchInput = z.strictObject({ visitId: id, isHere: z.boolean() })
export type WatchInput = z.infer<typeof watchInput>

const leaveFields = {
  kind: z.enum(leaveKinds),
  startAt: instant,
  endAt: instant,
  notes: z.string().trim().max(500).optional(),
  /** Visits that stand there already stay, and show as overlapping. */
  overlapReason: z.string().trim().max(500).optional(),
}
function leaveIsWhole(value: { startAt: string; endAt: string }): boolean {
  const days = (Date.parse(value.endAt) - Date.parse(value.startAt)) / 86_400_000
  return days > 0 && days <= 366
}

export const addLeaveInput = z
  .strictObject({ id: id.optional(), memberId: id, ...leaveFields })
  .refine(leaveIsWhole, windowRefusal)
export type AddLeaveInput = z.infer<typeof addLeaveInput>

export const editLeaveInput = z
  .strictObject({ leaveId: id, version, ...leaveFields })
  .refine(leaveIsWhole, windowRefusal)
export type EditLeaveInput = z.infer<typeof editLeaveInput>

/** Whose visits are in the way of being away from … to. */
export const clashQuery = z.object({ member: id, from: instant, to: instant })
export type ClashQuery = z.infer<typeof clashQuery>

export const removeLeaveInput = z.strictObject({ leaveId: id, version })
export type RemoveLeaveInput = z.infer<typeof removeLeaveInput>

export const askLeaveInput = z
  .strictObject({
    id,
    kind: leaveFields.kind,
    startAt: instant,
    endAt: instant,
    notes: leaveFields.notes,
  })
  .refine(leaveIsWhole, windowRefusal)
export type AskLeaveInput = z.infer<typeof askLeaveInput>

export const withdrawLeaveInput = z.strictObject({ id, version })
export type WithdrawLeaveInput = z.infer<typeof withdrawLeaveInput>

export const decideLeaveInput = z
  .strictObject({
    id,
    version,
    decision: z.enum(['grant', 'decline']),
    /** Why not; for a grant nothing. */
    reason: z.string().trim().max(500).optional(),
    overlapReason: leaveFields.overlapReason,
  })
  .refine((value) => value.decision === 'grant' || Boolean(value.reason), {
    message: 'common.required',
    path: ['reason'],
  })
export type DecideLeaveInput = z.infer<typeof decideLeaveInput>

export const endFeedInput = z.strictObject({ feedId: id })
export type EndFeed = z.infer<typeof endFeedInput>

/** A deed about nobody but who does it. */
export const noInput = z.strictObject({})

import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { customerAnswers, dayParts, leaveKinds, leaveRequestStates, visitStatuses } from '@/lib/visits/rules'
import { belongsTo, instant, tenantTable, version } from '../columns'
import { members } from './auth'
import { orders } from './orders'

export const visits = tenantTable(
  'visits',
  {
    orderId: uuid().notNull(),
    status: text({ enum: visitStatuses }).notNull().default('planned'),
    /** Both empty while the visit is assigned without a time. Half-open: [start, end). */
    startAt: instant(),
    endAt: instant(),
    durationMinutes: integer().notNull(),
    instructions: text().notNull().default(''),
    /** What the customer was last told, and whether a move since then still must be told. */
    toldStartAt: instant(),
    toldEndAt: instant(),
    toldAt: instant(),
    /** Grows with each mail, as the SEQUENCE of the .ics event. */
    toldSequence: integer().notNull().default(0),
    /** What the customer last answered by the link, in which words, and for another time at which parts of a day. */
    customerAnswer: text({ enum: customerAnswers }),
    customerAnsweredAt: instant(),
    customerWords: text().notNull().default(''),
    customerParts: text({ enum: dayParts }).array().notNull().default(sql`'{}'::text[]`),
    /** When a planner had seen that answer; empty keeps it among what waits for one. */
    answerSeenAt: instant(),
    /** When we come instead, as the customer was told while the visits before this one ran late. */
    expectedStartAt: instant(),
    closedAt: instant(),
    remainingWork: text().notNull().default(''),
    noAccessReason: text().notNull().default(''),
    cancelReason: text().notNull().default(''),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.orderId, orders),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.startAt),
    index('visits_unseen_answers')
      .on(t.organizationId, t.customerAnsweredAt)
      .where(sql`${t.customerAnswer} in ('asked', 'picked', 'cancelled') and ${t.answerSeenAt} is null`),
    check('visits_answer', sql`(${t.customerAnswer} is null) = (${t.customerAnsweredAt} is null)`),
    check(
      'visits_window',
      sql`(${t.startAt} is null) = (${t.endAt} is null) and (${t.endAt} is null or ${t.endAt} > ${t.startAt})`,
    ),
  ],
)

export const leaves = tenantTable(
  'leaves',
  {
    memberId: uuid().notNull(),
    kind: text({ enum: leaveKinds }).notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    notes: text().notNull().default(''),
    version: version(),
  },
  (t) => [belongsTo(t, t.memberId, members), index().on(t.organizationId, t.memberId, t.startAt)],
)

/** Leave somebody asks for. Granted it becomes a leave of its own; until then nothing stands in anybody's agenda. */
export const leaveRequests = tenantTable(
  'leave_requests',
  {
    memberId: uuid().notNull(),
    kind: text({ enum: leaveKinds }).notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    notes: text().notNull().default(''),
    state: text({ enum: leaveRequestStates }).notNull().default('pending'),
    decidedAt: instant(),
    decidedById: uuid(),
    /** Why it was declined. */
    decideReason: text().notNull().default(''),
    /** What it became; a leave can be removed again, the request stays. */
    leaveId: uuid(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.decidedById, members),
    index().on(t.organizationId, t.memberId, t.startAt),
    index('leave_requests_pending').on(t.organizationId, t.startAt).where(sql`${t.state} = 'pending'`),
  ],
)

/**
 * Who is where: one row per member of a visit or leave. The exclusion constraint in db/guards.ts refuses two rows of one
 * member that overlap; `allowOverlap` with its reason takes a row out of it.
 */
export const agendaEntries = tenantTable(
  'agenda_entries',
  {
    memberId: uuid().notNull(),
    visitId: uuid(),
    leaveId: uuid(),
    leader: boolean().notNull().default(false),
    startAt: instant(),
    endAt: instant(),
    allowOverlap: boolean().notNull().default(false),
    overlapReason: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.leaveId, leaves),
    uniqueIndex().on(t.organizationId, t.visitId, t.memberId),
    uniqueIndex().on(t.organizationId, t.leaveId),
    index().on(t.organizationId, t.memberId, t.startAt),
    index().on(t.organizationId, t.startAt),
    check(
      'agenda_entries_window',
      sql`(${t.startAt} is null) = (${t.endAt} is null) and (${t.endAt} is null or ${t.endAt} > ${t.startAt})`,
    ),
    check('agenda_entries_one', sql`(${t.visitId} is null) <> (${t.leaveId} is null)`),
  ],
)

/** Who was ever put on a visit: what they recorded on site is taken also after the plan went on without them. */
export const visitMembers = tenantTable(
  'visit_members',
  { visitId: uuid().notNull(), memberId: uuid().notNull() },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    uniqueIndex().on(t.organizationId, t.visitId, t.memberId),
  ],
)

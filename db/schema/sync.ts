import { sql } from 'drizzle-orm'
import { bigint, index, integer, json, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { fileKinds } from '@/lib/execution/rules'
import { keptReasons } from '@/lib/sync/rules'
import { belongsTo, createdAt, instant, tenantTable } from '../columns'
import { members } from './auth'
import { orders } from './orders'
import { visits } from './visits'

/** One app on one phone of one member; its id is made there. What it says it still holds is what it said last. */
export const syncDevices = tenantTable(
  'sync_devices',
  {
    memberId: uuid().notNull(),
    name: text().notNull().default(''),
    /** The last operation that was answered: the next one has the number after it. */
    lastSeq: integer().notNull().default(0),
    lastSeenAt: createdAt(),
    appVersion: text().notNull().default(''),
    unsentOperations: integer().notNull().default(0),
    unsentFiles: integer().notNull().default(0),
    /** When the oldest of those was made. */
    unsentOldestAt: instant(),
    revokedAt: instant(),
    /** With what a phone seals what its member leaves unsent when they sign out; encrypted, and only told to that member. */
    sealKey: text(),
  },
  (t) => [belongsTo(t, t.memberId, members), index().on(t.organizationId, t.memberId, t.lastSeenAt)],
)

/** What phones sent and what was answered, append-only: triggers refuse update and delete. The id is made at the tap. */
export const syncOperations = tenantTable(
  'sync_operations',
  {
    deviceId: uuid().notNull(),
    seq: integer().notNull(),
    memberId: uuid().notNull(),
    /** As the phone said it; there need not be such a visit. */
    visitId: uuid(),
    name: text().notNull(),
    inputHash: text().notNull(),
    /** json, not jsonb: it is answered again byte for byte. */
    answer: json().notNull(),
    /** The phone's wall clock, and what has to be added to it to get ours. */
    deviceAt: instant().notNull(),
    offsetMs: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    belongsTo(t, t.deviceId, syncDevices),
    belongsTo(t, t.memberId, members),
    uniqueIndex().on(t.organizationId, t.deviceId, t.seq),
    index().on(t.organizationId, t.visitId),
  ],
)

/** A file that is still coming in, in chunks; its id is made on the phone. Gone when it is whole, or when it expired. */
export const syncUploads = tenantTable(
  'sync_uploads',
  {
    deviceId: uuid().notNull(),
    memberId: uuid().notNull(),
    visitId: uuid().notNull(),
    kind: text({ enum: fileKinds }).notNull(),
    fieldId: text().notNull().default(''),
    takenAt: instant(),
    name: text().notNull().default(''),
    sha256: text().notNull(),
    sizeBytes: integer().notNull(),
    offsetBytes: integer().notNull().default(0),
    expiresAt: instant().notNull(),
  },
  (t) => [
    belongsTo(t, t.deviceId, syncDevices),
    belongsTo(t, t.memberId, members),
    index().on(t.organizationId, t.memberId),
    index().on(t.organizationId, t.visitId),
    index().on(t.expiresAt),
  ],
)

/** A visit that was closed on site while its files are still on the phone: it ends when the last one is here. */
export const syncClosings = tenantTable(
  'sync_closings',
  {
    visitId: uuid().notNull(),
    orderId: uuid().notNull(),
    deviceId: uuid().notNull(),
    memberId: uuid().notNull(),
    input: jsonb().notNull(),
    endedAt: instant(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.deviceId, syncDevices),
    belongsTo(t, t.memberId, members),
    uniqueIndex('sync_closings_open').on(t.organizationId, t.visitId).where(sql`${t.endedAt} is null`),
    index('sync_closings_waiting').on(t.organizationId, t.orderId).where(sql`${t.endedAt} is null`),
  ],
)

/**
 * What a phone recorded and the office has to look at: another answer stood there, the visit was closed, or was no longer
 * theirs. Its id is the operation's.
 */
export const syncKept = tenantTable(
  'sync_kept',
  {
    orderId: uuid().notNull(),
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    reason: text({ enum: keptReasons }).notNull(),
    /** The operation, and what it said; what stood there instead. */
    name: text().notNull(),
    input: jsonb().notNull(),
    current: jsonb(),
    /** The question or the material it is about, in words. */
    subject: text().notNull().default(''),
    decidedAt: instant(),
    decidedById: uuid(),
  },
  (t) => [
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.decidedById, members),
    index().on(t.organizationId, t.orderId),
    index('sync_kept_stale').on(t.organizationId, t.memberId).where(sql`${t.reason} = 'stale'`),
    index('sync_kept_open').on(t.organizationId, t.id).where(sql`${t.decidedAt} is null`),
  ],
)

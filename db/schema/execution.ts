import {
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { countKinds, signerKinds } from '@/lib/execution/rules'
import type { AnswerValue } from '@/lib/forms/rules'
import { visitEventKinds } from '@/lib/hours/rules/clock'
import { lineBillings } from '@/lib/orders/rules'
import { belongsTo, instant, price, quantity, tenantTable, version } from '../columns'
import { members } from './auth'
import { files } from './files'
import { products } from './products'
import { visits } from './visits'

/** Each tap of the clock, with the phone's time and the server's (created_at). Ids are made on the phone. */
export const visitEvents = tenantTable(
  'visit_events',
  {
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    kind: text({ enum: visitEventKinds }).notNull(),
    /** When it was tapped, by the phone's clock. */
    at: instant().notNull(),
    note: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    index().on(t.organizationId, t.visitId, t.at),
    // What somebody tapped before and after a moment, on any visit.
    index().on(t.organizationId, t.memberId, t.at),
  ],
)

/**
 * Where somebody was at a tap, one row each, while the company keeps that: deleted after so many days, or when it no longer
 * does. Nothing copies them. The id is made up on the phone and stands nowhere else.
 */
export const visitPositions = tenantTable(
  'visit_positions',
  {
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    eventId: uuid().notNull(),
    /** When it was measured. */
    at: instant().notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    accuracyM: integer().notNull(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.eventId, visitEvents),
    uniqueIndex().on(t.organizationId, t.eventId),
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.memberId, t.at, t.id),
    index().on(t.organizationId, t.at),
  ],
)

/** As jsonb, but read as it was written: drizzle's own reads the text '12.5' back as a number. */
const answerValue = customType<{ data: AnswerValue; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value as AnswerValue,
})

/** One row per checklist field, so that two people who fill in different fields never collide. */
export const visitAnswers = tenantTable(
  'visit_answers',
  {
    visitId: uuid().notNull(),
    fieldId: text().notNull(),
    value: answerValue(),
    memberId: uuid().notNull(),
    answeredAt: instant().notNull(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    uniqueIndex().on(t.organizationId, t.visitId, t.fieldId),
  ],
)

export const visitMaterials = tenantTable(
  'visit_materials',
  {
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    productId: uuid(),
    description: text().notNull(),
    unit: text().notNull().default('st'),
    quantity: quantity().notNull(),
    /** Only for extra work without a product, when the technician may name a price. */
    unitPrice: price(),
    kind: text({ enum: ['material', 'labour', 'text'] })
      .notNull()
      .default('material'),
    billing: text({ enum: lineBillings }).notNull().default('included'),
    removedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.productId, products),
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.memberId, t.id),
  ],
)

/** What went in or out at a stop: so many pieces, of what weight. */
export const visitCounts = tenantTable(
  'visit_counts',
  {
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    kind: text({ enum: countKinds }).notNull(),
    /** Of what: pallets, boxes, the goods of a delivery note. */
    description: text().notNull().default(''),
    count: quantity().notNull(),
    weightKg: quantity(),
    remark: text().notNull().default(''),
    removedAt: instant(),
    version: version(),
  },
  (t) => [belongsTo(t, t.visitId, visits), belongsTo(t, t.memberId, members), index().on(t.organizationId, t.visitId)],
)

export const visitNotes = tenantTable(
  'visit_notes',
  {
    visitId: uuid().notNull(),
    memberId: uuid().notNull(),
    body: text().notNull(),
    forCustomer: boolean().notNull().default(false),
    removedAt: instant(),
    version: version(),
  },
  (t) => [belongsTo(t, t.visitId, visits), belongsTo(t, t.memberId, members), index().on(t.organizationId, t.visitId)],
)

export const signatures = tenantTable(
  'signatures',
  {
    visitId: uuid().notNull(),
    signer: text({ enum: signerKinds }).notNull(),
    name: text().notNull(),
    /** Why nobody signed, for "customer absent". */
    absentReason: text().notNull().default(''),
    fileId: uuid(),
    signedAt: instant().notNull(),
    memberId: uuid().notNull(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.fileId, files),
    belongsTo(t, t.memberId, members),
    uniqueIndex().on(t.organizationId, t.visitId, t.signer),
  ],
)

/** The signed PDF with the frozen facts it was drawn from; triggers refuse any change. */
export const workReports = tenantTable(
  'work_reports',
  {
    visitId: uuid().notNull(),
    orderId: uuid().notNull(),
    content: jsonb().notNull(),
    fileId: uuid().notNull(),
    sha256: text().notNull(),
    sealedAt: instant().notNull(),
  },
  (t) => [
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.fileId, files),
    uniqueIndex().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.orderId),
  ],
)

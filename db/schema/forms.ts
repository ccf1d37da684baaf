import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { approvalWishes } from '@/lib/customers/rules'
import { type FormField, formKinds, signatureRules } from '@/lib/forms/rules'
import { amount, belongsTo, tenantTable, version } from '../columns'

/** Sets form, checklist, duration, skills, billing rule and signature rule of an order. */
export const orderTypes = tenantTable(
  'order_types',
  {
    name: text().notNull(),
    /** Names in the other languages, for the public form and documents. */
    names: jsonb().$type<Record<string, string>>().notNull().default({}),
    icon: text().notNull().default('wrench'),
    durationMinutes: integer().notNull().default(60),
    /** What who goes must be able to do, in the words of members' skills. */
    skills: text().array().notNull().default(sql`'{}'::text[]`),
    signatureRule: text({ enum: signatureRules }).notNull().default('customer_or_reason'),
    /** The customer gets a mail with date, window and .ics when a visit is planned. */
    tellCustomer: boolean().notNull().default(true),
    /** Shown on the public request form. */
    requestable: boolean().notNull().default(true),
    /** hourly: labour and material as done; fixed: one price whatever was done. */
    billing: text({ enum: ['hourly', 'fixed', 'none'] })
      .notNull()
      .default('hourly'),
    fixedPrice: amount(),
    /** Whether the customer approves what was done before it is invoiced; `default` follows the customer (orderWishOf in lib/approvals). */
    approval: text({ enum: approvalWishes }).notNull().default('default'),
    active: boolean().notNull().default(true),
    position: integer().notNull().default(0),
    version: version(),
  },
  (t) => [uniqueIndex().on(t.organizationId, t.name)],
)

/** A version of a form; an order keeps the one it started with, so a published version never changes. */
export const formTemplates = tenantTable(
  'form_templates',
  {
    orderTypeId: uuid().notNull(),
    kind: text({ enum: formKinds }).notNull(),
    number: integer().notNull(),
    fields: jsonb().$type<FormField[]>().notNull(),
    current: boolean().notNull().default(true),
  },
  (t) => [
    belongsTo(t, t.orderTypeId, orderTypes),
    uniqueIndex().on(t.organizationId, t.orderTypeId, t.kind, t.number),
    index().on(t.organizationId, t.orderTypeId, t.kind, t.current),
  ],
)

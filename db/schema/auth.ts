import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { basePlaces, linkPurposes, memberRoles, type OrganizationSettings } from '@/lib/auth/rules'
import {
  addressColumns,
  belongsTo,
  citext,
  createdAt,
  instant,
  locationColumns,
  tenantTable,
  version,
} from '../columns'

/** The tenant. Read by slug before anybody is known, so the system role may read it. */
export const organizations = pgTable('organizations', {
  id: uuid().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  ...addressColumns(),
  /** VAT number with country prefix (BE0123456749, NL123456789B01); empty for a small business without one. */
  vatNumber: text().notNull().default(''),
  /** KBO/BCE number (BE) or KvK number (NL), digits only. */
  enterpriseNumber: text().notNull().default(''),
  iban: text().notNull().default(''),
  bic: text().notNull().default(''),
  email: text().notNull().default(''),
  phone: text().notNull().default(''),
  website: text().notNull().default(''),
  timeZone: text().notNull().default('Europe/Brussels'),
  locale: text().notNull().default('nl'),
  /** File id of the logo in `files`. */
  logoFileId: uuid(),
  colour: text().notNull().default('#0f5c66'),
  settings: jsonb().$type<Partial<OrganizationSettings>>().notNull().default({}),
  demo: boolean().notNull().default(false),
  version: version(),
  createdAt: createdAt(),
})

/** A person who can sign in; may be a member of several organizations. Only the system role reads it. */
export const accounts = pgTable('accounts', {
  id: uuid().primaryKey(),
  email: citext().notNull().unique(),
  passwordHash: text(),
  createdAt: createdAt(),
})

export const members = tenantTable(
  'members',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    name: text().notNull(),
    email: citext().notNull(),
    phone: text().notNull().default(''),
    roles: text({ enum: memberRoles }).array().notNull(),
    active: boolean().notNull().default(true),
    locale: text().notNull().default('nl'),
    colour: text().notNull().default('#0f5c66'),
    skills: text().array().notNull().default(sql`'{}'::text[]`),
    /** Planned working hours a week, in minutes; the board shows capacity against it. */
    weekMinutes: integer().notNull().default(2280),
    /** Minutes of Monday … Sunday; empty: the week spread over Monday to Friday. */
    schedule: integer().array().notNull().default(sql`'{}'::integer[]`),
    /** Where their working day begins and ends. */
    dayStartsAt: text({ enum: basePlaces }).notNull().default('depot'),
    dayEndsAt: text({ enum: basePlaces }).notNull().default('depot'),
    /** Groups of rows on the planboard; empty: in none. */
    team: text().notNull().default(''),
    region: text().notNull().default(''),
    /** Own working day and break on the local clock; empty: those of the company. */
    dayStart: text().notNull().default(''),
    dayEnd: text().notNull().default(''),
    breakStart: text().notNull().default(''),
    breakEnd: text().notNull().default(''),
    /** Row order on the planboard. */
    position: integer().notNull().default(0),
    version: version(),
  },
  (t) => [uniqueIndex().on(t.organizationId, t.accountId), index().on(t.accountId)],
)

/**
 * Where working days begin and end: the depot of the company (no member), and the homes of members, which only
 * administrators and the planning engine read.
 */
export const bases = tenantTable(
  'bases',
  { memberId: uuid(), ...addressColumns(), ...locationColumns(), version: version() },
  (t) => [belongsTo(t, t.memberId, members), unique().on(t.organizationId, t.memberId).nullsNotDistinct()],
)

/** One per signed-in browser; the JWT only names it. Ending it ends the browser's next request. */
export const sessions = tenantTable(
  'sessions',
  {
    memberId: uuid().notNull(),
    userAgent: text().notNull().default(''),
    ip: text().notNull().default(''),
    lastSeenAt: createdAt(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [belongsTo(t, t.memberId, members), index().on(t.organizationId, t.memberId), index().on(t.id)],
)

/** Links for people without a session: 256 random bits, of which only the hash is kept; one purpose, an expiry. */
export const links = tenantTable(
  'links',
  {
    purpose: text({ enum: linkPurposes }).notNull(),
    tokenHash: text().notNull().unique(),
    /** What it opens: id of the invitation's member, account, request, visit … by purpose. */
    subjectId: uuid().notNull(),
    /** Who it was sent to; on the trail when it is used. */
    recipient: text().notNull().default(''),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    withdrawnAt: instant(),
  },
  (t) => [index().on(t.organizationId, t.purpose, t.subjectId)],
)

/** Attempts per key and time bucket; counted by one atomic upsert. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().notNull(),
    action: text().notNull(),
    bucket: instant().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.action, t.bucket] }), index().on(t.bucket)],
)

/** What was answered to a key: the same tap sent twice has one effect and gets one answer. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: uuid().notNull(),
    actorId: text().notNull(),
    key: uuid().notNull(),
    requestHash: text().notNull(),
    /** json, not jsonb: it is answered again byte for byte. */
    reply: json(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.actorId, t.key] }), index().on(t.createdAt)],
)

/** Consecutive numbers for people (O-2026-0123), one locked row per kind and period. Invoices have their own series. */
export const counters = pgTable(
  'counters',
  {
    organizationId: uuid().notNull(),
    kind: text().notNull(),
    period: text().notNull(),
    last: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.kind, t.period] }), check('counters_last', sql`${t.last} >= 0`)],
)

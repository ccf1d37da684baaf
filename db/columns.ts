import type { BuildExtraConfigColumns } from 'drizzle-orm'
import { type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn, PgColumnBuilderBase, PgTableExtraConfigValue } from 'drizzle-orm/pg-core'
import {
  customType,
  doublePrecision,
  foreignKey,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { locatedKinds } from '@/lib/geo/rules/located'

/** timestamptz as an ISO 8601 string in UTC (`2026-11-22T09:30:00Z`), so that rows cross to the browser unchanged. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamptz',
  fromDriver: (value) => isoInstant(value),
})

/** Postgres text (`2026-11-22 09:30:00.5+00`, session zone UTC) → ISO (`2026-11-22T09:30:00.5Z`). */
export function isoInstant(value: string): string {
  return value.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z')
}

/** Case-insensitive text, for mail addresses. */
export const citext = customType<{ data: string }>({ dataType: () => 'citext' })

/** Names as people sort them: capitals and accents beside their letter. A long list needs an index of the same. */
export const byName = (name: SQLWrapper) => sql`${name} collate "und-x-icu"`

/** One of so many ids, as one parameter: the same statement however many there are. */
export const isOneOf = (id: SQLWrapper, ids: readonly string[]) => sql`${id} = any(${sql.param(ids)}::uuid[])`

/** Euro amounts, two decimals, as a decimal string. */
export const amount = () => numeric({ precision: 14, scale: 2 })
/** Price per unit: more decimals than money has. */
export const price = () => numeric({ precision: 14, scale: 4 })
export const quantity = () => numeric({ precision: 12, scale: 3 })
export const percent = () => numeric({ precision: 5, scale: 2 })

/** Editable rows carry the number of their edit; an edit says which one it saw. */
export const version = () => integer().notNull().default(1)
export const createdAt = () => instant().notNull().default(sql`now()`)

/** Where something is: one shape for customers, sites and the organization. */
export const addressColumns = () => ({
  street: text().notNull().default(''),
  houseNumber: text().notNull().default(''),
  postalCode: text().notNull().default(''),
  city: text().notNull().default(''),
  country: text().notNull().default('BE'),
})

/** Where that is on a map, and who found it: beside the columns of an address. */
export const locationColumns = () => ({
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  located: text({ enum: locatedKinds }).notNull().default('none'),
  /** A kind of geocoder, `table`, `away` while the server did not answer, `hand`; empty: nobody looked yet. */
  locatedBy: text().notNull().default(''),
})

const tenantColumns = () => ({
  organizationId: uuid().notNull(),
  id: uuid().notNull(),
  createdAt: createdAt(),
})

type TenantColumns = ReturnType<typeof tenantColumns>

/**
 * A table whose rows belong to one organization: key (organization_id, id).
 * db/guards.ts gives every table with organization_id its forced row-level-security policy and grants.
 */
export function tenantTable<Name extends string, Columns extends Record<string, PgColumnBuilderBase>>(
  name: Name,
  columns: Columns,
  extra?: (table: BuildExtraConfigColumns<Name, Columns & TenantColumns, 'pg'>) => PgTableExtraConfigValue[],
) {
  return pgTable(name, { ...tenantColumns(), ...columns } as Columns & TenantColumns, (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    ...(extra?.(table) ?? []),
  ])
}

type TenantKey = { organizationId: PgColumn; id: PgColumn }

/** A foreign key that carries the organization, so that a row can never point into another company. */
export function belongsTo(table: object, column: object, parent: TenantKey) {
  return foreignKey({
    columns: [(table as TenantKey).organizationId, column as PgColumn],
    foreignColumns: [parent.organizationId, parent.id],
  })
}

/** So many rows at a time as one statement holds: it takes 65,535 values. */
export function atOnce<Row>(rows: readonly Row[], most = 1000): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, part) => rows.slice(part * most, (part + 1) * most))
}

import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import type { Read } from '@/lib/auth/actor'
import type { FormField, FormKind } from './rules'

export type OrderType = typeof orderTypes.$inferSelect
/** One version of a form, as an order keeps it. */
export type FormTemplate = { id: string; orderTypeId: string; kind: FormKind; number: number; fields: FormField[] }

const templateColumns = {
  id: formTemplates.id,
  orderTypeId: formTemplates.orderTypeId,
  kind: formTemplates.kind,
  number: formTemplates.number,
  fields: formTemplates.fields,
}

/** Order types in the company's order; the archived ones only when asked for. */
export function orderTypesOf(read: Read, options: { archived?: boolean } = {}): Promise<OrderType[]> {
  return read.db
    .select()
    .from(orderTypes)
    .where(
      and(
        eq(orderTypes.organizationId, read.actor.organizationId),
        options.archived ? undefined : eq(orderTypes.active, true),
      ),
    )
    .orderBy(asc(orderTypes.position), byName(orderTypes.name), asc(orderTypes.id))
    .limit(200)
}

export async function orderTypeById(read: Read, id: string): Promise<OrderType | null> {
  const [row] = await read.db
    .select()
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, read.actor.organizationId), eq(orderTypes.id, id)))
  return row ?? null
}

/** The version of a form that new orders start with, or null when the company made none. */
export async function currentTemplate(read: Read, orderTypeId: string, kind: FormKind): Promise<FormTemplate | null> {
  const [row] = await read.db
    .select(templateColumns)
    .from(formTemplates)
    .where(
      and(
        eq(formTemplates.organizationId, read.actor.organizationId),
        eq(formTemplates.orderTypeId, orderTypeId),
        eq(formTemplates.kind, kind),
        eq(formTemplates.current, true),
      ),
    )
  return row ?? null
}

/** The version an order or request started with. */
export async function templateById(read: Read, id: string): Promise<FormTemplate | null> {
  return (await templatesById(read, [id]))[0] ?? null
}

export function templatesById(read: Read, ids: string[]): Promise<FormTemplate[]> {
  if (ids.length === 0) return Promise.resolve([])
  return read.db
    .select(templateColumns)
    .from(formTemplates)
    .where(and(eq(formTemplates.organizationId, read.actor.organizationId), inArray(formTemplates.id, ids)))
}

export type RequestableType = {
  id: string
  name: string
  names: Record<string, string>
  icon: string
  templateId: string | null
  fields: FormField[]
}

/** What can be asked on the public form, each with its own questions. */
export async function requestableTypes(read: Read): Promise<RequestableType[]> {
  const rows = await read.db
    .select({
      id: orderTypes.id,
      name: orderTypes.name,
      names: orderTypes.names,
      icon: orderTypes.icon,
      templateId: formTemplates.id,
      fields: formTemplates.fields,
    })
    .from(orderTypes)
    .leftJoin(
      formTemplates,
      and(
        eq(formTemplates.organizationId, orderTypes.organizationId),
        eq(formTemplates.orderTypeId, orderTypes.id),
        eq(formTemplates.kind, 'intake'),
        eq(formTemplates.current, true),
      ),
    )
    .where(
      and(
        eq(orderTypes.organizationId, read.actor.organizationId),
        eq(orderTypes.active, true),
        eq(orderTypes.requestable, true),
      ),
    )
    .orderBy(asc(orderTypes.position), byName(orderTypes.name), asc(orderTypes.id))
    .limit(50)
  return rows.map((row) => ({ ...row, fields: row.fields ?? [] }))
}

/** Per order type, how many questions its current forms ask: for the list in Settings. */
export async function questionCounts(read: Read): Promise<Record<string, Partial<Record<FormKind, number>>>> {
  const rows = await read.db
    .select({
      orderTypeId: formTemplates.orderTypeId,
      kind: formTemplates.kind,
      count: sql<number>`(select count(*)::int from jsonb_array_elements(${formTemplates.fields}) as field
        where field ->> 'type' not in ('section', 'computed'))`,
    })
    .from(formTemplates)
    .where(and(eq(formTemplates.organizationId, read.actor.organizationId), eq(formTemplates.current, true)))
  const counts: Record<string, Partial<Record<FormKind, number>>> = {}
  for (const { orderTypeId, kind, count } of rows) counts[orderTypeId] = { ...counts[orderTypeId], [kind]: count }
  return counts
}

import { sql } from 'drizzle-orm'
import { date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { intervalUnits, occurrenceStatuses } from '@/lib/maintenance/rules'
import { belongsTo, instant, tenantTable, version } from '../columns'
import { assets } from './assets'
import { customers, sites } from './customers'
import { orderTypes } from './forms'
import { orders } from './orders'

export const maintenancePlans = tenantTable(
  'maintenance_plans',
  {
    name: text().notNull(),
    customerId: uuid().notNull(),
    siteId: uuid().notNull(),
    assetId: uuid(),
    orderTypeId: uuid().notNull(),
    intervalCount: integer().notNull(),
    intervalUnit: text({ enum: intervalUnits }).notNull(),
    /** First due day: later ones count from here in local calendar time, so that 31 January stays the anchor. */
    anchorOn: date().notNull(),
    /** The order whose checklist, materials and other elements the next one copies. */
    lastOrderId: uuid(),
    remind: text({ enum: ['yes', 'no'] })
      .notNull()
      .default('yes'),
    endedAt: instant(),
    endReason: text().notNull().default(''),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.siteId, sites),
    belongsTo(t, t.assetId, assets),
    belongsTo(t, t.orderTypeId, orderTypes),
    belongsTo(t, t.lastOrderId, orders),
    index().on(t.organizationId, t.customerId),
    index().on(t.organizationId, t.siteId),
  ],
)

export const maintenanceOccurrences = tenantTable(
  'maintenance_occurrences',
  {
    planId: uuid().notNull(),
    dueOn: date().notNull(),
    status: text({ enum: occurrenceStatuses }).notNull().default('due'),
    orderId: uuid(),
    cancelReason: text().notNull().default(''),
    remindedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.planId, maintenancePlans),
    belongsTo(t, t.orderId, orders),
    uniqueIndex().on(t.organizationId, t.planId, t.dueOn),
    index('maintenance_occurrences_due').on(t.organizationId, t.dueOn).where(sql`${t.status} = 'due'`),
  ],
)

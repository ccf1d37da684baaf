import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, instant, quantity, tenantTable, version } from '../columns'
import { members } from './auth'

/** What a technician drives. An archived one stays for the days before. */
export const vehicles = tenantTable(
  'vehicles',
  {
    name: text().notNull(),
    plate: text().notNull().default(''),
    /** What it carries; null: nobody said, so nothing is too much. */
    capacityKg: quantity(),
    capacityM3: quantity(),
    seats: integer(),
    /** Who drives it on a day about which nothing else was said. */
    memberId: uuid(),
    archivedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    uniqueIndex('vehicles_of_member').on(t.organizationId, t.memberId).where(sql`${t.archivedAt} is null`),
    uniqueIndex('vehicles_plate')
      .on(t.organizationId, t.plate)
      .where(sql`${t.plate} <> '' and ${t.archivedAt} is null`),
    check('vehicles_capacity', sql`${t.capacityKg} >= 0 and ${t.capacityM3} >= 0 and ${t.seats} > 0`),
  ],
)

/** A day on which somebody drives something else than usual; without a vehicle: none. A vehicle is in one place a day. */
export const vehicleDays = tenantTable(
  'vehicle_days',
  {
    memberId: uuid().notNull(),
    day: date().notNull(),
    vehicleId: uuid(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.vehicleId, vehicles),
    uniqueIndex().on(t.organizationId, t.memberId, t.day),
    uniqueIndex('vehicle_days_one_place').on(t.organizationId, t.vehicleId, t.day),
    index().on(t.organizationId, t.day),
  ],
)

import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from '../columns'

/**
 * What a server answered about the way between two places, each known by its cell of about 100 m (lib/geo/rules/cells.ts).
 * Thrown away when it is old: roads change.
 */
export const travelTimes = pgTable(
  'travel_times',
  {
    organizationId: uuid().notNull(),
    /** Which kind of server said so: another one knows better. */
    source: text({ enum: ['osrm', 'valhalla'] }).notNull(),
    fromCell: bigint({ mode: 'number' }).notNull(),
    toCell: bigint({ mode: 'number' }).notNull(),
    /** Both null: there is no road. */
    seconds: integer(),
    metres: integer(),
    /** When it was answered. */
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.source, t.fromCell, t.toCell] }),
    index().on(t.organizationId, t.createdAt),
  ],
)

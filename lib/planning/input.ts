import { z } from 'zod'
import { priorities } from '@/lib/orders/rules'
import { backlogSorts } from './rules'

const day = z.iso.date()
const ids = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(z.uuid()).max(200))

/** What a board or calendar asks: days from … to (both included), of some members, or only visits of it that changed. */
export const boardQuery = z.object({ from: day, to: day, ids: ids.optional(), members: ids.optional() })
export type BoardQuery = z.infer<typeof boardQuery>

export const backlogQuery = z.object({
  /** One order whatever its state, to plan one more visit of it. */
  order: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  type: z.uuid().optional(),
  priority: z.enum(priorities).optional(),
  sort: z.enum(backlogSorts).default('due'),
})
export type BacklogQuery = z.infer<typeof backlogQuery>

/** An empty place on the board where a new order is to be planned: whose row, which day and wall time. */
export const placeQuery = z.object({ technician: z.uuid(), day, time: z.iso.time({ precision: -1 }) })

import { z } from 'zod'
import { priorities } from '@/lib/orders/rules'
import { backlogSorts } from './rules'
import { dues, holds } from './rules/backlog'
import { viewPages } from './rules/views'

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
  /** The first digits. */
  postcode: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
  due: z.enum(dues).optional(),
  hold: z.enum(holds).optional(),
  /** What `nearest` is measured from: a visit, or a member by their visits of one day. */
  near: z.uuid().optional(),
  nearOn: day.optional(),
  sort: z.enum(backlogSorts).default('due'),
})
export type BacklogQuery = z.infer<typeof backlogQuery>

/** An empty place on the board where a new order is to be planned: whose row, which day and wall time. */
export const placeQuery = z.object({ technician: z.uuid(), day, time: z.iso.time({ precision: -1 }) })

/** The map shows the visits of one day. */
export const mapQuery = z.object({ date: day })
export type MapQuery = z.infer<typeof mapQuery>

const viewName = z.string().trim().min(1).max(60)
const address = z.string().max(2000)

/** The id is made by the browser, so that the same form sent twice keeps one view. */
export const saveViewInput = z.object({
  id: z.uuidv7(),
  page: z.enum(viewPages),
  name: viewName,
  query: address,
  shared: z.boolean(),
})
export type SaveViewInput = z.output<typeof saveViewInput>
export const editViewInput = z.object({
  viewId: z.uuid(),
  version: z.int().positive(),
  name: viewName.optional(),
  query: address.optional(),
  shared: z.boolean().optional(),
})
export type EditViewInput = z.output<typeof editViewInput>
export const removeViewInput = z.object({ viewId: z.uuid() })
export type RemoveViewInput = z.output<typeof removeViewInput>

import { z } from 'zod'
import { priorities } from '@/lib/orders/rules'
import { daysBetween } from '@/lib/time'
import { mostTogether } from '@/lib/visits/input'
import { backlogSorts, mostAsked } from './rules'
import { dues, holds } from './rules/backlog'
import { viewPages } from './rules/views'

const day = z.iso.date()
const ids = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(z.uuid()).max(mostAsked))

/** What a board or calendar asks: days from … to (both included), of some members, or only visits of it that changed. */
export const boardQuery = z.object({ from: day, to: day, ids: ids.optional(), members: ids.optional() })
export type BoardQuery = z.infer<typeof boardQuery>

const backlogFilters = {
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
}

export const backlogQuery = z.object({
  /** One order whatever its state, to plan one more visit of it. */
  order: z.uuid().optional(),
  ...backlogFilters,
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
const longestDays = 14
const daysAreWhole = ({ from, to }: { from: string; to: string }) => from <= to && daysBetween(from, to) < longestDays

/** What a planner asks the engine: to plan the backlog (by its filters) into days, or to improve the routes of days. */
export const proposalQuery = z
  .strictObject({
    kind: z.enum(['backlog', 'routes']),
    from: day,
    to: day,
    seconds: z.number().min(0.2).max(60).default(3),
    overtimeMinutes: z.number().int().min(0).max(240).default(0),
    movesTold: z.boolean().default(false),
    ...backlogFilters,
  })
  .refine(daysAreWhole, { message: 'planning.days', path: ['to'] })
export type ProposalQuery = z.output<typeof proposalQuery>

/** Where one order fits best, from a day on. */
export const slotsQuery = z.strictObject({
  order: z.uuid(),
  from: day.optional(),
  days: z.coerce.number().int().min(1).max(longestDays).default(longestDays),
})

const instant = z.iso.datetime({ offset: true })
const version = z.number().int().positive()
const window = { startAt: instant, endAt: instant }
const isWindow = ({ startAt, endAt }: { startAt: string; endAt: string }) => {
  const minutes = (Date.parse(endAt) - Date.parse(startAt)) / 60_000
  return minutes >= 5 && minutes <= longestDays * 1440
}
const windowRefusal = { message: 'visits.window', path: ['endAt'] }
const proposedChange = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('plan'), id: z.uuid(), orderId: z.uuid(), version, memberId: z.uuid(), ...window })
    .refine(isWindow, windowRefusal),
  z
    .strictObject({ kind: z.literal('move'), id: z.uuid(), version, memberId: z.uuid(), ...window })
    .refine(isWindow, windowRefusal),
])

/** Steps of a proposal that a planner takes: each whole or not at all, with the versions that were seen. */
export const acceptInput = z.strictObject({
  steps: z
    .array(z.strictObject({ changes: z.array(proposedChange).min(1).max(mostTogether) }))
    .min(1)
    .max(mostTogether)
    .refine((all) => all.reduce((sum, one) => sum + one.changes.length, 0) <= mostTogether, 'common.too_big'),
  /** Whether customers hear of it at once. */
  tell: z.boolean(),
})
export type AcceptInput = z.output<typeof acceptInput>

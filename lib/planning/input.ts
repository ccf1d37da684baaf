import { z } from 'zod'
import { priorities } from '@/lib/orders/rules'
import { daysBetween } from '@/lib/time'
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
    q: z.string().trim().max(100).optional(),
    type: z.uuid().optional(),
    priority: z.enum(priorities).optional(),
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
const mostSteps = 400
const steps = <Change extends z.ZodType>(change: Change) =>
  z
    .array(z.strictObject({ changes: z.array(change).min(1).max(mostSteps) }))
    .min(1)
    .max(mostSteps)
    .refine((all) => all.reduce((sum, one) => sum + one.changes.length, 0) <= mostSteps, 'common.too_big')

/** Steps of a proposal that a planner takes: each whole or not at all, with the versions that were seen. */
export const acceptInput = z.strictObject({
  steps: steps(
    z.discriminatedUnion('kind', [
      z
        .strictObject({
          kind: z.literal('plan'),
          id: z.uuid(),
          orderId: z.uuid(),
          version,
          memberId: z.uuid(),
          ...window,
        })
        .refine(isWindow, windowRefusal),
      z
        .strictObject({ kind: z.literal('move'), id: z.uuid(), version, memberId: z.uuid(), ...window })
        .refine(isWindow, windowRefusal),
    ]),
  ),
  /** Whether customers hear of it at once. */
  tell: z.boolean(),
})
export type AcceptInput = z.output<typeof acceptInput>

/** Taking steps back: each visit to where it stood, or away (`back` null) when it was new. */
export const takeBackInput = z.strictObject({
  steps: steps(
    z.strictObject({
      id: z.uuid(),
      version,
      back: z
        .strictObject({ memberId: z.uuid(), startAt: instant.nullable(), endAt: instant.nullable() })
        .refine((back) => !back.startAt === !back.endAt, windowRefusal)
        .nullable(),
    }),
  ),
})
export type TakeBackInput = z.output<typeof takeBackInput>

import { z } from 'zod'
import { intervalUnits } from './rules'

const interval = {
  name: z.string().trim().min(1).max(120),
  intervalCount: z.int().min(1).max(60),
  intervalUnit: z.enum(intervalUnits),
  remind: z.boolean(),
}

export const createPlanInput = z.strictObject({
  id: z.uuid(),
  /** The order it starts from: customer, site, asset, type and elements come from there. */
  orderId: z.uuid(),
  ...interval,
  firstDueOn: z.iso.date(),
})
export type CreatePlan = z.output<typeof createPlanInput>

export const editPlanInput = z.strictObject({ id: z.uuid(), version: z.int(), ...interval, nextDueOn: z.iso.date() })
export type EditPlan = z.output<typeof editPlanInput>

const reason = z.string().trim().min(1).max(500)
export const endPlanInput = z.strictObject({ id: z.uuid(), reason })
export const cancelOccurrenceInput = z.strictObject({ id: z.uuid(), reason })
export const restoreOccurrenceInput = z.strictObject({ id: z.uuid() })
/** orderId: made by the browser, so that planning twice makes one order. */
export const planOccurrenceInput = z.strictObject({ id: z.uuid(), orderId: z.uuid() })

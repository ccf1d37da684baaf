import { z } from 'zod'

export const releaseInput = z.strictObject({
  orderId: z.uuid(),
  anyway: z.string().trim().min(3).max(500).optional(),
})
export const sendBackInput = z.strictObject({ orderId: z.uuid(), remainingWork: z.string().trim().min(1).max(2000) })
export const takeBackInput = z.strictObject({ orderId: z.uuid(), reason: z.string().trim().min(1).max(500) })

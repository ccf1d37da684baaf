import { z } from 'zod'

export const decideInput = z.strictObject({ mailId: z.uuid(), step: z.enum(['retry', 'confirm', 'drop']) })

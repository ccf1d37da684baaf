import { z } from 'zod'

export const remindInput = z.strictObject({ memberIds: z.array(z.uuid()).min(1).max(200) })
export type RemindMembers = z.output<typeof remindInput>

/** Monday is 1; 0 is never. */
export const weeklyMailInput = z.strictObject({
  version: z.number().int(),
  unbilledMailDay: z.number().int().min(0).max(7),
})
export type WeeklyMail = z.output<typeof weeklyMailInput>

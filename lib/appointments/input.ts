import { z } from 'zod'
import { dayParts } from '@/lib/visits/rules'

const id = z.uuid()
const instant = z.iso.datetime({ offset: true })
/** What a customer types: bounded, the ends of lines as one sign. */
const words = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(longest))

/** The time that stood on the page: what stands now may be another. */
export const confirmInput = z.strictObject({ startAt: instant })
export const askInput = z
  .strictObject({ words: words(1000), parts: z.array(z.enum(dayParts)).max(dayParts.length) })
  .refine(({ words, parts }) => words !== '' || parts.length > 0, { message: 'common.required', path: ['words'] })
export type AskInput = z.output<typeof askInput>
export const pickInput = z.strictObject({ startAt: instant })
export const cancelInput = z.strictObject({ words: words(500).pipe(z.string().min(1)) })
export const noteInput = z.strictObject({ words: words(500).pipe(z.string().min(1)) })

/** Customers of a day who are told at once. */
export const tellDayInput = z.strictObject({
  visitIds: z
    .array(id)
    .min(1)
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, 'common.double'),
})
export type TellDayInput = z.output<typeof tellDayInput>

export const tellLateInput = z.strictObject({
  visits: z
    .array(z.strictObject({ visitId: id, expectedAt: instant }))
    .min(1)
    .max(20),
})
export type TellLateInput = z.output<typeof tellLateInput>

export const seenInput = z.strictObject({ visitIds: z.array(id).min(1).max(200) })

/** The customers of a day; without one only how many answers wait. */
export const dayQuery = z.object({ day: z.iso.date().optional() })

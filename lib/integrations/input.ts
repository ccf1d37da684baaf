import { z } from 'zod'

export const handoverIdInput = z.strictObject({ id: z.uuid() })

export const handoverSettingsInput = z.strictObject({
  /** The company's version that was seen. */
  version: z.number().int().positive(),
  handoverEmail: z
    .string()
    .trim()
    .pipe(z.union([z.literal(''), z.email()])),
  handoverFolder: z.boolean(),
  handoverDecimal: z.enum([',', '.']),
  salesLedger: z
    .string()
    .trim()
    .regex(/^[0-9A-Z]{1,12}$/i, 'integrations.ledger_form'),
})
export type SaveHandover = z.output<typeof handoverSettingsInput>

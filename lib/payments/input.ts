import { z } from 'zod'
import { paymentMethods } from './rules'

export const paymentInput = z.strictObject({
  /** Made at the tap: the same payment sent twice is one. */
  id: z.uuid(),
  invoiceId: z.uuid(),
  amount: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, 'common.not_a_number'),
  paidOn: z.iso.date(),
  method: z.enum(paymentMethods),
  reference: z.string().trim().max(140),
  acceptsMore: z.boolean(),
})
export type PaymentInput = z.output<typeof paymentInput>

export const reverseInput = z.strictObject({ id: z.uuid(), reason: z.string().trim().min(3).max(500) })

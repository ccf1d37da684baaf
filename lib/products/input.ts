import { z } from 'zod'
import { productKinds } from './rules'

const words = (max: number) => z.string().trim().max(max)
const price = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/)

/** Of one unit, in kg or m³; null when nobody said. */
const size = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/)
  .nullable()

const product = z.object({
  number: words(40),
  kind: z.enum(productKinds),
  name: words(200).min(1),
  unit: words(20).min(1),
  price,
  cost: price,
  weightKg: size,
  volumeM3: size,
  vatRate: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  ledgerAccount: words(20),
  active: z.boolean(),
})
export const createProductInput = product
  .partial()
  .required({ name: true, kind: true })
  .extend({ id: z.uuid().optional() })
export type CreateProduct = z.output<typeof createProductInput>
export const editProductInput = product.partial().extend({ id: z.uuid(), version: z.number().int() })
export type EditProduct = z.output<typeof editProductInput>

import { z } from 'zod'
import { decimal } from '@/lib/money'
import { dayChoices } from './rules'

const id = z.uuid()
const version = z.number().int().positive()
const words = (max: number) => z.string().trim().max(max)
/** Up to a lorry with its trailer; three decimals. */
const amount = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/)
  .transform((value) => decimal(value).toFixed(3))

const vehicle = {
  id,
  name: words(80).min(1),
  plate: words(20)
    .transform((plate) => plate.toUpperCase())
    .default(''),
  capacityKg: amount.nullable().default(null),
  capacityM3: amount.nullable().default(null),
  seats: z.number().int().min(1).max(100).nullable().default(null),
  /** Who usually drives it. */
  memberId: id.nullable().default(null),
}
/** Without a version it is new. */
export const saveVehicleInput = z.strictObject({ ...vehicle, version: version.nullable() })
export type SaveVehicle = z.output<typeof saveVehicleInput>

export const vehicleInput = z.strictObject({ id, version })
export type VehicleInput = z.output<typeof vehicleInput>

export const chooseInput = z.strictObject({
  memberId: id,
  day: z.iso.date(),
  choice: z.union([id, z.enum(dayChoices)]),
  /** What they drive on that day as far as one saw: a vehicle, or nothing. */
  seenVehicleId: id.nullable(),
  /** From whom it is taken, when one saw that it is somebody else's on that day. */
  takeFromId: id.nullable().default(null),
})
export type ChooseVehicle = z.output<typeof chooseInput>

const day = z.iso.date()
export const boardVehiclesQuery = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 62 * 86_400_000)

import { z } from 'zod'

const words = (max: number) => z.string().trim().max(max)

const asset = z.object({
  siteId: z.uuid(),
  type: words(80).min(1),
  make: words(80),
  model: words(80),
  serial: words(80),
  installedOn: z.iso.date().nullable(),
  ownFields: z.array(z.object({ label: words(60).min(1), value: words(200) })).max(30),
  notes: words(2000),
})
export const createAssetInput = asset
  .partial()
  .required({ siteId: true, type: true })
  .extend({ id: z.uuid().optional(), customerId: z.uuid() })
export type CreateAsset = z.output<typeof createAssetInput>
export const editAssetInput = asset.partial().extend({ id: z.uuid(), version: z.number().int() })
export type EditAsset = z.output<typeof editAssetInput>
export const retireAssetInput = z.object({ id: z.uuid(), reason: words(500).optional() })

import { z } from 'zod'
import { type ContractFilters, mostConsentDays } from './rules'
import { feePeriods, feeTimings } from './rules/fees'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)
const day = z.iso.date()

const contract = z.object({
  name: words(120).min(1),
  reference: words(60),
  startsOn: day,
  endsOn: day.nullable(),
  siteIds: z.array(id).max(200),
  poNumber: words(60),
  notes: words(5000),
  silentConsentDays: z.number().int().min(1).max(mostConsentDays).nullable(),
  /** A file that was uploaded to /api/files before. */
  fileId: id.nullable(),
})

export const createContractInput = contract
  .partial()
  .required({ name: true, startsOn: true })
  .extend({ id: id.optional(), customerId: id })
export type CreateContract = z.output<typeof createContractInput>

export const editContractInput = contract.partial().extend({ id, version: z.number().int() })
export type EditContract = z.output<typeof editContractInput>

/** What a customer pays each period; `version` null makes it. */
export const saveFeeInput = z.strictObject({
  id,
  contractId: id,
  version: z.number().int().nullable(),
  description: words(200).min(1),
  amount: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,2})?$/, 'common.not_a_number')
    .refine((value) => Number(value) > 0, 'common.required'),
  vatRate: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  period: z.enum(feePeriods),
  timing: z.enum(feeTimings),
  startsOn: day,
  endsOn: day.nullable(),
})
export type SaveFee = z.output<typeof saveFeeInput>

/** The filters in an address; what makes no sense is left out. */
export function contractFiltersFrom(params: URLSearchParams): ContractFilters {
  const state = params.get('state')
  return {
    state: state === 'ended' || state === 'all' ? state : null,
    customerId: id.safeParse(params.get('customer')).data ?? null,
    query: (params.get('q') ?? '').slice(0, 100),
  }
}

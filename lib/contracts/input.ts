import { z } from 'zod'
import { type ContractFilters, mostConsentDays } from './rules'

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

/** The filters in an address; what makes no sense is left out. */
export function contractFiltersFrom(params: URLSearchParams): ContractFilters {
  const state = params.get('state')
  return {
    state: state === 'ended' || state === 'all' ? state : null,
    customerId: id.safeParse(params.get('customer')).data ?? null,
    query: (params.get('q') ?? '').slice(0, 100),
  }
}

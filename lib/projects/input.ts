import { z } from 'zod'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  type ProjectFilters,
  projectInvoicings,
  projectPricings,
} from './rules'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)
const day = z.iso.date()
const isMore = (text: string) => Number(text) > 0
/** Without VAT. */
const money = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .refine(isMore, 'common.too_small')
/** Hours as people type them; the database keeps minutes. */
const hours = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/)
  .refine(isMore, 'common.too_small')

const project = z.object({
  name: words(120).min(1),
  siteId: id.nullable(),
  contractId: id.nullable(),
  contactId: id.nullable(),
  leadId: id.nullable(),
  description: words(5000),
  poNumber: words(60),
  pricing: z.enum(projectPricings),
  fixedPrice: money.nullable(),
  budgetHours: hours.nullable(),
  budgetAmount: money.nullable(),
  invoicing: z.enum(projectInvoicings),
  approval: z.enum(approvalWishes),
  approvalTiming: z.enum(approvalTimings),
  approvalScope: z.enum(approvalScopes),
  roundingMinutes: z.number().int().min(1).max(60),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
})

export const createProjectInput = project
  .partial()
  .required({ name: true, pricing: true, invoicing: true })
  .extend({ id: id.optional(), customerId: id })
export type CreateProject = z.output<typeof createProjectInput>

export const editProjectInput = project.partial().extend({ id, version: z.number().int() })
export type EditProject = z.output<typeof editProjectInput>

export const closeProjectInput = z.object({ id, reason: words(500) })
export const reopenProjectInput = z.object({ id, reason: words(500).min(1) })

/** `version` null makes one. */
export const savePhaseInput = z.object({
  id,
  projectId: id,
  version: z.number().int().nullable(),
  name: words(120).min(1),
  budgetHours: hours.nullable(),
  fixedPrice: money.nullable(),
})
export type SavePhase = z.output<typeof savePhaseInput>

/** The phases of a project as they are wanted, first to last. */
export const sortPhasesInput = z.object({ projectId: id, phaseIds: z.array(id).min(1).max(100) })
export const phaseIdInput = z.object({ id })
export const reopenPhaseInput = z.object({ id, reason: words(500).min(1) })

/** The filters in an address; what makes no sense is left out. */
export function projectFiltersFrom(params: URLSearchParams): ProjectFilters {
  const one = (name: string) => id.safeParse(params.get(name)).data ?? null
  const state = params.get('state')
  return {
    state: state === 'closed' || state === 'all' ? state : 'open',
    customerId: one('customer'),
    leadId: one('lead'),
    contractId: one('contract'),
    query: (params.get('q') ?? '').slice(0, 100),
  }
}

import { z } from 'zod'
import { decimal } from '@/lib/money'
import {
  agreementBases,
  documentKinds,
  documentPurposes,
  dueFilters,
  lineBillings,
  lineKinds,
  type OrderFilters,
  orderStatuses,
  priorities,
} from './rules'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)
const day = z.iso.date()
/** A decimal as text; the database keeps 4 decimals of a price and 3 of a quantity. */
const decimalText = (decimals: number) => z.string().regex(new RegExp(`^-?\\d{1,9}(\\.\\d{1,${decimals}})?$`))
/** kg or m³, three decimals; null: what the products of its lines weigh. */
const loadText = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/)
  .transform((value) => decimal(value).toFixed(3))
  .nullish()
const percentText = z.string().regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)

export const newLineInput = z.object({
  id: id.optional(),
  kind: z.enum(lineKinds),
  billing: z.enum(lineBillings).optional(),
  productId: id.nullish(),
  description: words(500).min(1),
  unit: words(20).optional(),
  quantity: decimalText(3),
  /** Without VAT. Null: not known yet. */
  unitPrice: decimalText(4).nullish(),
  discountPercent: percentText.optional(),
  vatRate: percentText.optional(),
  cost: decimalText(4).nullish(),
})
export type NewLine = z.output<typeof newLineInput>

/** What was agreed beforehand: the price without VAT, and by which quote or contract. */
const agreement = {
  agreedAmount: decimalText(2).nullish(),
  agreedBasis: z.enum(agreementBases).nullish(),
  agreedReference: words(60).optional(),
}

export const createOrderInput = z.object({
  id: id.optional(),
  orderTypeId: id,
  customerId: id,
  siteId: id,
  contactId: id.nullish(),
  assetId: id.nullish(),
  projectId: id.nullish(),
  /** Left out: the contract of its project. */
  contractId: id.nullish(),
  title: words(200).min(1),
  description: words(5000).optional(),
  priority: z.enum(priorities).optional(),
  dueOn: day.nullish(),
  earliestOn: day.nullish(),
  preferredMemberId: id.nullish(),
  durationMinutes: z.number().int().min(5).max(6000).optional(),
  poNumber: words(60).optional(),
  loadKg: loadText,
  loadM3: loadText,
  ...agreement,
  lines: z.array(newLineInput).max(200).optional(),
})
export type CreateOrder = z.output<typeof createOrderInput> & {
  requestId?: string | null
  followUpOfId?: string | null
  madeOnSite?: boolean
  answers?: Record<string, string | string[] | null>
  intakeTemplateId?: string | null
  /** For a seed or an import that tells the past. */
  internalNotes?: string
}

export const editOrderInput = z.object({
  id,
  version: z.number().int(),
  orderTypeId: id.optional(),
  siteId: id.optional(),
  contactId: id.nullish(),
  assetId: id.nullish(),
  projectId: id.nullish(),
  contractId: id.nullish(),
  title: words(200).min(1).optional(),
  description: words(5000).optional(),
  internalNotes: words(5000).optional(),
  priority: z.enum(priorities).optional(),
  dueOn: day.nullish(),
  earliestOn: day.nullish(),
  preferredMemberId: id.nullish(),
  durationMinutes: z.number().int().min(5).max(6000).optional(),
  poNumber: words(60).optional(),
  loadKg: loadText,
  loadM3: loadText,
  ...agreement,
})
export type EditOrder = z.output<typeof editOrderInput>

export const holdOrderInput = z.object({
  id,
  reason: words(500).min(1),
  ownerId: id.nullish(),
  until: day.nullish(),
})
export const orderIdInput = z.object({ id })
export const cancelOrderInput = z.object({ id, reason: words(500).min(1) })
export const manyOrdersInput = z.object({ ids: z.array(id).min(1).max(200), reason: words(500).min(1) })

export const addLineInput = newLineInput.extend({ orderId: id })
export const editLineInput = newLineInput
  .omit({ id: true })
  .partial()
  .extend({ id, version: z.number().int(), correctionReason: words(500).optional() })
export type EditLine = z.output<typeof editLineInput>
export const removeLineInput = z.object({ id, version: z.number().int(), correctionReason: words(500).optional() })

/** A file that was uploaded to /api/files before. */
export const addDocumentInput = z.object({
  id: id.optional(),
  orderId: id,
  fileId: id,
  kind: z.enum(documentKinds),
  title: words(200).optional(),
  withInvoice: z.boolean().optional(),
})
export const documentIdInput = z.object({ id })
export const documentPurposeInput = z.object({ id, purpose: z.enum(documentPurposes) })
export const documentWithInvoiceInput = z.object({ id, withInvoice: z.boolean() })

export const askQuestionInput = z.object({
  orderId: id,
  lineId: id.nullish(),
  memberId: id,
  question: words(1000).min(1),
})
export const answerQuestionInput = z.object({ id, answer: words(2000).min(1) })
export const withdrawQuestionInput = z.strictObject({ id })

const uuids = (text: string | null) => (text ?? '').split(',').filter((part) => id.safeParse(part).success)
const some = <T extends string>(all: readonly T[], text: string | null) =>
  all.filter((one) => (text ?? '').split(',').includes(one))

/** The filters in an address; what makes no sense is left out. */
export function orderFiltersFrom(params: URLSearchParams): OrderFilters {
  const one = (name: string) => uuids(params.get(name))[0] ?? null
  return {
    statuses: some(orderStatuses, params.get('status')),
    types: uuids(params.get('type')),
    members: uuids(params.get('member')),
    priorities: some(priorities, params.get('priority')),
    due: dueFilters.find((due) => due === params.get('due')) ?? null,
    onHold: params.get('hold') === 'true',
    customerId: one('customer'),
    siteId: one('site'),
    assetId: one('asset'),
    projectId: one('project'),
    contractId: one('contract'),
    query: (params.get('q') ?? '').slice(0, 100),
  }
}

import { z } from 'zod'
import { documentLocales } from '@/lib/locale'
import { mailAddress } from '@/lib/mail/rules'
import { type ApprovalFilters, approvalAnswers, approvalLimits, approvalSigns, approvalStatuses } from './rules'
import { templateAbouts, templateKinds, templateLimits } from './rules/templates'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)

/** Which words; without it the company's own that go by themselves, else ours. */
const templateId = id.nullish()

export const offerInput = z.object({ projectId: id, day: z.iso.date(), templateId })
export type Offer = z.output<typeof offerInput>

export const offerOrderInput = z.object({ orderId: id, templateId })
export type OfferOrder = z.output<typeof offerOrderInput>

/** A request as it was seen, with the newest step of its trail: what was done since is told to who comes too late. */
const seenRequest = { id, version: z.number().int(), seen: id.nullish() }

export const withdrawInput = z.object({ ...seenRequest, reason: words(500).min(1) })
export type Withdraw = z.output<typeof withdrawInput>

export const resendInput = z.object({ ...seenRequest, contactId: id, templateId })
export type Resend = z.output<typeof resendInput>

/** `versions`: as they were seen, by id; what changed since is not reminded. */
export const remindInput = z.object({
  ids: z.array(id).min(1).max(200),
  versions: z.record(id, z.number().int()).optional(),
  seen: id.nullish(),
  templateId,
})
export type Remind = z.output<typeof remindInput>

/** What a customer sends from the page of the link. */
export const answerInput = z.object({
  name: words(120),
  answers: z
    .array(z.object({ lineId: id, answer: z.enum(approvalAnswers), remark: words(2000) }))
    .max(approvalLimits.linesOfRequest),
})
export type Answers = z.output<typeof answerInput>

const email = z
  .string()
  .transform((text) => mailAddress(text) ?? '')
  .refine((address) => address !== '', 'common.not_an_email')

export const forwardInput = z.object({ name: words(120).min(1), colleague: words(120).min(1), email })
export type Forward = z.output<typeof forwardInput>

export const askInput = z.object({ name: words(120).min(1), question: words(2000).min(1) })
export type Ask = z.output<typeof askInput>

const byLanguage = (max: number) => z.partialRecord(z.enum(documentLocales), words(max)).default({})

export const saveTemplateInput = z.object({
  id,
  /** Null for a new one. */
  version: z.number().int().nullable(),
  kind: z.enum(templateKinds),
  /** Without it as it was, of a new one for both. */
  about: z.enum(templateAbouts).optional(),
  name: words(templateLimits.name).min(1),
  isDefault: z.boolean().default(false),
  subject: byLanguage(templateLimits.subject),
  body: byLanguage(templateLimits.body),
})
export type SaveTemplate = z.output<typeof saveTemplateInput>

export const archiveTemplateInput = z.object({ id, version: z.number().int() })
export type ArchiveTemplate = z.output<typeof archiveTemplateInput>

const days = (most: number) => z.number().int().min(1).max(most)
export const approvalSettingsInput = z.object({
  version: z.number().int(),
  approvalLinkDays: days(365),
  approvalReminderDays: z.array(days(364)).max(2),
})
export type ApprovalSettings = z.output<typeof approvalSettingsInput>

/** The filters of the overview from its address; what is not understood is left out. */
export function approvalFiltersFrom(params: URLSearchParams): ApprovalFilters {
  const idOf = (name: string) => {
    const value = params.get(name)
    return value && id.safeParse(value).success ? value : null
  }
  const [from, to] = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/.exec(params.get('period') ?? '')?.slice(1) ?? []
  const dayOf = (day: string | undefined) => (day && z.iso.date().safeParse(day).success ? day : null)
  return {
    status: approvalStatuses.find((one) => one === params.get('status')) ?? 'all',
    rejected: params.get('rejected') === '1' || params.get('rejected') === 'true',
    projectId: idOf('project'),
    customerId: idOf('customer'),
    sign: approvalSigns.find((one) => one === params.get('sign')) ?? null,
    from: dayOf(from),
    to: dayOf(to),
  }
}

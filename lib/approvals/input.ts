import { z } from 'zod'
import { mailAddress } from '@/lib/mail/rules'
import { type ApprovalFilters, approvalAnswers, approvalStatuses } from './rules'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)

export const offerInput = z.object({ projectId: id, day: z.iso.date() })
export type Offer = z.output<typeof offerInput>

export const offerOrderInput = z.object({ orderId: id })

export const withdrawInput = z.object({ id, version: z.number().int(), reason: words(500).min(1) })
export type Withdraw = z.output<typeof withdrawInput>

export const resendInput = z.object({ id, version: z.number().int(), contactId: id })
export type Resend = z.output<typeof resendInput>

export const remindInput = z.object({ ids: z.array(id).min(1).max(200) })
export type Remind = z.output<typeof remindInput>

/** What a customer sends from the page of the link. */
export const answerInput = z.object({
  name: words(120),
  answers: z.array(z.object({ lineId: id, answer: z.enum(approvalAnswers), remark: words(2000) })).max(1000),
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

/** The filters of the overview from its address; what is not understood is left out. */
export function approvalFiltersFrom(params: URLSearchParams): ApprovalFilters {
  const status = params.get('status')
  const project = params.get('project')
  return {
    status: approvalStatuses.find((one) => one === status) ?? 'all',
    rejected: params.get('rejected') === '1' || params.get('rejected') === 'true',
    projectId: project && id.safeParse(project).success ? project : null,
  }
}

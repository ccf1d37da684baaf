import type { HourType } from '@/lib/hours/rules/entries'

/** hours: a period of a project; order: an executed order. */
export const approvalKinds = ['hours', 'order'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

/** open → answered | expired | withdrawn, as every link that asks something. */
export const approvalStatuses = ['open', 'answered', 'expired', 'withdrawn'] as const
export type ApprovalStatus = (typeof approvalStatuses)[number]

export const approvalAnswers = ['approved', 'rejected'] as const
export type ApprovalAnswer = (typeof approvalAnswers)[number]

/** What the customer sees of a line; amounts only of expenses, since hours are agreed as hours. */
export type ApprovalLineFacts = {
  day: string
  member: string
  /** Name of the phase, or empty. */
  phase: string
  notes: string
  /** Files of photos, receipts and the signed report that belong to it. */
  fileIds: string[]
} & (
  | { kind: 'hours'; hourType: HourType; minutes: number; startAt: string | null; endAt: string | null }
  | { kind: 'expense'; expenseKind: string; grossAmount: string; kilometres: string | null }
)

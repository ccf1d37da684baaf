import {
  type Answers,
  type AnswerValue,
  answerTo,
  checkAnswers,
  type FormField,
  hasLimits,
  isAnswered,
  labelOf,
  outsideLimits,
  partsOf,
  ratings,
  type SignatureRule,
  shownFields,
} from '@/lib/forms/rules'
import { isFailed, remarkAt } from '@/lib/forms/rules/failed'
import type { VisitEventKind } from '@/lib/hours/rules/clock'
import type { ClockType, HourType } from '@/lib/hours/rules/entries'
import { formatDecimal } from '@/lib/money'
import type { LineBilling } from '@/lib/orders/rules'
import type { VisitStatus, VisitStep } from '@/lib/visits/rules'

/** What went onto the vehicle at a stop, and what was left there. */
export const countKinds = ['loaded', 'delivered'] as const
export type CountKind = (typeof countKinds)[number]

/** What a file from the phone is. */
export const fileKinds = ['photo', 'photo_before', 'photo_after', 'answer', 'receipt', 'signature'] as const

export const signerKinds = ['customer', 'technician', 'absent'] as const
export type SignerKind = (typeof signerKinds)[number]

export const outcomes = ['completed', 'partly_completed', 'no_access'] as const
export type Outcome = (typeof outcomes)[number]

/** What the technician can tap during a visit, and which step of the visit it is for who leads it. */
export const fieldSteps = {
  travel: { visitStep: 'travel', clock: 'travel', from: ['planned'] },
  arrive: { visitStep: 'start', clock: 'work', from: ['planned', 'travelling'] },
  pause: { visitStep: 'pause', clock: 'break', from: ['working'] },
  resume: { visitStep: 'resume', clock: 'work', from: ['paused'] },
} as const satisfies Record<string, { visitStep: VisitStep; clock: ClockType; from: readonly VisitStatus[] }>
export type FieldStep = keyof typeof fieldSteps
export const fieldStepNames = Object.keys(fieldSteps) as [FieldStep, ...FieldStep[]]

/** How a visit ends: the tap, and the step of the visit. */
export const closings = {
  completed: { event: 'complete', visitStep: 'complete' },
  partly_completed: { event: 'partly_complete', visitStep: 'complete_partly' },
  no_access: { event: 'no_access', visitStep: 'no_access' },
} as const satisfies Record<Outcome, { event: VisitEventKind; visitStep: VisitStep }>

/** The next tap while a visit runs; null when the next step is to close it. */
export function nextStep(status: VisitStatus): FieldStep | 'close' | null {
  if (status === 'planned') return 'travel'
  if (status === 'travelling') return 'arrive'
  if (status === 'working') return 'close'
  return status === 'paused' ? 'resume' : null
}

/** Another answer that stands meanwhile, as a stale one is refused with (`current`). */
export type StandingAnswer = { value: AnswerValue; by: string; memberId: string; at: string; version: number }

/** What another made of material meanwhile, as a stale change is refused with (`current`). */
export type StandingMaterial = { quantity: string; isRemoved: boolean; version: number }

/** The same of what was loaded or delivered. */
export type StandingCount = {
  kind: CountKind
  description: string
  count: string
  weightKg: string | null
  isRemoved: boolean
  version: number
}

/** Whether the own clock of somebody who does not lead may be tapped so: as the visit's, but for one person. */
export function ownStepRefusal(running: HourType | null, step: FieldStep): string | null {
  const status: VisitStatus =
    running === null ? 'planned' : running === 'travel' ? 'travelling' : running === 'break' ? 'paused' : 'working'
  return (fieldSteps[step].from as readonly VisitStatus[]).includes(status) ? null : 'visits.not_this_step'
}

export type ClosingFacts = {
  outcome: Outcome
  status: VisitStatus
  remainingWork: string
  noAccessReason: string
  signatureRule: SignatureRule
  checklist: readonly FormField[]
  answers: Answers
  signers: readonly SignerKind[]
  /** Why the customer does not sign, where `absent` is among the signers. */
  absentReason: string
  /** Files the phone made for this visit that the server does not have. */
  missingFiles: number
}

/** What is in the way of closing, and where to mend it. `fieldId` names a question of the checklist. */
export type ClosingProblem = {
  code: string
  at: 'clock' | 'checklist' | 'photos' | 'outcome' | 'signature'
  fieldId?: string
  count?: number
}

/**
 * Everything that must be mended before a visit may close, in the order in which it is mended: started, the visible
 * required questions (only for work that is done), photos that have not arrived, words, signature.
 * Nobody signs for a closed door.
 */
export function closingProblems(facts: ClosingFacts): ClosingProblem[] {
  const problems: ClosingProblem[] = []
  const isDone = facts.outcome === 'completed'
  const isVisited = facts.outcome !== 'no_access'
  if (isVisited && facts.status !== 'working' && facts.status !== 'paused')
    problems.push({ code: 'execution.not_started', at: 'clock' })
  if (isDone)
    for (const [fieldId, code] of Object.entries(checkAnswers(facts.checklist, facts.answers)))
      problems.push({ code, at: 'checklist', fieldId })
  if (facts.missingFiles > 0)
    problems.push({ code: 'execution.files_missing', at: 'photos', count: facts.missingFiles })
  if (facts.outcome === 'partly_completed' && !facts.remainingWork.trim())
    problems.push({ code: 'execution.remaining_work', at: 'outcome' })
  if (!isVisited && !facts.noAccessReason.trim()) problems.push({ code: 'execution.reason', at: 'outcome' })
  if (isVisited) {
    const missing = signatureMissing(facts)
    if (missing) problems.push({ code: missing, at: 'signature' })
  }
  return problems
}

function signatureMissing({ signatureRule, signers, absentReason }: ClosingFacts): string | null {
  if (signatureRule === 'none') return null
  if (signatureRule === 'technician') return signers.includes('technician') ? null : 'execution.technician_signature'
  if (signers.includes('customer')) return null
  if (!signers.includes('absent')) return 'execution.customer_signature'
  return absentReason.trim() ? null : 'execution.absent_reason'
}

/** What a work report was drawn from, frozen with it: everything printed, so that it prints the same in ten years. */
export type WorkReportContent = {
  layout: 1
  locale: string
  timeZone: string
  orderNumber: string
  orderTitle: string
  outcome: Outcome
  remainingWork: string
  noAccessReason: string
  closedAt: string
  organization: {
    name: string
    lines: string[]
    footer: string
    colour: string
    logoFileId: string | null
  }
  customer: string[]
  site: string[]
  asset: string[]
  /** Names, the leader first. */
  team: string[]
  hours: { member: string; hourType: HourType; startAt: string; endAt: string; minutes: number; isEdited: boolean }[]
  answers: {
    label: string
    kind: 'text' | 'yes_no' | 'files'
    /** Printed as it stands; for yes_no: yes, no or na. */
    text: string
    limits: string
    isOutside: boolean
    fileIds: string[]
    /** The heading it stands under, whether it is a failed item and what is wrong. All absent in reports of before they were kept. */
    section?: string
    isFailed?: boolean
    remark?: string
  }[]
  photos: { fileId: string; kind: 'photo_before' | 'photo_after' | 'photo'; takenAt: string | null }[]
  materials: {
    description: string
    quantity: string
    unit: string
    kind: 'material' | 'labour' | 'text'
    billing: LineBilling
  }[]
  /** Absent in reports of before it was counted. */
  counts?: { kind: CountKind; description: string; count: string; weightKg: string | null }[]
  notes: string[]
  signatures: { signer: SignerKind; name: string; absentReason: string; fileId: string | null; signedAt: string }[]
}

/** What the worker gets: the content, and the pictures it names as JPEG or PNG bytes. */
export type WorkReportDrawing = { content: WorkReportContent; images: Record<string, Uint8Array> }

export type PrintedAnswer = WorkReportContent['answers'][number]

/** The visible questions that were answered, in the customer's language, numbers with their unit. */
export function printedAnswers(fields: readonly FormField[], answers: Answers, locale: string): PrintedAnswer[] {
  return partsOf(shownFields(fields, answers)).flatMap(({ section, fields: asked }) =>
    asked.flatMap((field): PrintedAnswer[] => {
      const value = answerTo(answers, field.id)
      if (!isAnswered(value)) return []
      const hasFailed = isFailed(field, value)
      const base = {
        label: labelOf(field, locale),
        text: '',
        limits: limitsText(field, locale),
        isOutside: outsideLimits(field, value) !== null,
        fileIds: [],
        ...(section ? { section: labelOf(section, locale) } : {}),
        ...(hasFailed ? { isFailed: true, remark: remarkAt(field, answers) } : {}),
      }
      if (Array.isArray(value)) return [{ ...base, kind: 'files', fileIds: value }]
      if (field.type === 'yes_no' || field.type === 'yes_no_na') return [{ ...base, kind: 'yes_no', text: value ?? '' }]
      return [{ ...base, kind: 'text', text: wordsOf(field, value ?? '', locale) }]
    }),
  )
}

/** An answer as people read it: the choice's words, a number with its unit. Yes and no have words of their own. */
export function wordsOf(field: FormField, value: string, locale: string): string {
  const choice = field.choices?.find(({ id }) => id === value)
  if (field.type === 'choice') return choice ? labelOf(choice, locale) : value
  if (field.type === 'rating') return `${value} / ${ratings.length}`
  if (!hasLimits(field)) return value
  return [formatDecimal(value, locale, { max: 6 }), field.unit].filter(Boolean).join(' ')
}

/** `20 – 80 °C`, `≤ 100 ppm`. */
function limitsText({ minimum, maximum, unit }: FormField, locale: string): string {
  const number = (value: number) => formatDecimal(String(value), locale, { max: 6 })
  const words =
    minimum !== undefined && maximum !== undefined
      ? `${number(minimum)} – ${number(maximum)}`
      : minimum !== undefined
        ? `≥ ${number(minimum)}`
        : maximum !== undefined
          ? `≤ ${number(maximum)}`
          : ''
  return words && unit ? `${words} ${unit}` : words
}

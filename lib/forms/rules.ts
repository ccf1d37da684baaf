import { decimal, decimalFromInput } from '@/lib/money'
import { Temporal } from '@/lib/time'

export const formKinds = ['intake', 'checklist'] as const
export type FormKind = (typeof formKinds)[number]

/** What a visit needs before it may close: the customer's signature or why not, the technician's, or none. */
/** How precisely the customers of an order type are told when we come. */
export const arrivalRules = ['company', 'exact', 'window', 'part'] as const
export type ArrivalRule = (typeof arrivalRules)[number]

export const signatureRules = ['customer_or_reason', 'technician', 'none'] as const
export type SignatureRule = (typeof signatureRules)[number]

/** hourly: labour and material as done; fixed: one price whatever was done; none: never billed. */
export const billingRules = ['hourly', 'fixed', 'none'] as const

export const fieldTypes = [
  'text',
  'long_text',
  'choice',
  'number',
  'date',
  'yes_no',
  'yes_no_na',
  'photo',
  'measurement',
  'signature',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** What a customer can be asked on the public form: measuring and signing happen on site. */
export const intakeFieldTypes: readonly FieldType[] = [
  'text',
  'long_text',
  'choice',
  'number',
  'date',
  'yes_no',
  'photo',
]

export type FieldChoice = { id: string; label: Record<string, string> }

/** One question of an intake form or checklist. Labels by language; nl is always there. */
export type FormField = {
  id: string
  type: FieldType
  label: Record<string, string>
  help?: Record<string, string>
  required: boolean
  choices?: FieldChoice[]
  /** For numbers and measurements. A value outside the limits is allowed but marked. */
  unit?: string
  minimum?: number
  maximum?: number
  /** Shown only if another field has this answer. A hidden question is never required. */
  showIf?: { fieldId: string; equals: string }
}

/** text, choice id, decimal as string, ISO date, 'yes' | 'no' | 'na'; photos and signatures: ids of files. */
export type AnswerValue = string | string[] | null
export type Answers = Record<string, AnswerValue>

export const formLimits = {
  fields: 60,
  choices: 30,
  label: 200,
  help: 500,
  text: 300,
  longText: 4000,
  photos: 10,
} as const

/** In the asked language, else Dutch, else whatever there is. */
export function wordsIn(words: Record<string, string> | undefined, locale: string): string {
  return words?.[locale]?.trim() || words?.nl?.trim() || Object.values(words ?? {}).find(Boolean) || ''
}

export function labelOf(field: { label: Record<string, string> }, locale: string): string {
  return wordsIn(field.label, locale)
}

/** The answer to a field, never one that was inherited from an object's prototype. */
export function answerTo(answers: Answers, fieldId: string): AnswerValue {
  return Object.hasOwn(answers, fieldId) ? (answers[fieldId] ?? null) : null
}

export function isAnswered(value: AnswerValue): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value.trim() !== ''
}

/**
 * The questions that are asked, given the answers so far. A condition on a hidden question hides too; one on a question
 * that does not exist, or that runs in a circle, hides nothing.
 */
export function visibleFields(fields: readonly FormField[], answers: Answers): FormField[] {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const parentOf = (field: FormField) => (field.showIf ? byId.get(field.showIf.fieldId) : undefined)
  const onCircle = (field: FormField) => {
    let above = parentOf(field)
    for (let steps = 0; above && steps < fields.length; steps++) {
      if (above === field) return true
      above = parentOf(above)
    }
    return false
  }
  const known = new Map<FormField, boolean>()
  const visible = (field: FormField): boolean => {
    const before = known.get(field)
    if (before !== undefined) return before
    const parent = parentOf(field)
    const shown =
      !parent || onCircle(field) || (visible(parent) && answerTo(answers, parent.id) === field.showIf?.equals)
    known.set(field, shown)
    return shown
  }
  return fields.filter(visible)
}

/** What is wrong with each answer: id of the field → forms.required, not_a_number, choice, not_a_date, yes_no, too_long, photos. Empty when all is well. */
export function checkAnswers(fields: readonly FormField[], answers: Answers): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const field of visibleFields(fields, answers)) {
    const value = answerTo(answers, field.id)
    const problem = isAnswered(value) ? problemOf(field, value) : field.required ? 'forms.required' : null
    if (problem) problems[field.id] = problem
  }
  return problems
}

function problemOf(field: FormField, value: AnswerValue): string | null {
  if (field.type === 'photo' || field.type === 'signature') {
    if (!Array.isArray(value)) return 'forms.invalid'
    return value.length > (field.type === 'photo' ? formLimits.photos : 1) ? 'forms.photos' : null
  }
  if (typeof value !== 'string') return 'forms.invalid'
  switch (field.type) {
    case 'text':
      return value.length > formLimits.text ? 'forms.too_long' : null
    case 'long_text':
      return value.length > formLimits.longText ? 'forms.too_long' : null
    case 'choice':
      return field.choices?.some((choice) => choice.id === value) ? null : 'forms.choice'
    case 'number':
    case 'measurement':
      return decimalFromInput(value) === null ? 'forms.not_a_number' : null
    case 'date':
      return isDay(value) ? null : 'forms.not_a_date'
    case 'yes_no':
      return value === 'yes' || value === 'no' ? null : 'forms.yes_no'
    case 'yes_no_na':
      return value === 'yes' || value === 'no' || value === 'na' ? null : 'forms.yes_no'
  }
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** The answers worth keeping: those of questions that were shown, trimmed, numbers as decimal strings; nothing else. */
export function keptAnswers(fields: readonly FormField[], answers: Answers): Answers {
  const kept: Answers = {}
  for (const field of visibleFields(fields, answers)) {
    const value = answerTo(answers, field.id)
    if (!isAnswered(value)) continue
    if (typeof value !== 'string') kept[field.id] = value
    else if (field.type === 'number' || field.type === 'measurement')
      kept[field.id] = decimalFromInput(value) ?? value.trim()
    else kept[field.id] = value.trim()
  }
  return kept
}

/** Whether a number or measurement lies outside its limits: allowed, but marked for who reads it. */
export function outsideLimits(field: FormField, value: AnswerValue): 'below' | 'above' | null {
  if (typeof value !== 'string') return null
  const number = decimalFromInput(value)
  if (number === null) return null
  if (field.minimum !== undefined && decimal(number).lessThan(field.minimum)) return 'below'
  if (field.maximum !== undefined && decimal(number).greaterThan(field.maximum)) return 'above'
  return null
}

/** Types of which another question can depend. */
export function canSteer(field: FormField): boolean {
  return field.type === 'choice' || field.type === 'yes_no' || field.type === 'yes_no_na'
}

/** The answers on which a condition can wait. */
export function steeringAnswers(field: FormField): string[] {
  if (field.type === 'choice') return (field.choices ?? []).map((choice) => choice.id)
  if (field.type === 'yes_no') return ['yes', 'no']
  return field.type === 'yes_no_na' ? ['yes', 'no', 'na'] : []
}

/**
 * What is wrong with a form that a company made: path (`fields.2.label`) → code. A condition may only look back, so that
 * a question never appears above the one just answered and no circle can exist.
 */
export function formProblems(kind: FormKind, fields: readonly FormField[]): Record<string, string> {
  const problems: Record<string, string> = {}
  if (fields.length > formLimits.fields) problems.fields = 'forms.too_many_fields'
  const earlier = new Map<string, FormField>()
  for (const [index, field] of fields.entries()) {
    const at = `fields.${index}`
    if (earlier.has(field.id)) problems[`${at}.id`] = 'forms.double_field'
    if (!field.label.nl?.trim()) problems[`${at}.label`] = 'forms.label'
    if (kind === 'intake' && !intakeFieldTypes.includes(field.type)) problems[`${at}.type`] = 'forms.type'
    if (field.type === 'choice') {
      const choices = field.choices ?? []
      if (choices.length < 2) problems[`${at}.choices`] = 'forms.too_few_choices'
      else if (choices.some((choice) => !choice.label.nl?.trim())) problems[`${at}.choices`] = 'forms.choice_label'
      else if (new Set(choices.map((choice) => choice.id)).size < choices.length)
        problems[`${at}.choices`] = 'forms.double_choice'
    }
    if (field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum)
      problems[`${at}.maximum`] = 'forms.limits'
    if (field.showIf) {
      const parent = earlier.get(field.showIf.fieldId)
      if (!parent || !steeringAnswers(parent).includes(field.showIf.equals)) problems[`${at}.showIf`] = 'forms.show_if'
    }
    earlier.set(field.id, field)
  }
  return problems
}

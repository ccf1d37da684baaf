import { decimal, decimalFromInput } from '@/lib/money'
import { Temporal } from '@/lib/time'
import { expanded, isRepeated, itemsOf } from './rules/repeated'

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
  'rating',
  'computed',
  'scan',
  'signature',
  'section',
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

/** One question of an intake form or checklist, or the heading of a section of it. Labels by language; nl is always there. */
export type FormField = {
  id: string
  type: FieldType
  label: Record<string, string>
  help?: Record<string, string>
  required: boolean
  choices?: FieldChoice[]
  /** For numbers, measurements and computed values; of a rating the minimum. A value outside the limits is allowed, and a failed item. */
  unit?: string
  minimum?: number
  maximum?: number
  /** Of a computed value: how it follows from numbers above it (rules/formula). */
  formula?: string
  /** Of a section: asked once per item that is added on site, such as an appliance. */
  repeats?: boolean
  /** Of a photo: who takes it can draw on it. */
  drawing?: boolean
  /** Answers (of those that others can wait for) with which the item failed. */
  failIf?: string[]
  /** Shown only if another field has this answer; of a section, with all below it. A hidden question is never required. */
  showIf?: { fieldId: string; equals: string }
}

export const ratings = ['1', '2', '3', '4', '5'] as const

/** text, what a code says, choice id, decimal as string, '1' … '5', ISO date, 'yes' | 'no' | 'na'; photos and signatures: ids of files; repeated sections: ids of items. */
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

/** Whether somebody answers it: a heading is no question, and a computed value answers itself. */
export function isQuestion({ type }: FormField): boolean {
  return type !== 'section' && type !== 'computed'
}

/**
 * The questions that are asked, given the answers so far. A condition on a hidden question hides too, and so does the
 * section it stands in; a condition on a question that does not exist, or that runs in a circle, hides nothing.
 */
export function visibleFields(fields: readonly FormField[], answers: Answers): FormField[] {
  return shownFields(fields, answers).filter(isQuestion)
}

/** The same with the headings of the sections and the computed values among them; what is repeated, once per item. */
export function shownFields(form: readonly FormField[], answers: Answers): FormField[] {
  const fields = expanded(form, answers)
  const byId = new Map(fields.map((field) => [field.id, field]))
  const sections = sectionsOf(fields)
  const parentOf = (field: FormField) => (field.showIf ? byId.get(field.showIf.fieldId) : undefined)
  const above = (field: FormField) => [parentOf(field), sections.get(field)].filter((one) => one !== undefined)
  const leadsTo = (goal: FormField, from: FormField, met = new Set<FormField>()): boolean =>
    above(from).some((next) => {
      if (next === goal) return true
      if (met.has(next)) return false
      met.add(next)
      return leadsTo(goal, next, met)
    })
  const known = new Map<FormField, boolean>()
  const visible = (field: FormField): boolean => {
    const before = known.get(field)
    if (before !== undefined) return before
    const parent = parentOf(field)
    const section = sections.get(field)
    const isSteered = parent !== undefined && !leadsTo(field, field)
    const answer = parent && isQuestion(parent) ? answerTo(answers, parent.id) : null
    const shown = (!isSteered || (visible(parent) && answer === field.showIf?.equals)) && (!section || visible(section))
    known.set(field, shown)
    return shown
  }
  return fields.filter(visible)
}

export type FormPart = { section: FormField | null; fields: FormField[] }

/** What is shown, by section; first what stands above the first heading. */
export function partsOf(shown: readonly FormField[]): FormPart[] {
  const parts: FormPart[] = [{ section: null, fields: [] }]
  for (const field of shown) {
    if (field.type === 'section') parts.push({ section: field, fields: [] })
    else parts.at(-1)?.fields.push(field)
  }
  return parts.filter(({ section, fields }) => section !== null || fields.length > 0)
}

/** The heading that each question stands under; none of those above the first heading. */
function sectionsOf(fields: readonly FormField[]): Map<FormField, FormField> {
  const under = new Map<FormField, FormField>()
  let section: FormField | undefined
  for (const field of fields) {
    if (field.type === 'section') section = field
    else if (section) under.set(field, section)
  }
  return under
}

/** What is wrong with each answer: id of the field → forms.required, not_a_number, choice, not_a_date, yes_no, rating, too_long, photos. Empty when all is well. */
export function checkAnswers(fields: readonly FormField[], answers: Answers): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const field of shownFields(fields, answers)) {
    if (isRepeated(field) && field.required && itemsOf(field, answers).length === 0)
      problems[field.id] = 'forms.required'
    if (!isQuestion(field)) continue
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
    case 'scan':
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
    case 'rating':
      return (ratings as readonly string[]).includes(value) ? null : 'forms.rating'
    case 'section':
    case 'computed':
      return 'forms.invalid'
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

/** Whether a number, measurement or rating lies outside its limits: allowed, but marked for who reads it. */
export function outsideLimits(field: FormField, value: AnswerValue): 'below' | 'above' | null {
  if (typeof value !== 'string' || !hasLimits(field)) return null
  const number = decimalFromInput(value)
  if (number === null) return null
  if (field.minimum !== undefined && decimal(number).lessThan(field.minimum)) return 'below'
  if (field.maximum !== undefined && decimal(number).greaterThan(field.maximum)) return 'above'
  return null
}

/** Types that are numbers, so that limits say something of them. */
export function hasLimits({ type }: FormField): boolean {
  return type === 'number' || type === 'measurement' || type === 'rating' || type === 'computed'
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

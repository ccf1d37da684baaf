import { type Answers, type AnswerValue, checkAnswers, type FormField, isAnswered, isQuestion } from '@/lib/forms/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import { isRepeated } from '@/lib/forms/rules/repeated'
import { compare, decimalFromInput } from '@/lib/money'

/** An answer on some visit of an order. */
export type VisitAnswer = { visitId: string; fieldId: string; value: AnswerValue; version: number }

export type VisitAnswers = {
  answers: Answers
  /** Questions that an earlier visit of the order answered and this one did not. */
  earlier: string[]
  /** Of each question that this visit answered: which edit its answer is. */
  versions: Record<string, number>
}

/** The answers as they count for a visit: its own, and what other visits of the order answered, the newest last. */
export function countedAnswers(rows: readonly VisitAnswer[], visitId: string): VisitAnswers {
  const own = rows.filter((row) => row.visitId === visitId)
  const before = rows.filter((row) => row.visitId !== visitId && isAnswered(row.value))
  const answers: Answers = {}
  for (const { fieldId, value } of [...before, ...own]) answers[fieldId] = value
  const ownIds = new Set(own.map(({ fieldId }) => fieldId))
  const earlier = [...new Set(before.map(({ fieldId }) => fieldId))].filter((id) => !ownIds.has(id))
  const versions = Object.fromEntries(own.map(({ fieldId, version }) => [fieldId, version]))
  return { answers, earlier, versions }
}

/** As it is kept: a number as an exact decimal whatever comma was typed, the rest as it is; null for nothing. */
export function keptAnswer(field: FormField, value: AnswerValue): AnswerValue {
  if (!isAnswered(value)) return null
  return isNumber(field) && typeof value === 'string' ? (decimalFromInput(value) ?? value) : value
}

/** What somebody answers under this id: a question, a remark, one of an item, or the items themselves; never what is computed. */
export function questionAt(checklist: readonly FormField[], fieldId: string): FormField | null {
  const field = questionOf(checklist, fieldId)
  return field && (isQuestion(field) || isRepeated(field)) ? field : null
}

/** Why one question can't be answered so (forms.*), whatever hides it; null when it can. */
export function answerProblem(field: FormField, value: AnswerValue): string | null {
  if (field.type === 'photo' || field.type === 'signature') return 'forms.invalid'
  if (isRepeated(field) && value !== null && !Array.isArray(value)) return 'forms.invalid'
  return checkAnswers([{ ...field, required: false, showIf: undefined }], { [field.id]: value })[field.id] ?? null
}

/** The same answer, written the same or not: 14 and 14.0 are no two answers to choose from. */
export function isSameAnswer(field: FormField, one: AnswerValue, other: AnswerValue): boolean {
  if (JSON.stringify(one) === JSON.stringify(other)) return true
  return isNumber(field) && typeof one === 'string' && typeof other === 'string' && compare(one, other) === 0
}

function isNumber({ type }: FormField): boolean {
  return type === 'number' || type === 'measurement'
}

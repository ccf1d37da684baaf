import { decimalFromInput } from '@/lib/money'
import { type Answers, answerTo, type FormField, hasLimits, shownFields } from '../rules'
import { calculate, questionsIn, readFormula } from './formula'

/**
 * The values of the computed questions that are shown: id → decimal, or null while they can't be. From above to below, so
 * that each may use the ones before it; a question that is hidden counts as not answered.
 */
export function computedAnswers(fields: readonly FormField[], answers: Answers): Record<string, string | null> {
  const numbers = new Map<string, string>()
  const computed: Record<string, string | null> = {}
  for (const field of shownFields(fields, answers)) {
    if (!hasLimits(field)) continue
    const given = answerTo(answers, field.id)
    const value =
      field.type === 'computed'
        ? resultOf(field, (id) => numbers.get(id) ?? null)
        : typeof given === 'string'
          ? decimalFromInput(given)
          : null
    if (field.type === 'computed') computed[field.id] = value
    if (value !== null) numbers.set(field.id, value)
  }
  return computed
}

/** The answers with what follows from them. */
export function withComputed(fields: readonly FormField[], answers: Answers): Answers {
  return fields.some(({ type }) => type === 'computed') ? { ...answers, ...computedAnswers(fields, answers) } : answers
}

function resultOf({ formula = '' }: FormField, answerOf: (id: string) => string | null): string | null {
  const read = readFormula(formula)
  return read && calculate(read, answerOf)
}

/** What is wrong with a formula, given the questions above it: forms.formula, forms.formula_question. Null when nothing is. */
export function formulaProblem(formula: string, earlier: readonly FormField[]): string | null {
  const read = readFormula(formula)
  if (!read) return 'forms.formula'
  const known = new Set(earlier.filter(hasLimits).map(({ id }) => id))
  return questionsIn(read).every((id) => known.has(id)) ? null : 'forms.formula_question'
}

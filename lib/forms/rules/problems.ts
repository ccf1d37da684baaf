import { type FormField, type FormKind, formLimits, intakeFieldTypes, steeringAnswers } from '../rules'
import { formulaProblem } from './computed'
import { repeatedUnder } from './repeated'

/**
 * What is wrong with a form that a company made: path (`fields.2.label`) → code. A condition may only look back, so that
 * a question never appears above the one just answered and no circle can exist; so may a formula.
 */
export function formProblems(kind: FormKind, fields: readonly FormField[]): Record<string, string> {
  const problems: Record<string, string> = {}
  if (fields.length > formLimits.fields) problems.fields = 'forms.too_many_fields'
  const earlier = new Map<string, FormField>()
  const under = repeatedUnder(fields)
  for (const [index, field] of fields.entries()) {
    const at = `fields.${index}`
    // What is asked of each item says nothing outside of it: there would be as many answers as items.
    const own = [...under.values()].find((questions) => questions.includes(field))
    const repeated = new Set([...under.values()].filter((questions) => questions !== own).flat())
    const usable = new Map([...earlier].filter(([, one]) => !repeated.has(one)))
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
    if (field.failIf?.some((answer) => !steeringAnswers(field).includes(answer)))
      problems[`${at}.failIf`] = 'forms.fail_if'
    if (field.type === 'computed') {
      const problem = formulaProblem(field.formula ?? '', [...usable.values()])
      if (problem) problems[`${at}.formula`] = problem
    }
    if (field.showIf) {
      const parent = usable.get(field.showIf.fieldId)
      if (!parent || !steeringAnswers(parent).includes(field.showIf.equals)) problems[`${at}.showIf`] = 'forms.show_if'
    }
    earlier.set(field.id, field)
  }
  return problems
}

import { type Answers, type AnswerValue, answerTo, type FormField, outsideLimits, steeringAnswers } from '../rules'
import { questionOfItem } from './repeated'

/** Whether this answer makes it a failed item: outside the limits, or one that was chosen to mean so. */
export function isFailed(field: FormField, value: AnswerValue): boolean {
  if (typeof value !== 'string') return false
  if (outsideLimits(field, value) !== null) return true
  return steeringAnswers(field).includes(value) && (field.failIf ?? []).includes(value)
}

function canFail(field: FormField): boolean {
  return field.minimum !== undefined || field.maximum !== undefined || (field.failIf?.length ?? 0) > 0
}

const remark = '.remark'

/** What is wrong with a failed item, in the technician's words: an answer of its own, beside the one it is about. */
export function remarkOf(field: FormField): FormField {
  return { id: `${field.id}${remark}`, type: 'long_text', label: field.label, required: false }
}

/** The remark at a failed item; empty when there is none. */
export function remarkAt(field: FormField, answers: Answers): string {
  const said = answerTo(answers, remarkOf(field).id)
  return typeof said === 'string' ? said : ''
}

/** The question that an answer is to, by the id it is sent under: also of an item, and the remark at one that can fail. */
export function questionOf(fields: readonly FormField[], fieldId: unknown): FormField | undefined {
  if (typeof fieldId !== 'string') return undefined
  const asked = (id: string) => fields.find((field) => field.id === id) ?? questionOfItem(fields, id)
  const found = asked(fieldId)
  if (found || !fieldId.endsWith(remark)) return found
  const failing = asked(fieldId.slice(0, -remark.length))
  return failing && canFail(failing) ? remarkOf(failing) : undefined
}

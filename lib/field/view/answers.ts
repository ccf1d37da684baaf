import type { SaveAnswer } from '@/lib/execution/input'
import {
  answerProblem,
  countedAnswers,
  isSameAnswer,
  keptAnswer,
  questionAt,
  type VisitAnswers,
} from '@/lib/execution/rules/answers'
import { type AnswerValue, type FormField, formLimits } from '@/lib/forms/rules'
import { isOpen } from '@/lib/visits/rules'
import type { Taken } from './data'
import type { State } from './state'

/** The answer to one question, in the place of the one that was seen. */
export function saveAnswer(state: State, { visitId, fieldId, value, version }: SaveAnswer): State {
  const field = fieldOf(state, fieldId)
  if (!field || !isAnswerable(state, visitId)) return state
  const kept = keptAnswer(field, value)
  return answerProblem(field, kept) ? state : putAnswer(state, visitId, { field, value: kept, seen: version ?? 'none' })
}

/** A photo or signature that is on the phone, as a document of its visit and as what it answers. */
export function addFile(state: State, file: Taken): State {
  const { id, visitId, kind, takenAt, name, type } = file
  const isPaper = kind !== 'receipt' && kind !== 'signature'
  if (!isPaper || file.state === 'refused' || !isAnswerable(state, visitId)) return state
  if (state.documents.some((document) => document.id === id)) return state
  const field = kind === 'answer' ? fieldOf(state, file.fieldId) : null
  if (kind === 'answer' && field?.type !== 'photo' && field?.type !== 'signature') return state
  const already = field ? filesIn(state, visitId, field.id) : []
  if (field?.type === 'photo' && already.length >= formLimits.photos) return state
  const document = { id, fileId: id, visitId, kind, title: name, fieldId: field?.id ?? '', purpose: '' as const }
  const documents = [...state.documents, { ...document, type, takenAt, isOnPhone: file.state !== 'sent' }]
  const added = { ...state, documents: documents.sort((a, b) => (a.id < b.id ? -1 : 1)) }
  if (!field) return added
  const value = field.type === 'signature' ? [id] : [...already, id]
  return putAnswer(added, visitId, { field, value, seen: 'any' })
}

/** Takes a photo off its visit, and out of the answer it was. */
export function removeFile(state: State, { id }: { id: string }): State {
  const document = state.documents.find((one) => one.id === id)
  if (!document?.visitId || !isAnswerable(state, document.visitId)) return state
  if (document.kind === 'work_report' || document.kind === 'signature') return state
  const removed = { ...state, documents: state.documents.filter((one) => one.id !== id) }
  const field = fieldOf(state, document.fieldId)
  if (!field) return removed
  const left = filesIn(state, document.visitId, field.id).filter((one) => one !== document.fileId)
  return putAnswer(removed, document.visitId, { field, value: left.length > 0 ? left : null, seen: 'any' })
}

/** What counts as answered on this visit. */
export function answersOn({ carried, answers }: State): VisitAnswers {
  return countedAnswers(answers, carried.id)
}

/** This visit while it is open, and any other of the same order: whether that one is open is for the server to say. */
function isAnswerable({ carried, status }: State, visitId: string): boolean {
  return visitId === carried.id ? isOpen(status) : carried.orderVisitIds.includes(visitId)
}

function putAnswer(
  state: State,
  visitId: string,
  { field, value, seen }: { field: FormField; value: AnswerValue; seen: number | 'none' | 'any' },
): State {
  const isIt = (row: { visitId: string; fieldId: string }) => row.visitId === visitId && row.fieldId === field.id
  const before = state.answers.find(isIt)
  if (before && isSameAnswer(field, before.value, value)) {
    // The same number written otherwise is kept as it was written last, by who saw the first.
    const isRewritten = seen === before.version && before.value !== value && typeof value === 'string'
    if (!isRewritten) return state
  } else if (before && seen !== 'any' && seen !== before.version) return state
  const version = (before?.version ?? 0) + 1
  const others = state.answers.filter((row) => !isIt(row))
  return { ...state, answers: [...others, { visitId, fieldId: field.id, value, version }] }
}

function fieldOf({ carried }: State, fieldId: string): FormField | null {
  return questionAt(carried.checklist, fieldId)
}

function filesIn({ answers }: State, visitId: string, fieldId: string): string[] {
  const value = answers.find((row) => row.visitId === visitId && row.fieldId === fieldId)?.value
  return Array.isArray(value) ? value : []
}

import type { NewOrder, SaveCount, SaveMaterial, SaveNote } from '@/lib/execution/input'
import { decimal } from '@/lib/money'
import { isOpen } from '@/lib/visits/rules'
import { removeRow, saveRow } from './rows'
import { isHere, type State } from './state'

const exact = (value: string) => decimal(value).toFixed(3)

type Seen = { id: string; version: number }

/** Material or extra work. The phone names the product as its list does; the server gives it the name it has by then. */
export function saveMaterial(state: State, input: SaveMaterial): State {
  if (!isHere(state, input.visitId) || !input.description) return state
  const { id, productId = null, description, quantity, kind, billing } = input
  const unit = input.unit ?? (kind === 'labour' ? 'u' : 'st')
  const values = { id, productId, description, unit, quantity: exact(quantity), kind, billing }
  return { ...state, materials: saveRow(state.materials, values, input.version) }
}

export function removeMaterial(state: State, seen: Seen): State {
  return isOpen(state.status) ? { ...state, materials: removeRow(state.materials, seen) } : state
}

export function saveCount(state: State, input: SaveCount): State {
  if (!isHere(state, input.visitId)) return state
  const { id, kind, description, remark } = input
  const [count, weightKg] = [exact(input.count), input.weightKg === null ? null : exact(input.weightKg)]
  const values = { id, kind, description, count, weightKg, remark }
  return { ...state, counts: saveRow(state.counts, values, input.version) }
}

export function removeCount(state: State, seen: Seen): State {
  return isOpen(state.status) ? { ...state, counts: removeRow(state.counts, seen) } : state
}

/** A remark is its writer's own; the same id changes it. */
export function saveNote(state: State, { id, visitId, body, forCustomer }: SaveNote): State {
  const { memberId } = state.who
  const isOthers = state.notes.some((note) => note.id === id && note.memberId !== memberId)
  if (!isHere(state, visitId) || isOthers) return state
  const notes = [...state.notes.filter((note) => note.id !== id), { id, body, forCustomer, memberId }]
  return { ...state, notes: notes.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

export function removeNote(state: State, { id }: { id: string }): State {
  if (!isOpen(state.status)) return state
  const { memberId } = state.who
  return { ...state, notes: state.notes.filter((note) => note.id !== id || note.memberId !== memberId) }
}

/** Of every visit of the order, also of one that is closed by now. */
export function newOrder(state: State, { id, title }: NewOrder): State {
  if (state.newOrders.some((one) => one.id === id)) return state
  return { ...state, newOrders: [...state.newOrders, { id, title }].sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

/** What the office asked and has its answer. */
export function answerQuestion(state: State, { id }: { id: string }): State {
  return { ...state, questions: state.questions.filter((question) => question.id !== id) }
}

import type { AddEntry, EditEntry, SaveExpense } from '@/lib/hours/input'
import { entryMinutes, entryRefusal } from '@/lib/hours/rules/entries'
import { decimal } from '@/lib/money'
import { instantOf } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import { byStart } from './clock'
import { removeRow, saveRow } from './rows'
import { type Entry, isHere, isLeading, type State } from './state'

/** Hours that the clock missed, of oneself, or of the team by who leads it. */
export function addEntry(state: State, input: AddEntry): State {
  const memberId = input.memberId ?? state.who.memberId
  const member = state.carried.team.find(({ id }) => id === memberId)
  if (!isHere(state, input.visitId) || !member || !mayChange(state, memberId)) return state
  if (state.hours.some(({ id }) => id === input.id)) return state
  return putEntry(state, {
    ...{ id: input.id, isBooked: true, isEditable: true, memberId, member: member.name },
    ...{ hourType: input.hourType, startAt: input.startAt, endAt: input.endAt, minutes: 0, origin: 'manual' },
    ...{ clockedStartAt: null, clockedEndAt: null, reason: input.reason, version: 1 },
  })
}

/** Other hours than stood there; what the clock said stays beside them. */
export function editEntry(state: State, { id, version, hourType, startAt, endAt, reason }: EditEntry): State {
  const entry = changeable(state, { id, version })
  if (!entry) return state
  const origin = entry.origin === 'manual' ? 'manual' : 'edited'
  return putEntry(state, { ...entry, hourType, startAt, endAt, reason, origin, version: version + 1 })
}

export function removeEntry(state: State, seen: { id: string; version: number }): State {
  const entry = changeable(state, seen)
  return entry ? { ...state, hours: state.hours.filter((one) => one !== entry) } : state
}

/** What the technician paid. Without a version it is new, and new once. */
export function saveExpense(state: State, input: SaveExpense): State {
  if (!isHere(state, input.visitId)) return state
  const values = {
    ...{ id: input.id, kind: input.kind, description: input.description, receiptFileId: input.receiptFileId ?? null },
    ...{ grossAmount: decimal(input.grossAmount).toFixed(2), vatRate: decimal(input.vatRate).toFixed(2) },
  }
  return { ...state, expenses: saveRow(state.expenses, values, input.version ?? undefined) }
}

export function removeExpense(state: State, seen: { id: string; version: number }): State {
  return isOpen(state.status) ? { ...state, expenses: removeRow(state.expenses, seen) } : state
}

function putEntry(state: State, entry: Entry): State {
  const window = { startAt: instantOf(entry.startAt).toString(), endAt: instantOf(entry.endAt).toString() }
  const others = state.hours.filter(({ id }) => id !== entry.id)
  const beside = others.filter(({ memberId }) => memberId === entry.memberId)
  if (entryRefusal(window, beside, state.who.now)) return state
  const before = state.hours.find(({ id }) => id === entry.id)
  const isSame = (one: string, other: string) => Date.parse(one) === Date.parse(other)
  const isSameWindow = before && isSame(before.startAt, window.startAt) && isSame(before.endAt, window.endAt)
  // Other hours at the same time keep their minutes as they were rounded.
  const minutes = isSameWindow ? before.minutes : entryMinutes(window.startAt, window.endAt)
  const put = { ...entry, ...window, minutes }
  return { ...state, hours: [...others, put].sort(byStart) }
}

function changeable(state: State, { id, version }: { id: string; version: number }): Entry | null {
  const entry = state.hours.find((one) => one.id === id && one.version === version)
  return entry?.isEditable && isOpen(state.status) && mayChange(state, entry.memberId) ? entry : null
}

function mayChange(state: State, memberId: string): boolean {
  return memberId === state.who.memberId || isLeading(state)
}

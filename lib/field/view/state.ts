import { closings, type Outcome, outcomes } from '@/lib/execution/rules'
import { isEditable } from '@/lib/hours/rules/approval'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { VisitStatus } from '@/lib/visits/rules'
import { isOpen } from '@/lib/visits/rules'
import type { Taken, VisitData } from './data'
import { type Rows, rowsOf } from './rows'

export type Entry = VisitData['hours'][number] & { isEditable: boolean }
export type Event = { id: string; memberId: string; kind: CarriedVisit['events'][number]['kind']; at: string }
export type Answer = CarriedVisit['answers'][number]
export type Paper = Omit<VisitData['documents'][number], 'isOfThisVisit'> & { visitId: string | null }

/** Who looks, and when. */
export type Looker = { memberId: string; timeZone: string; now: string }

/** A visit while what was done on the phone is put on it, one deed after another; no deed changes the one before. */
export type State = {
  carried: CarriedVisit
  who: Looker
  /** The files of it that the server does not have, as far as the phone knows. */
  unsent: ReadonlySet<string>
  /** As the server has it: open while it waits for files. */
  status: VisitStatus
  remainingWork: string
  /** What another visit of the order left to do. */
  leftOver: string
  /** Closed on site, and how. */
  closedAs: Outcome | null
  events: readonly Event[]
  answers: readonly Answer[]
  documents: readonly Paper[]
  materials: Rows<VisitData['materials'][number]>
  counts: Rows<VisitData['counts'][number]>
  expenses: Rows<VisitData['expenses'][number]>
  hours: readonly Entry[]
  notes: VisitData['notes']
  questions: readonly CarriedVisit['questions'][number][]
  newOrders: VisitData['newOrders']
}

/** What was carried along, before anything that was done since. */
export function stateOf(carried: CarriedVisit, who: Looker, files: readonly Taken[]): State {
  return {
    ...{ carried, who, status: carried.status, remainingWork: carried.remainingWork },
    leftOver: carried.order.remainingWork,
    ...{ events: carried.events, answers: carried.answers, questions: carried.questions },
    newOrders: carried.newOrders,
    unsent: new Set(files.filter(({ state }) => state !== 'sent').map(({ id }) => id)),
    closedAs: carried.closedOnSiteAt && isOpen(carried.status) ? outcomeIn(carried.events) : null,
    documents: carried.documents.map(({ sizeBytes: _, sha256: _hash, orderId: _order, ...document }) => ({
      ...document,
      isOnPhone: false,
    })),
    materials: rowsOf(carried.materials.map(({ visitId: _, ...row }) => row)),
    counts: rowsOf(carried.counts.map(({ visitId: _, ...row }) => row)),
    expenses: rowsOf(carried.expenses.map(({ visitId: _, billable: _billable, ...row }) => row)),
    hours: carried.hours.map(({ visitId: _, state, remark: _remark, ...entry }) => ({
      ...entry,
      isBooked: true,
      isEditable: isEditable(state),
    })),
    notes: carried.notes.map(({ visitId: _, version: _version, ...note }) => note),
  }
}

/** How a visit ended, by the last tap that ended it. */
function outcomeIn(events: readonly Event[]): Outcome | null {
  const last = events.findLast(({ kind }) => outcomes.some((outcome) => closings[outcome].event === kind))
  return outcomes.find((outcome) => closings[outcome].event === last?.kind) ?? null
}

/** Who asks steps for the team: its leader, or anyone on it when it has none. */
export function isLeading({ carried, who }: State): boolean {
  const { team } = carried
  return team.some(({ id, leader }) => leader && id === who.memberId) || !team.some(({ leader }) => leader)
}

/** What is done on this visit while it is open; after closing nothing of it changes any more. */
export function isHere({ carried, status }: State, visitId: string): boolean {
  return visitId === carried.id && isOpen(status)
}

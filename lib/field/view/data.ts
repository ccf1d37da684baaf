import type { CountKind, fileKinds } from '@/lib/execution/rules'
import type { Answers, FormField, SignatureRule } from '@/lib/forms/rules'
import type { ClockType, ExpenseKind, HourType } from '@/lib/hours/rules/entries'
import type { DocumentKind, DocumentPurpose, LineBilling } from '@/lib/orders/rules'
import type { Load } from '@/lib/orders/rules/load'
import type { VisitStatus } from '@/lib/visits/rules'

/** What was done on the phone, as its list keeps it (components/field/phone/db). */
export type Done = {
  visitId: string | null
  name: string
  /** By the server's shapes and clock (lib/field/view/said); undefined when it can't be read. */
  said: unknown
  seq: number
  state: 'waiting' | 'answered' | 'merged' | 'refused'
}

/** A photo, receipt or signature that the phone has with its bytes. */
export type Taken = {
  id: string
  visitId: string
  kind: (typeof fileKinds)[number]
  fieldId: string
  takenAt: string | null
  name: string
  type: string
  state: 'waiting' | 'sent' | 'refused'
}

/** What the screens of one visit show; no prices travel to the phone. */
export type VisitData = {
  id: string
  /** Also of a visit that was closed on site and waits for its files: how it ended. */
  status: VisitStatus
  /** Closed on site, while the server still waits for files: how many of them this phone has yet to send. */
  closing: { filesLeft: number } | null
  startAt: string | null
  endAt: string | null
  durationMinutes: number
  instructions: string
  remainingWork: string
  isLeader: boolean
  memberId: string
  team: { id: string; name: string; leader: boolean }[]
  running: { hourType: ClockType; startAt: string } | null
  hasOwnClock: boolean
  order: { id: string; number: string; title: string; description: string; remainingWork: string }
  type: string
  signatureRule: SignatureRule
  customer: { name: string }
  site: {
    name: string
    street: string
    houseNumber: string
    postalCode: string
    city: string
    country: string
    latitude: number | null
    longitude: number | null
    accessNotes: string
  }
  phones: { name: string; phone: string }[]
  asset: {
    type: string
    make: string
    model: string
    serial: string
    installedOn: string | null
    ownFields: { label: string; value: string }[]
    notes: string
  } | null
  checklist: FormField[]
  answers: Answers
  earlierAnswers: string[]
  /** Of each question that this visit answered: which edit its answer is. */
  answerVersions: Record<string, number>
  intake: { label: string; text: string }[]
  service: { id: string; number: string; title: string; executedAt: string | null; reportFileId: string | null }[]
  documents: {
    id: string
    fileId: string
    kind: DocumentKind
    title: string
    fieldId: string
    purpose: DocumentPurpose
    type: string
    takenAt: string | null
    isOfThisVisit: boolean
    /** Its bytes are on this phone and not at the server. */
    isOnPhone: boolean
  }[]
  hours: {
    /** Of what the clock says and the server has not booked yet, no id that anybody knows: `isBooked` tells. */
    id: string
    isBooked: boolean
    memberId: string
    member: string
    hourType: HourType
    startAt: string
    endAt: string
    minutes: number
    origin: 'clock' | 'edited' | 'manual'
    clockedStartAt: string | null
    clockedEndAt: string | null
    reason: string
    version: number
  }[]
  materials: {
    id: string
    productId: string | null
    description: string
    unit: string
    quantity: string
    kind: 'material' | 'labour' | 'text'
    billing: LineBilling
    version: number
  }[]
  counts: {
    id: string
    kind: CountKind
    description: string
    count: string
    weightKg: string | null
    remark: string
    version: number
  }[]
  /** What must be taken along. */
  load: Load
  expenses: {
    id: string
    kind: ExpenseKind
    description: string
    grossAmount: string
    vatRate: string
    receiptFileId: string | null
    version: number
  }[]
  notes: { id: string; body: string; forCustomer: boolean; memberId: string }[]
  /** What was asked for on site besides, each an order of its own. */
  newOrders: { id: string; title: string }[]
  questions: QuestionRow[]
}

/** What the office asks this technician. */
export type QuestionRow = { id: string; question: string; line: string | null; orderNumber: string; customer: string }

/** One visit in the list of days. */
export type DayRow = {
  id: string
  day: string | null
  startAt: string | null
  endAt: string | null
  durationMinutes: number
  status: VisitStatus
  isLeader: boolean
  title: string
  number: string
  type: string
  customer: string
  street: string
  city: string
}

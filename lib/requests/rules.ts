import { phoneSearch } from '@/lib/customers/rules'
import { madeAt } from '@/lib/ids'
import type { OrderStatus, RequestStatus } from '@/lib/orders/rules'
import { searchable } from '@/lib/search'

/** The life of a request. An unconfirmed one may be accepted too: somebody called and the address was mistyped. */
export const requestSteps = {
  confirm: { from: ['unconfirmed'], to: 'open' },
  accept: { from: ['open', 'unconfirmed'], to: 'accepted' },
  decline: { from: ['open', 'unconfirmed'], to: 'declined' },
} as const satisfies Record<string, { from: readonly RequestStatus[]; to: RequestStatus }>
export type RequestStep = keyof typeof requestSteps

/** Why a step can't be taken, or null. */
export function requestRefusal(status: RequestStatus, step: RequestStep): 'requests.not_open' | null {
  return (requestSteps[step].from as readonly RequestStatus[]).includes(status) ? null : 'requests.not_open'
}

/** What anybody may send us without an account. */
export const requestLimits = {
  files: 10,
  /** All files and words of one post together. */
  bytes: 60 * 1024 * 1024,
  postsPerAddress: { count: 30, seconds: 600 },
  newPerAddress: { count: 8, seconds: 600 },
  /** From people the company does not know yet; a company's customers are never kept out by strangers. */
  strangersPerCompany: { count: 40, seconds: 600 },
  mailsPerRecipient: { count: 5, seconds: 86_400 },
  postsWithFilesPerCompany: { count: 1500, seconds: 86_400 },
  /** Nobody reads and fills in a form in less. */
  leastSeconds: 3,
  formDays: 7,
  confirmDays: 7,
  statusDays: 180,
  draftHours: 24,
  /** A stranger who did not confirm in this time is forgotten; the office may still accept until then. */
  unconfirmedDays: 14,
} as const

/** One mail of each kind per request. */
export function mailKey(kind: 'received' | 'confirm', requestId: string): string {
  return `requests.${kind}:${requestId}`
}

/** The first UUIDv7 of a moment: what was made before it has a smaller one. */
export function firstIdAt(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** Whether the form was open for as long as a person needs, and not for weeks. */
export function isFilledInByHand(formId: string, nowMilliseconds: number): boolean {
  const seconds = (nowMilliseconds - madeAt(formId)) / 1000
  return seconds >= requestLimits.leastSeconds && seconds <= requestLimits.formDays * 86_400
}

export type Asker = {
  name: string
  company: string
  vatNumber: string
  email: string
  phone: string
  street: string
  houseNumber: string
  postalCode: string
}
export type Candidate = {
  name: string
  vatNumber: string
  emails: string[]
  phones: string[]
  places: { street: string; houseNumber: string; postalCode: string }[]
}

export const matchReasons = ['email', 'vat', 'phone', 'address', 'name'] as const
export type MatchReason = (typeof matchReasons)[number]
const weights: Record<MatchReason, number> = { email: 50, vat: 45, phone: 30, address: 20, name: 20 }

/** Why a customer may be the one who asks, and how likely: 50 and more is nearly sure, 0 is not at all. */
export function matchOf(asker: Asker, candidate: Candidate): { reasons: MatchReason[]; score: number } {
  const same = (a: string, b: string) => a !== '' && searchable(a) === searchable(b)
  const phones = new Set(phoneSearch(asker.phone))
  const vat = bareNumber(asker.vatNumber)
  const found: Record<MatchReason, boolean> = {
    email: candidate.emails.some((email) => email !== '' && email.toLowerCase() === asker.email.toLowerCase()),
    vat: vat !== '' && bareNumber(candidate.vatNumber) === vat,
    phone: candidate.phones.some((phone) => phoneSearch(phone).some((number) => phones.has(number))),
    address: candidate.places.some((place) => samePlace(asker, place)),
    name: same(asker.company || asker.name, candidate.name) || sameWords(asker.company || asker.name, candidate.name),
  }
  const reasons = matchReasons.filter((reason) => found[reason])
  return { reasons, score: reasons.reduce((sum, reason) => sum + weights[reason], 0) }
}

function bareNumber(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

type Place = { street: string; houseNumber: string; postalCode: string }

export function samePlace(a: Place, b: Place): boolean {
  const squeezed = (text: string) => searchable(text).replace(/[^\p{L}\p{N}]/gu, '')
  return (
    squeezed(a.postalCode) !== '' &&
    squeezed(a.postalCode) === squeezed(b.postalCode) &&
    squeezed(a.houseNumber) === squeezed(b.houseNumber) &&
    squeezed(a.street).replace(/str(aat)?$/, '') === squeezed(b.street).replace(/str(aat)?$/, '')
  )
}

/** "Peeters Jan" is "Jan Peeters". */
function sameWords(a: string, b: string): boolean {
  const words = (text: string) => searchable(text).split(' ').filter(Boolean).sort().join(' ')
  return words(a) !== '' && words(a) === words(b)
}

/** The first line of what was asked, as the title an order starts with. */
export function titleOf(description: string, typeName: string): string {
  const first = description.split('\n')[0]?.trim() ?? ''
  const words = first.length > 70 ? `${first.slice(0, 67).replace(/\s+\S*$/, '')}…` : first
  return words || typeName
}

/** What the page of a confirmation link says: ask, confirmed, what the office decided meanwhile, or that it is too late. */
export function confirmationStage(
  request: { status: RequestStatus; confirmedAt: string | null },
  isOpen: boolean,
): 'ask' | 'confirmed' | 'accepted' | 'declined' | 'gone' {
  if (request.status === 'accepted' || request.status === 'declined') return request.status
  if (request.confirmedAt) return 'confirmed'
  return isOpen ? 'ask' : 'gone'
}

/** The way of a request as its customer sees it. */
export const progressSteps = ['open', 'accepted', 'planned', 'in_progress', 'executed'] as const
export type Progress = (typeof progressSteps)[number] | 'unconfirmed' | 'declined' | 'cancelled'

/**
 * Where a request stands in the customer's eyes, and when somebody comes: only a visit the customer was told of counts
 * as planned. What happens after the work is the office's own.
 */
export function progressOf(
  status: RequestStatus,
  orderStatus: OrderStatus | null,
  visits: readonly { startAt: string | null; status: string }[],
): { step: Progress; visitAt: string | null } {
  if (status !== 'accepted' || !orderStatus) return { step: status, visitAt: null }
  switch (orderStatus) {
    case 'cancelled':
    case 'declined':
      return { step: 'cancelled', visitAt: null }
    case 'in_progress':
      return { step: 'in_progress', visitAt: null }
    case 'executed':
    case 'ready_to_invoice':
    case 'invoiced':
      return { step: 'executed', visitAt: null }
    default: {
      const told = visits.find((visit) => visit.startAt && visit.status === 'planned')
      return told ? { step: 'planned', visitAt: told.startAt } : { step: 'accepted', visitAt: null }
    }
  }
}

import type { DayText } from '@/lib/time'

/** A contract's first and last day; without a last day it holds until further notice. */
export type Term = { startsOn: DayText; endsOn: DayText | null }

export const contractStates = ['coming', 'running', 'ended'] as const
export type ContractState = (typeof contractStates)[number]

/** Where a contract stands on a day: its last day still counts. */
export function contractState(term: Term, day: DayText): ContractState {
  if (day < term.startsOn) return 'coming'
  return term.endsOn !== null && day > term.endsOn ? 'ended' : 'running'
}

/** Whether its prices count for work of that day. */
export function isInTerm(term: Term, day: DayText): boolean {
  return contractState(term, day) === 'running'
}

/** Why a project or order of this customer can't name the contract from now on, as a refusal's code; null when it can. */
export function contractRefusal(
  contract: (Term & { customerId: string }) | null,
  customerId: string,
  today: DayText,
): string | null {
  if (contract === null || contract.customerId !== customerId) return 'contracts.none'
  return contractState(contract, today) === 'ended' ? 'contracts.ended' : null
}

/** Longer than this nobody waits for an answer. */
export const mostConsentDays = 90

export type ContractFilters = {
  /** Null: what has not ended. */
  state: 'ended' | 'all' | null
  customerId: string | null
  query: string
}

export const contractsPerPage = 100

/** A row of the list, as compact as it travels. */
export type ContractRow = Term & {
  id: string
  number: string
  reference: string
  name: string
  customer: string
  silentConsentDays: number | null
}

/** One that a project or order can choose. */
export type ContractChoice = { id: string; number: string; name: string }

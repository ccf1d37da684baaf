import type { Priority } from '@/lib/orders/rules'

/** Orders that are due at the latest so many days from today. */
export const dueChoices = { late: -1, today: 0, week: 7, month: 30 } as const
export type DueChoice = keyof typeof dueChoices
export const dues = ['late', 'today', 'week', 'month'] as const satisfies readonly DueChoice[]

export const holds = ['no', 'yes'] as const
export type HoldChoice = (typeof holds)[number]

/** Orders begin to be elsewhere from the third digit of a postcode on: the first two are a region. */
export const postcodeDigits = 2

/** How many orders each choice of a filter would leave, with the other filters as they are. */
export type BacklogCounts = {
  types: [id: string, count: number][]
  priorities: [priority: Priority, count: number][]
  /** The postcode's first digits, and the place there that has most orders. */
  postcodes: [prefix: string, city: string, count: number][]
  dues: [due: DueChoice, count: number][]
  holds: [hold: HoldChoice, count: number][]
}

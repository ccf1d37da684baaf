/** What waits, for the numbers in the rail; at most 1,000 each. */
export type Counts = { requests: number; backlog: number; control: number; concepts: number }

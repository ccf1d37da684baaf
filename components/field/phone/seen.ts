import type { Operation } from './db'

type Standing = Pick<Operation, 'seq' | 'state' | 'isCarried'>

/** Whether the screens can't show yet what became of it: it waits, or what stands in its place has not been carried. */
export function isUnseen({ state, isCarried }: Standing): boolean {
  return state === 'waiting' || (state === 'merged' && !isCarried)
}

/** The last number of which the screens show what became of it, and of all before it. `last` is the last that was given. */
export function seenUpTo(firstUnseen: Standing | undefined, last: number): number {
  return firstUnseen ? firstUnseen.seq - 1 : last
}

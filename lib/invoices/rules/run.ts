/** What a run works through: periods of projects, released orders and contracts to put on a concept, and concepts to finalize. */
export const runItemKinds = ['project', 'order', 'contract', 'invoice'] as const
export type RunItemKind = (typeof runItemKinds)[number]
export const runItemStates = ['waiting', 'done', 'failed'] as const
export type RunItemState = (typeof runItemStates)[number]

/** What somebody does with a run. */
export const runSteps = ['finalize', 'pause', 'resume', 'retry'] as const
export type RunStep = (typeof runSteps)[number]

/** How many items stand where. */
export type RunCounts = Record<RunItemState, number>
export type RunFacts = {
  finalizingAt: string | null
  pausedAt: string | null
  /** Work that comes on concepts. */
  making: RunCounts
  /** Concepts that get their number. */
  finalizing: RunCounts
}

export const runStates = ['making', 'ready', 'finalizing', 'paused', 'done'] as const
export type RunState = (typeof runStates)[number]

/** Where a run stands; it follows from its items and is stored nowhere. `ready`: the concepts wait for somebody to look. */
export function runState({ finalizingAt, pausedAt, making, finalizing }: RunFacts): RunState {
  const isWorking = making.waiting > 0 || (finalizingAt !== null && finalizing.waiting > 0)
  if (isWorking && pausedAt !== null) return 'paused'
  if (making.waiting > 0) return 'making'
  if (finalizing.waiting > 0) return finalizingAt === null ? 'ready' : 'finalizing'
  return 'done'
}

/** Why a step can't be taken, as a refusal's code; null when it can. Pressing twice is never wrong. */
export function runRefusal(facts: RunFacts, step: RunStep): 'invoices.run_making' | 'invoices.run_done' | null {
  const state = runState(facts)
  if (step === 'finalize' && facts.making.waiting > 0) return 'invoices.run_making'
  if (step === 'pause' && (state === 'done' || state === 'ready')) return 'invoices.run_done'
  return null
}

/** What its progress bar shows: of the step it is at. */
export function runProgress(facts: RunFacts): RunCounts & { total: number } {
  const isMaking = facts.making.waiting > 0 || facts.finalizingAt === null
  const counts = isMaking ? facts.making : facts.finalizing
  return { ...counts, total: counts.waiting + counts.done + counts.failed }
}

import type { MoveVisitsInput } from '@/lib/visits/input'

/** Where undoing puts a visit, as the server said it stood; null takes it off the board. */
export type Back = MoveVisitsInput['changes'][number]['to']
/** One visit that a step changed: made from which version (0: made by the step), which it became, where it stood. */
export type StepDone = { id: string; from: number; version: number; was: Back }
/** `what` is said of it: "Maes verplaatst". Partly: of many visits, those that somebody changed since stay and the others go back. */
export type Step = { what: string; changes: readonly StepChange[]; isPartly: boolean }
type StepChange = { id: string; to: Back; before: number; after: number }

const most = 50

/**
 * What a planner did on this board, to undo and to do again. A step may only be taken back while its visits stand as it
 * left them; versions alone don't say so, since undoing makes a new version of an old state. So each visit has the version
 * that stands and the `state` it is in; undoing a step returns the visit to the state before it.
 */
export class Steps {
  private readonly stands = new Map<string, { version: number; state: number }>()
  private undos: Step[] = []
  private redos: Step[] = []
  private states = 0

  get next(): { undo: Step | undefined; redo: Step | undefined } {
    return { undo: this.undos.at(-1), redo: this.redos.at(-1) }
  }

  /** Remembers a step that was done; what was undone before it can't be done again. */
  did(what: string, done: readonly StepDone[], isPartly = false): Step {
    const changes = done.map(({ id, from, version, was }) => {
      const known = this.stands.get(id)
      // Made from what we left: in the state we left it in. Made from what somebody else left: in a state of its own.
      const before = known?.version === from ? known.state : ++this.states
      const after = ++this.states
      this.stands.set(id, { version, state: after })
      return { id, to: was, before, after }
    })
    const step = { what, changes, isPartly }
    this.undos = [...this.undos, step].slice(-most)
    this.redos = []
    return step
  }

  /** The own telling of a customer made a version, and left the visit where it stood. */
  told(id: string, version: number): void {
    const known = this.stands.get(id)
    if (known && known.version + 1 === version) this.stands.set(id, { ...known, version })
  }

  /** What to send to take a step back, or null when its visits no longer stand as it left them. */
  changes(step: Step): { visitId: string; version: number; to: Back }[] | null {
    const all = step.changes.map(({ id, to, after }) => {
      const known = this.stands.get(id)
      return known?.state === after ? { visitId: id, version: known.version, to } : null
    })
    const left = all.flatMap((one) => one ?? [])
    const isWhole = left.length === all.length
    return left.length > 0 && (isWhole || step.isPartly) ? left : null
  }

  /** It was taken back: it can be done again, or undone again, but for what stayed. */
  tookBack(step: Step, moved: readonly { id: string; version: number; was: Back }[], which: 'undo' | 'redo'): void {
    const changes = step.changes.flatMap(({ id, before, after }) => {
      const now = moved.find((one) => one.id === id)
      if (!now) return []
      this.stands.set(id, { version: now.version, state: before })
      return [{ id, to: now.was, before: after, after: before }]
    })
    this.drop(step)
    const counter = { ...step, changes }
    if (which === 'undo') this.redos = [...this.redos, counter]
    else this.undos = [...this.undos, counter]
  }

  /** It can't be taken back any more. */
  drop(step: Step): void {
    this.undos = this.undos.filter((one) => one !== step)
    this.redos = this.redos.filter((one) => one !== step)
  }
}

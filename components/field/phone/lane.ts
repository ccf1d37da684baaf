import type { Step } from './send'
import { pauseMs } from './wire'

/** What a lane needs of the machine it is on. */
export type Surroundings = {
  /** Does the work while no other tab does; may wait for them. */
  alone: (work: () => Promise<void>) => Promise<void>
  later: (milliseconds: number, work: () => void) => () => void
  chance: () => number
  /** Hears how a step ended, each time. */
  onStep: (step: Step) => Promise<void> | void
}

/**
 * Does its step again and again until nothing is left; after trouble it waits, ever longer. One step at a time: who asks while
 * it is busy is served right after.
 */
export class Lane {
  private isBusy = false
  private isAsked = false
  private isOver = false
  private failures = 0
  private cancel: (() => void) | null = null
  /** What it waits for is reception, and asking whether there is any costs nobody anything. */
  private isOffline = false

  constructor(
    private readonly step: () => Promise<Step>,
    private readonly around: Surroundings,
  ) {}

  /** There may be something to do. `hurry`: what was in the way may be gone, so it does not wait any longer. */
  poke(hurry = false): void {
    if (this.isOver || (this.cancel && !hurry && !this.isOffline)) return
    this.isAsked = true
    this.stopWaiting()
    if (!this.isBusy) void this.run()
  }

  stop(): void {
    this.isOver = true
    this.stopWaiting()
  }

  private stopWaiting(): void {
    this.cancel?.()
    this.cancel = null
  }

  private async run(): Promise<void> {
    this.isBusy = true
    try {
      while (this.isAsked && !this.isOver) {
        this.isAsked = false
        await this.around.alone(() => this.work())
      }
    } catch {
      // The phone's own store failed: nothing of the list is lost, and it is tried again.
      this.isOffline = false
      this.wait(undefined)
    } finally {
      this.isBusy = false
    }
  }

  private async work(): Promise<void> {
    for (;;) {
      if (this.isOver) return
      const step = await this.step()
      await this.around.onStep(step)
      if (typeof step === 'string') {
        this.failures = 0
        if (step === 'done') return
      } else {
        if (step.kind === 'revoked') return this.stop()
        this.isOffline = step.trouble === 'offline'
        return this.wait(step.waitMs)
      }
    }
  }

  private wait(waitMs: number | undefined): void {
    this.failures += 1
    this.isAsked = false
    this.stopWaiting()
    const again = () => {
      this.cancel = null
      this.poke()
    }
    this.cancel = this.around.later(Math.max(waitMs ?? 0, pauseMs(this.failures, this.around.chance())), again)
  }
}

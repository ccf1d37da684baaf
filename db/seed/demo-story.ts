import type { Actor, Write } from '@/lib/auth/actor'
import { writing } from '@/lib/auth/actor'
import { instantOf, Temporal } from '@/lib/time'

/** The same demo each time it is told: a small generator of numbers instead of chance. */
export function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    chance: (part: number) => next() < part,
    one: <T>(of: readonly T[]): T => {
      const found = of[Math.floor(next() * of.length)]
      if (found === undefined) throw new Error('nothing to choose from')
      return found
    },
  }
}
export type Dice = ReturnType<typeof dice>

type Step = { at: string; run: () => Promise<void> }

/** What happens when: steps are told in the order of their time, as they would have happened. */
export function story() {
  const steps: Step[] = []
  return {
    at: (at: string, actor: Actor, work: (write: Write) => Promise<unknown>) => {
      steps.push({ at, run: () => writing(actor, work, instantOf(at)).then(() => {}) })
    },
    after: (at: string, run: () => Promise<void>) => {
      steps.push({ at, run })
    },
    tell: async () => {
      const now = Temporal.Now.instant().toString()
      const past = steps.filter((step) => step.at <= now)
      for (const step of past.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) await step.run()
    },
  }
}
export type Story = ReturnType<typeof story>

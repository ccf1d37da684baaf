/** Steps to which clocked minutes are rounded; 1 is as they were clocked. */
export const clockSteps = [1, 5, 15, 30, 60] as const
export const clockWays = ['up', 'nearest'] as const
export type ClockRounding = { step: number; way: (typeof clockWays)[number] }

/** Minutes as they count: up to the next whole step, or to the nearest (half a step goes up). Nothing stays nothing. */
export function roundedMinutes(minutes: number, { step, way }: ClockRounding): number {
  return (way === 'up' ? Math.ceil(minutes / step) : Math.floor(minutes / step + 0.5)) * step
}

/**
 * The minutes of the parts of one stretch of the clock, so that together they are the stretch, rounded once: what comes on
 * top goes to the last part that has any, what goes off goes off the last parts first. Where a part begins and ends stays as
 * it was clocked, so that neighbours never overlap.
 */
export function roundedParts(parts: readonly number[], rounding: ClockRounding): number[] {
  const sum = parts.reduce((total, minutes) => total + minutes, 0)
  let more = roundedMinutes(sum, rounding) - sum
  const rounded = [...parts]
  for (let index = rounded.length - 1; index >= 0 && more !== 0; index--) {
    const minutes = rounded[index] ?? 0
    if (minutes === 0) continue
    const change = Math.max(more, -minutes)
    rounded[index] = minutes + change
    more -= change
  }
  return rounded
}

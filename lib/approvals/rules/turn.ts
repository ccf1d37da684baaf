import type { Temporal } from '@/lib/time'

/**
 * Whose turn it is this minute: of more than one round can do the next part, going round. What can't be done yet, for want of
 * an address or an answer, so never holds up what stands behind it.
 */
export function turnOf<One>(all: readonly One[], now: Temporal.Instant, most: number): One[] {
  if (all.length <= most) return [...all]
  const from = (Math.floor(now.epochMilliseconds / 60_000) * most) % all.length
  return [...all.slice(from), ...all.slice(0, from)].slice(0, most)
}

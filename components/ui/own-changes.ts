/**
 * The changes a screen made itself, beside the readings of its page: what was read before a change was answered may lack it, and
 * would take it off the screen again. Readings are known by their number, which grows.
 */
export function ownChanges() {
  let underway = 0
  let lacking = -1
  return {
    begin: () => {
      underway += 1
    },
    /** The server answered a change, when this reading had begun last. */
    end: (begun: number) => {
      underway -= 1
      lacking = Math.max(lacking, begun)
    },
    areUnderway: () => underway > 0,
    /** Whether a reading knows every change there was. */
    areIn: (reading: number) => underway === 0 && reading > lacking,
  }
}

/**
 * Whether something went wrong behind the first words of a page, or of a part of one, that had been answered as well: React
 * marks the place, with the number of the fault. A place that the browser is to draw itself has the mark without one, and
 * nothing is wrong with that.
 */
export function isBroken(text: string): boolean {
  return /<template[^>]* data-dgst="(?!"|BAILOUT_TO_CLIENT_SIDE_RENDERING")|^[\da-f]+:E\{/m.test(text)
}

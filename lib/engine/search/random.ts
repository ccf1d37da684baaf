/** Chance from a seed, the same on every machine (xorshift128 of Marsaglia). */
export class Random {
  private readonly state = new Int32Array(4)

  constructor(seed: number) {
    let mixed = seed | 0
    for (let at = 0; at < 4; at++) {
      // splitmix32: neighbouring seeds have nothing in common.
      mixed = (mixed + 0x9e3779b9) | 0
      let word = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
      this.state[at] = word ^ (word >>> 15) || 1
    }
  }

  /** At least 0, less than 1. */
  next(): number {
    const state = this.state
    let word = state[3]!
    word ^= word << 11
    word ^= word >>> 8
    state[3] = state[2]!
    state[2] = state[1]!
    const first = state[0]!
    state[1] = first
    word ^= first ^ (first >>> 19)
    state[0] = word
    return (word >>> 0) / 4_294_967_296
  }

  /** A whole number at least 0, less than `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }
}

/** A problem that can't be solved as it is written: where in the JSON, and why, in one English line. */
export class BadProblem extends Error {
  readonly path: string

  constructor(path: string, why: string) {
    super(path ? `${path}: ${why}` : why)
    this.name = 'BadProblem'
    this.path = path
  }
}

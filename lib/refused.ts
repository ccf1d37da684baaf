/**
 * A request that can't be done, with a code that has words in every language.
 * `code` is `<module>.<reason>`: the words stand in messages/<locale>/<module>.json under `refused.<reason>`.
 */
export class Refused extends Error {
  readonly code: string
  readonly params: Record<string, string | number>
  /** Words beside single fields: path of the field → code. */
  readonly fields: Record<string, string>
  /** What the other person's version looks like, for a stale edit. */
  readonly current: unknown

  constructor(
    code: string,
    options: { params?: Record<string, string | number>; fields?: Record<string, string>; current?: unknown } = {},
  ) {
    super(code)
    this.name = 'Refused'
    this.code = code
    this.params = options.params ?? {}
    this.fields = options.fields ?? {}
    this.current = options.current
  }
}

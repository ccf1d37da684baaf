/** A refusal as it travels to the browser: a code with words in messages/, never a stack trace. */
export type RefusedReply = {
  ok: false
  code: string
  params?: Record<string, string | number>
  /** Path of the field (`lines.0.quantity`) → code of what is wrong with it. */
  fields?: Record<string, string>
  /** The version that another person saved meanwhile. */
  current?: unknown
  /** Id of an unexpected error, to be found in the log. */
  errorId?: string
}

/** What every action answers. */
export type Reply<T> = { ok: true; value: T } | RefusedReply

/** A server action as `action()` makes it. `key` is a UUIDv7 made at the tap: sending twice is once. */
export type Action<Input, Output> = (input: Input, key?: string) => Promise<Reply<Output>>

/** Something a person can act on. Its message is one line, and is all that is printed. */
export class Trouble extends Error {
  override name = 'Trouble'
}

const fullDisk = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded|\b53100\b/i

/** True for "the disk is full", from Node, npm, Next or Postgres alike. */
export function isFullDisk(what: unknown): boolean {
  const code = (what as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return true
  return fullDisk.test(what instanceof Error ? what.message : String(what))
}

/** What went wrong in one line: never a stack trace, never a password. */
export function oneLine(error: unknown): string {
  if (isFullDisk(error)) return 'The disk is full: make room, then start again.'
  const { code, path } = (error ?? {}) as { code?: unknown; path?: string }
  if (path && ['EACCES', 'EPERM', 'EROFS'].includes(String(code)))
    return `${path} can't be used by this user: start as its owner, or give it to this user.`
  const message = error instanceof Error ? error.message || error.name : String(error)
  const line = message
    .trim()
    .split('\n')[0]!
    .replace(/(:\/\/[^:/\s]*:)[^@/\s]+@/g, '$1…@')
  const expected = error instanceof Error && ['Trouble', 'ConfigurationError'].includes(error.name)
  return expected ? line : `Unexpected: ${line} (LOG_LEVEL=debug shows where)`
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function complain(error: unknown): void {
  process.stderr.write(`${oneLine(error)}\n`)
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
}

export function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}

/** Says what is being done and how long it took, on one line; what takes no time says nothing. */
export async function step<T>(label: string, work: () => Promise<T>, quietForMs = 300): Promise<T> {
  const start = performance.now()
  let shown = false
  const late = setTimeout(() => {
    shown = process.stdout.write(`  ${label} … `) || true
  }, quietForMs)
  try {
    const result = await work()
    if (shown) say(seconds(start))
    return result
  } catch (error) {
    if (shown) say('')
    throw error
  } finally {
    clearTimeout(late)
  }
}

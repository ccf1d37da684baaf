import { env } from '@/lib/env'

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const
type Level = Exclude<(typeof levels)[number], 'silent'>
type Fields = Record<string, unknown>

const secretName = /pass(word)?|secret|token|authorization|cookie|api_?key|totp/i
// What a customer's link carries in its path: 256 random bits in base64url or hex. A UUID (36 characters) stays readable.
const linkToken = /(?<![\w-])[\w-]{40,}(?![\w-])/g
const urlPassword = /(:\/\/[^:/\s]*:)[^@/\s]+@/g

/** Hides what opens a door: the tokens in links, the password in an address. */
export function redact(text: string): string {
  return text.replace(urlPassword, '$1…@').replace(linkToken, (token) => `${token.slice(0, 4)}…`)
}

function plain(value: unknown, name = '', depth = 0): unknown {
  if (depth > 8) return '…'
  if (secretName.test(name) && value != null) return '…'
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) {
    const { code, cause } = value as Error & { code?: unknown }
    return {
      name: value.name,
      message: redact(value.message),
      code,
      stack: redact(value.stack ?? ''),
      cause: plain(cause, '', depth + 1),
    }
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, '', depth + 1))
  if (value && typeof value === 'object' && !('toJSON' in value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, key, depth + 1)]))
  return value
}

function write(level: Level, message: string, fields: Fields): void {
  if (levels.indexOf(level) < levels.indexOf(env.LOG_LEVEL)) return
  const line = JSON.stringify({
    time: new Date().toISOString(),
    level,
    message: redact(message),
    ...(plain(fields) as Fields),
  })
  process[level === 'error' ? 'stderr' : 'stdout'].write(`${line}\n`)
}

/** One line of JSON per event. Names of people, texts and amounts don't belong in it: ids do. */
export const log = {
  debug: (message: string, fields: Fields = {}) => write('debug', message, fields),
  info: (message: string, fields: Fields = {}) => write('info', message, fields),
  warn: (message: string, fields: Fields = {}) => write('warn', message, fields),
  error: (message: string, fields: Fields = {}) => write('error', message, fields),
}

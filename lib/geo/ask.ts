import 'server-only'
import type { z } from 'zod'
import { env } from '@/lib/env'

/** A server that answered late, not at all, or nonsense. `status`: what it answered, if anything. */
export class AwayError extends Error {
  override name = 'AwayError'
  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message)
  }
}

/** After a failure a server has this long to recover: who asks meanwhile is told at once. */
const restMillis = 30_000
const resting = new Map<string, number>()
const mostBytes = 5_000_000

/**
 * Asks a server of the operator's choice for JSON of a known shape, within so many milliseconds. Throws `AwayError`; never
 * follows it elsewhere.
 */
export async function ask<Shape extends z.ZodType>(
  url: string,
  shape: Shape,
  options: { timeoutMillis: number; body?: unknown },
): Promise<z.output<Shape>> {
  const { origin } = new URL(url)
  if ((resting.get(origin) ?? 0) > Date.now()) throw new AwayError(`${origin} did not answer a moment ago`)
  try {
    const answer = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMillis),
      headers: {
        accept: 'application/json',
        'user-agent': `Werkstroom (${env.APP_URL})`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
    })
    const text = await textOf(answer)
    if (!answer.ok) throw new AwayError(`${origin} answered ${answer.status}`, answer.status)
    return shape.parse(JSON.parse(text))
  } catch (error) {
    const away = error instanceof AwayError ? error : new AwayError(`${origin}: ${reasonOf(error)}`)
    if (!isOurs(away)) resting.set(origin, Date.now() + restMillis)
    throw away
  }
}

/** The server is well, and what was asked is what is wrong. */
export function isOurs({ status }: AwayError): boolean {
  return status === 400 || status === 404 || status === 422
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength
    if (bytes > mostBytes) throw new AwayError('the answer has no end')
    text += decoder.decode(part, { stream: true })
  }
  return text
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  if (error.name === 'ZodError' || error instanceof SyntaxError) return 'not an answer of that kind of server'
  return error.cause instanceof Error ? error.cause.message : error.message
}

import 'server-only'
import type { z } from 'zod'
import { clientAddress } from '@/lib/client-address'
import { invalid } from '@/lib/invalid'
import { Refused } from '@/lib/refused'
import type { RefusedReply, Reply } from '@/lib/reply'
import { replyTo } from './action'
import { withinLimit } from './rate-limit'

const statusOf: Record<string, number> = {
  'common.rate_limited': 429,
  'common.forbidden': 403,
  'common.busy': 503,
  'common.unexpected': 500,
}

/** Whether a page of ours sent this: the browser says where it was. Who sends no origin is no browser and carries no session. */
export function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (!origin) return request.headers.get('sec-fetch-site') !== 'cross-site'
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * What a person without a session sends (sign-up, an invitation, a new password): our own page, within a limit by
 * address that fails closed, well-formed, and answered like an action. `work` hashes first and opens its transaction itself.
 */
export async function answerVisitor<Shape extends z.ZodType, Output>(
  request: Request,
  options: { name: string; shape: Shape; perHour: number; read?: (request: Request) => Promise<unknown> },
  work: (input: z.output<Shape>) => Promise<Output>,
): Promise<Response> {
  const { name, shape, perHour, read = (from: Request) => from.json() } = options
  try {
    if (!isOwnOrigin(request)) return answer({ ok: false, code: 'common.forbidden' })
    if (!(await withinLimit(`address:${clientAddress(request.headers)}`, name, perHour, 3600)))
      throw new Refused('common.rate_limited')
    const parsed = shape.safeParse(await read(request).catch(unreadable))
    if (!parsed.success) return answer(invalid(parsed.error))
    return answer({ ok: true, value: await work(parsed.data) })
  } catch (error) {
    return answer(replyTo(error, name))
  }
}

/** What is no JSON or form is as good as empty; a refusal of the reader stays one. */
function unreadable(error: unknown): null {
  if (error instanceof Refused) throw error
  return null
}

/** A Reply over http; never kept by anything in between. */
function answer(reply: Reply<unknown> | RefusedReply): Response {
  const status = reply.ok ? 200 : (statusOf[reply.code] ?? 422)
  return Response.json(reply, { status, headers: { 'cache-control': 'no-store' } })
}

const mostBytes = 16 * 1024 * 1024

/** Reads a form with a file, unless it is so large that reading it would already harm. Refuses files.too_large. */
export async function readForm(request: Request): Promise<FormData> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= mostBytes)) throw new Refused('files.too_large', { params: { megabytes: 15 } })
  return request.formData()
}

import { Resend } from 'resend'
import { systemActor, writing } from '@/lib/auth/actor'
import { isOverLimit, withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { env } from '@/lib/env'
import { resendEventFrom } from '@/lib/mail/input'
import { takeEvent } from '@/lib/mail/mutations/told'
import { readText } from '@/lib/multipart'

const mostBytes = 256 * 1024
/** Posts that nobody signed with our secret, from one address. */
const wrongOnes = { count: 60, seconds: 600 } as const

/**
 * What Resend tells of a mail it took: it arrived, is late, or came back. Its signature is all the proof there is, so whose
 * mail it is may stand in it: what goes along with a mail comes back. Without the secret there is no such address. What we
 * don't know is received and left alone; told twice it changes nothing.
 */
export async function POST(request: Request): Promise<Response> {
  const { RESEND_API_KEY: key, RESEND_WEBHOOK_SECRET: secret } = env
  if (!key || !secret) return answer(404)
  const address = `address:${clientAddress(request.headers)}`
  if (await isOverLimit(address, 'mail.unsigned', wrongOnes.count, wrongOnes.seconds)) return answer(429)
  const body = await readText(request, { bytes: mostBytes }).catch(() => null)
  const said = body === null ? null : signed(request.headers, body, { key, secret })
  if (!said) {
    await withinLimit(address, 'mail.unsigned', wrongOnes.count, wrongOnes.seconds)
    return answer(body === null ? 413 : 400)
  }
  const told = resendEventFrom(said.payload)
  if (!told) return answer(200)
  const actor = systemActor(told.organizationId, 'mail.resend')
  const outcome = await writing(actor, (write) => takeEvent(write, told.mailId, told.event))
  return answer(outcome === 'later' ? 503 : 200)
}

/** What was signed with our secret within the last five minutes; null for anything else. */
function signed(headers: Headers, payload: string, our: { key: string; secret: string }): { payload: unknown } | null {
  const of = (name: string) => headers.get(`svix-${name}`) ?? ''
  try {
    const { webhooks } = new Resend(our.key)
    const by = { id: of('id'), timestamp: of('timestamp'), signature: of('signature') }
    return { payload: webhooks.verify({ payload, headers: by, webhookSecret: our.secret }) }
  } catch {
    return null
  }
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } })
}

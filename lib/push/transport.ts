import 'server-only'
import { createECDH } from 'node:crypto'
import webpush from 'web-push'
import { env } from '@/lib/env'
import { type Notice, newsHours, outcomeOf } from './rules'

export type Address = { endpoint: string; p256dh: string; auth: string }
export type Sent = { outcome: ReturnType<typeof outcomeOf>; status: number }

const patienceMs = 15_000

/** What a browser must know to let us, and nobody else, send to it; null when nothing is sent. */
export function publicPushKey(): string | null {
  const key = env.VAPID_PRIVATE_KEY
  if (!key) return null
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(key, 'base64url'))
  return pair.getPublicKey('base64url')
}

/** Sends one notice, encrypted for that browser alone (RFC 8291) and signed as ours (RFC 8292). Throws when nobody answers. */
export async function sendNotice({ endpoint, p256dh, auth }: Address, notice: Notice): Promise<Sent> {
  const publicKey = publicPushKey()
  if (!publicKey || !env.VAPID_PRIVATE_KEY) return { outcome: 'refused', status: 0 }
  const { headers, body } = webpush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(notice),
    {
      vapidDetails: { subject: sender(), publicKey, privateKey: env.VAPID_PRIVATE_KEY },
      TTL: newsHours * 3600,
      urgency: 'high',
      // Of news that still waits for a phone that is off, only the last about one thing is kept.
      topic: notice.tag.replaceAll(/[^\w-]/g, '').slice(-32),
    },
  )
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: withoutLength(headers),
    body: new Uint8Array(body ?? []),
    // Where it would send us on to is no address that anybody checked.
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  })
  await reply.body?.cancel()
  return { outcome: outcomeOf(reply.status), status: reply.status }
}

/** Whom a push service can turn to. */
function sender(): string {
  return `mailto:${/<([^>]+)>/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM}`
}

/** fetch counts the bytes by itself. */
function withoutLength(headers: Record<string, unknown>): Record<string, string> {
  const all = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length')
  return Object.fromEntries(all.map(([name, value]) => [name, String(value)]))
}

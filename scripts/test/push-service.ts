import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Address } from '@/lib/push/transport'

type Decrypt = (body: Buffer, keys: { version: 'aes128gcm'; privateKey: unknown; authSecret: string }) => Buffer
/** What browsers do with what arrives (RFC 8188): comes along with web-push. */
const { decrypt } = createRequire(import.meta.url)('http_ece') as { decrypt: Decrypt }

export type Pushed = { headers: IncomingHttpHeaders; notice: Record<string, string> }

/** A push service for one test with one browser that subscribed: keeps what arrived, opened with the browser's own keys. */
export async function pushService(answer: () => number = () => 201) {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = randomBytes(16).toString('base64url')
  const pushed: Pushed[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const open = decrypt(Buffer.concat(parts), { version: 'aes128gcm', privateKey: browser, authSecret: auth })
    pushed.push({ headers: request.headers, notice: JSON.parse(open.toString()) as Record<string, string> })
    response.writeHead(answer()).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const address: Address = { endpoint: `${origin}/send/one`, p256dh: browser.getPublicKey('base64url'), auth }
  return { origin, address, pushed }
}

/** What the signature of a push says (RFC 8292), when the key that it names made it. */
export function signedBy({ headers }: Pushed): { key: string; aud: string; sub: string; exp: number } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url') }
  const publicKey = createPublicKey({
    key: { ...jwk, y: point.subarray(33).toString('base64url') },
    format: 'jwk',
  })
  const isTrue = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isTrue) throw new Error('the signature is not of the key it names')
  return {
    key,
    ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as { aud: string; sub: string; exp: number }),
  }
}

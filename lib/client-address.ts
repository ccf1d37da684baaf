import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { env } from '@/lib/env'

const peerHeader = 'x-werkstroom-peer'

/**
 * Notes on every request who is at the other end of the connection, over whatever the request says itself: Next hands
 * out headers only, and those anybody can write. Once per process, before it serves.
 */
export function notePeers(): void {
  channel('http.server.request.start').subscribe((message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
  })
}

/** The address of who asks: the peer, or with TRUST_PROXY=n what the n-th proxy in front of us saw. */
export function clientAddress(headers: Headers): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const chain = [...forwarded.filter(Boolean), headers.get(peerHeader) ?? '']
  const seen = chain.at(-1 - env.TRUST_PROXY) ?? chain[0] ?? ''
  return seen.replace(/^::ffff:/, '').slice(0, 45) || 'unknown'
}

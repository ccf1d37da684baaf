import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A server in front of the app that hands out another service worker than the app's, as an older or a later version of it
 * would; everything else goes through. `worker` null is the app's own. `broken`: what it answers to every page, as a server
 * that lost its database would; null lets them through.
 */
export async function frontOf(appUrl: string) {
  const state: { worker: string | null; broken: { status: number; body: string } | null } = {
    worker: null,
    broken: null,
  }
  const { hostname, port, host } = new URL(appUrl)
  const server = createServer((asked, reply) => {
    if (asked.url === '/sw.js' && state.worker !== null) {
      reply.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
      return reply.end(state.worker)
    }
    if (state.broken && asked.headers.accept?.startsWith('text/html')) {
      reply.writeHead(state.broken.status, { 'content-type': 'text/html; charset=utf-8' })
      return reply.end(state.broken.body)
    }
    const { method, url: path } = asked
    const through = forward({ hostname, port, method, path, headers: { ...asked.headers, host } }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    through.on('error', () => reply.destroy())
    reply.on('close', () => through.destroy())
    asked.pipe(through)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const end = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, state, end }
}

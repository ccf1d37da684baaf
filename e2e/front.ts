import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A server in front of the app that hands out another service worker than the app's, as an older or a later version of it
 * would; everything else goes through. `worker` null is the app's own.
 */
export async function frontOf(appUrl: string) {
  const state: { worker: string | null } = { worker: null }
  const { hostname, port, host } = new URL(appUrl)
  const server = createServer((asked, reply) => {
    if (asked.url === '/sw.js' && state.worker !== null) {
      reply.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
      return reply.end(state.worker)
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

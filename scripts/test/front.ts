import { createServer, request, type Server } from 'node:http'

/** Says by which process a visitor wants to be served: 0 for the first. Nobody who says nothing stays with one. */
export const wish = 'x-process'
/** Says which one it was. */
export const servedBy = 'x-served-by'

/** A reverse proxy in front of several app processes that gives each request to the next one. */
export function front(ports: readonly number[], port: number): Promise<Server> {
  let turn = 0
  const server = createServer((visit, answer) => {
    const wanted = visit.headers[wish]
    const index = typeof wanted === 'string' ? Number(wanted) : turn++ % ports.length
    const passed = request(
      {
        host: '127.0.0.1',
        port: ports[index],
        method: visit.method,
        path: visit.url,
        headers: { ...visit.headers, 'x-forwarded-for': visit.socket.remoteAddress },
      },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, [servedBy]: index })
        reply.pipe(answer)
        reply.once('error', () => answer.destroy())
      },
    )
    // A browser that leaves takes its stream with it.
    answer.once('close', () => passed.destroy())
    passed.once('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()))
    visit.pipe(passed)
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

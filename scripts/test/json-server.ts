import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished, vi } from 'vitest'

export type Answer = { status?: number; body: unknown } | 'never' | 'hang up'
export type Asked = { path: string; query: URLSearchParams; body: string }

/**
 * A server of somebody else for one test, on a port of its own: what it is asked is kept, and the test says what it answers.
 * Text is sent as it is, anything else as JSON.
 */
export async function jsonServer(answer: (asked: Asked) => Answer | Promise<Answer>) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server')
    const one = { path: url.pathname, query: url.searchParams, body: await bodyOf(request) }
    asked.push(one)
    const reply = await answer(one)
    if (reply === 'never') return
    if (reply === 'hang up') return request.socket.destroy()
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' })
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    vi.unstubAllEnvs()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += part
  return body
}

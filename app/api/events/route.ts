import { cookies } from 'next/headers'
import { requireRoute } from '@/lib/auth/route'
import { sessionCookieName, sessionFromToken } from '@/lib/auth/session'
import { subscribe } from '@/lib/live/stream'

const heartbeatMs = 20_000
const lifetimeMs = 15 * 60_000

/** One stream per browser. Each heartbeat checks that the session still stands; the browser reconnects when the time is up. */
export async function GET(request: Request): Promise<Response> {
  let close = () => {}
  let left = false
  request.signal.addEventListener('abort', () => close())
  const session = await requireRoute('/api/events')
  if (session instanceof Response) return session
  const token = (await cookies()).get(sessionCookieName())?.value
  const encoder = new TextEncoder()

  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let closed = false
      const send = (text: string) => {
        if (!closed) controller.enqueue(encoder.encode(text))
      }
      const timers: NodeJS.Timeout[] = []
      let unsubscribe = () => {}
      close = () => {
        if (closed) return
        closed = true
        for (const timer of timers) clearTimeout(timer)
        unsubscribe()
        // A reader that left has closed it already.
        if (!left) controller.close()
      }
      // After a gap the browser connects again, and reads everything anew.
      unsubscribe = await subscribe(session.organization.id, (event) =>
        event ? send(`data: ${JSON.stringify(event)}\n\n`) : close(),
      )
      if (closed || request.signal.aborted) {
        unsubscribe()
        return close()
      }
      send('retry: 1000\n\n')
      timers.push(
        setInterval(async () => {
          if (token && (await sessionFromToken(token))) send('event: here\ndata: 1\n\n')
          else close()
        }, heartbeatMs),
        setTimeout(() => close(), lifetimeMs),
      )
    },
    cancel: () => {
      left = true
      close()
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}

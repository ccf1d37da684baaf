import { replyTo } from '@/lib/auth/action'
import { requireRoute } from '@/lib/auth/route'
import { holidayRulesOf } from '@/lib/hours/rules/holidays'
import { workDaysIn } from '@/lib/hours/rules/work-days'
import { invalid } from '@/lib/invalid'
import { isFromOurPage } from '@/lib/multipart'
import { proposalQuery } from '@/lib/planning/input'
import { propose } from '@/lib/planning/proposing'

/**
 * A proposal for the planboard: nothing changes. The answer is a line of JSON for every quarter of a second of searching
 * (`progress`) and a last one with the `proposal` or why there is none (`refused`). Who hangs up ends the search.
 */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/planboard/proposal')
  if (session instanceof Response) return session
  if (!isFromOurPage(request)) return Response.json({ code: 'common.forbidden' }, { status: 403 })
  const query = proposalQuery.safeParse(await request.json().catch(() => null))
  if (!query.success) return Response.json(invalid(query.error), { status: 400 })
  const { actor, organization } = session
  const stop = new AbortController()
  request.signal.addEventListener('abort', () => stop.abort())
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (line: object) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        const proposal = await propose(actor, query.data, workDaysIn(holidayRulesOf(organization)), {
          onProgress: (progress) => say({ progress }),
          signal: stop.signal,
        })
        say({ proposal })
      } catch (error) {
        say({ refused: replyTo(error, 'planning.propose') })
      }
      if (!stop.signal.aborted) controller.close()
    },
    cancel: () => stop.abort(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  })
}

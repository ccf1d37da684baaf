import { createHash } from 'node:crypto'
import { reading } from '@/lib/auth/actor'
import { openLinkFrom } from '@/lib/auth/links'
import { withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { Temporal } from '@/lib/time'
import { feedCalendar } from '@/lib/visits/mail/feed'
import { feedOf } from '@/lib/visits/queries/feed'

/** How often one agenda may be read: calendars come every few minutes at most, each from every device. */
const mostReads = { count: 240, seconds: 3600 } as const

const headers = { 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' }

/** Somebody's agenda for their own calendar, which asks again with what it has. Also answers HEAD. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params
  const opened = await openLinkFrom(clientAddress(request.headers), token.replace(/\.ics$/, ''), 'agenda')
  if (opened === 'slow') return tooMany()
  if (opened?.state !== 'open') return missing()
  const { actor, link } = opened
  if (!(await withinLimit(`link:${link.id}`, 'agenda.read', mostReads.count, mostReads.seconds))) return tooMany()
  const now = Temporal.Now.instant()
  const facts = await reading(actor, (read) => feedOf(read, link.subjectId, now))
  if (!facts) return missing()
  // Weak: the moment of making stands in the text too.
  const etag = `W/"${createHash('sha256').update(JSON.stringify(facts)).digest('base64url')}"`
  const kept = { ...headers, etag, 'cache-control': 'private, no-cache' }
  const known = request.headers.get('if-none-match') ?? ''
  if (known.split(',').some((one) => one.trim().replace(/^(?!W\/)/, 'W/') === etag))
    return new Response(null, { status: 304, headers: kept })
  return new Response(feedCalendar(facts, new Date(now.epochMilliseconds)), {
    headers: {
      ...kept,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="werkstroom.ics"',
    },
  })
}

function missing(): Response {
  return new Response(null, { status: 404, headers: { ...headers, 'cache-control': 'no-store' } })
}

function tooMany(): Response {
  return new Response(null, { status: 429, headers: { ...headers, 'cache-control': 'no-store', 'retry-after': '900' } })
}

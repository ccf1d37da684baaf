import { type NextRequest, NextResponse } from 'next/server'
import { env } from './lib/env'

const isDevelopment = process.env.NODE_ENV !== 'production'

/** Pages that a link with a secret opens: no trace of their address anywhere. */
const secretPages =
  /^\/(invitation|reset-password|request-confirmation|request-status|appointment|approval|quote|pay|portal)\/./

/**
 * Headers only. It is never the only check of anything: every page, route and action asks by itself who is there
 * (advisories of 2025 and 2026 walked past this file five times).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  // A document is no page: nothing in it runs, and our own screens may show it in a frame.
  const isSecret = secretPages.test(pathname)
  const policy = pathname.endsWith('/pdf')
    ? "default-src 'none'; frame-ancestors 'self'"
    : contentPolicy(nonce, isSecret ? '' : mapOrigin())

  const forwarded = new Headers(request.headers)
  for (const name of ['x-middleware-subrequest', 'x-org-id', 'x-nonce']) forwarded.delete(name)
  // Next puts the nonce of this header on every script it writes.
  forwarded.set('content-security-policy', policy)
  forwarded.set('x-nonce', nonce)
  // Where somebody wanted to go who must sign in first.
  forwarded.set('x-werkstroom-path', `${pathname}${search}`.slice(0, 500))

  const response = NextResponse.next({ request: { headers: forwarded } })
  response.headers.set('content-security-policy', policy)
  if (isSecret) {
    response.headers.set('referrer-policy', 'no-referrer')
    response.headers.set('x-robots-tag', 'noindex, nofollow')
    response.headers.set('cache-control', 'no-store')
  } else {
    response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  }
  return response
}

/** Where a map other than our own comes from: its style, tiles, signs and letters, and nothing else. */
function mapOrigin(): string {
  return env.MAP_STYLE_URL ? ` ${new URL(env.MAP_STYLE_URL).origin}` : ''
}

function contentPolicy(nonce: string, map: string): string {
  return [
    "default-src 'self'",
    // Development compiles with eval and tells of changes over a socket.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${map}`,
    "font-src 'self'",
    `connect-src 'self'${map}${isDevelopment ? ' ws: wss:' : ''}`,
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  // Pages. Files, data and what the build made get their headers in next.config.ts and their own handlers.
  matcher: ['/((?!api/|files/|[a-z]+/(?:data|backlog)$|_next/static|_next/image|favicon|icon|sw\\.js|manifest).*)'],
}

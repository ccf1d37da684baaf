import { readFileSync } from 'node:fs'
import { expect, request } from '@playwright/test'
import type { Role } from '@/lib/auth/rules'
import type { Company, Samples } from './authorization-samples'
import { beside } from './steps'

type Caller = { roles: readonly Role[] | null; company: Company; email?: string; cookie?: string }

const own = 'warmtebrigade'
/** Who asks for everything. The colleague is one more technician; the twin is the admin of another company. */
export const callers = {
  nobody: { roles: null, company: own },
  forger: { roles: null, company: own, cookie: 'werkstroom.session=eyJhbGciOiJkaXIifQ..x.y.z' },
  technician: { roles: ['technician'], company: own, email: 'technician@warmtebrigade.example' },
  colleague: { roles: ['technician'], company: own, email: 'an@warmtebrigade.example' },
  planner: { roles: ['planner'], company: own, email: 'planner@warmtebrigade.example' },
  administration: { roles: ['administration'], company: own, email: 'administration@warmtebrigade.example' },
  admin: { roles: ['admin'], company: own, email: 'admin@warmtebrigade.example' },
  twin: {
    roles: ['admin', 'planner', 'administration'],
    company: 'voorbeeldinstallatie',
    email: 'jan@voorbeeldinstallatie.example',
  },
} as const satisfies Record<string, Caller>
export type Who = keyof typeof callers

export const baseUrl = process.env.APP_URL ?? ''
/** The same build with its proxy taken out, on the same database (scripts/test/without-proxy.ts). */
const bareUrl = process.env.WITHOUT_PROXY_URL ?? ''

const cookies = new Map<Who, Promise<string>>()

/** One session each for the whole file: signing in is rate-limited. */
function cookieOf(who: Who): Promise<string> {
  const cookie = cookies.get(who) ?? signIn(callers[who])
  cookies.set(who, cookie)
  return cookie
}

async function signIn({ email, cookie = '' }: Caller): Promise<string> {
  if (!email) return cookie
  const context = await request.newContext({ baseURL: baseUrl, extraHTTPHeaders: { origin: baseUrl } })
  const { csrfToken } = await (await context.get('/api/auth/csrf')).json()
  const reply = await context.post('/api/auth/callback/password', {
    form: { csrfToken, email, password: 'werkstroom-demo', json: 'true', redirect: 'false' },
  })
  expect(reply.ok(), `${email} signs in`).toBe(true)
  const state = await context.storageState()
  const session = state.cookies.find(({ name }) => name.includes('session'))
  expect(session, 'the session is for us alone').toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  await context.dispose()
  return state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

export type Answer = { status: number; location: string; text: string; headerFault: string | null }
export type Asked = { method?: string; headers?: Record<string, string>; body?: string | FormData }

async function askAt(server: string, who: Who, address: string, asked: Asked): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = asked
  const reply = await fetch(`${server}${address}`, {
    method,
    body,
    redirect: 'manual',
    headers: { cookie: await cookieOf(who), origin: server, ...headers },
  })
  const location = (reply.headers.get('location') ?? '').replace(server, '')
  // The stream of events never ends by itself.
  const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream')
  if (isStream) await reply.body?.cancel()
  const text = isStream ? '' : await reply.text()
  return { status: reply.status, location, text, headerFault: headerFault(reply.headers) }
}

/** What an answer must tell the browser, whatever it is: a page, data, a file, a redirect or a refusal. */
export function headerFault(headers: Headers): string | null {
  const policy = headers.get('content-security-policy') ?? ''
  // Without a word about scripts none runs.
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1]
  const isSafe = scripts
    ? /'nonce-[^']+' 'strict-dynamic'/.test(scripts) && !scripts.includes('unsafe-inline')
    : policy.includes("default-src 'none'")
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
  const wrong = [
    headers.get('x-content-type-options') === 'nosniff' ? null : 'nosniff',
    headers.get('cross-origin-opener-policy') === 'same-origin' ? null : 'cross-origin-opener-policy',
    headers.get('referrer-policy') ? null : 'referrer-policy',
    policy.includes('frame-ancestors') ? null : 'content-security-policy',
    !isPage || isSafe ? null : 'nonce',
    headers.has('x-powered-by') ? 'x-powered-by' : null,
  ].filter(Boolean)
  return wrong.length > 0 ? `headers: ${wrong.join(', ')}` : null
}

/** What the proxy adds to an answer: where to go on to after signing in. */
const withoutNext = (location: string) => location.replace(/\?next=.*$/, '')

/**
 * The answer, and what is wrong with it whoever asks: something else is different when the proxy is gone than where to go
 * on to after signing in, or a header is missing.
 */
export async function ask(who: Who, address: string, asked: Asked = {}): Promise<Answer & { differs: string | null }> {
  const [answer, bare] = await Promise.all([askAt(baseUrl, who, address, asked), askAt(bareUrl, who, address, asked)])
  const isSame = bare.status === answer.status && bare.location === withoutNext(answer.location)
  return { ...answer, differs: isSame ? answer.headerFault : `${bare.status} ${bare.location} without the proxy` }
}

/** What a person reads of an answer: neither scripts, nor ids, nor what is drawn anew for each. */
export function readable(text: string): string {
  return text
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

export function makeSamples(): Samples {
  return JSON.parse(beside('e2e/authorization-samples.ts')) as Samples
}

/** The methods a route handler has, by what its file exports. */
export function methodsOf(file: string): string[] {
  const exported = readFileSync(file, 'utf8').matchAll(
    /^export (?:async )?(?:function|const) (GET|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/gm,
  )
  return [...exported].map(([, one, other]) => one ?? other ?? '')
}

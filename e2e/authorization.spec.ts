import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { type Access, actions, allows, pages, routes } from '@/lib/auth/authorization'
import {
  type Answer,
  type Asked,
  ask,
  baseUrl,
  callers,
  headerFault,
  makeSamples,
  methodsOf,
  readable,
  type Who,
} from './authorization-asking'
import type { Samples } from './authorization-samples'

const everybody = Object.keys(callers) as Who[]
const rolesOf = (who: Who) => callers[who].roles
const nothing = '01990000-0000-7000-8000-000000000000'
const noToken = 'x'.repeat(43)
let samples: Samples

test.beforeAll(() => {
  samples = makeSamples()
})

type Place = { file: string; path: string }

/** Folders under app/ that hold this kind of file, without their (groups). */
function placesOf(name: string): Place[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => ({ file, path: `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/\/\.$/, '') || '/' }))
    .sort((a, b) => a.path.localeCompare(b.path))
}

/** What a route needs to be told before it has something to say. */
const questions: Record<string, string> = {
  '/settings/invoicing/sales-journal': '?from=2026-01-01&until=2026-01-31',
  '/planboard/data': '?from=2026-01-01&to=2026-01-02',
  '/calendar/data': '?from=2026-01-01&to=2026-01-02',
  '/vehicles/data': '?from=2026-01-01&to=2026-01-02',
  '/planboard/map': '?date=2026-01-01',
  '/planboard/slots': `?order=${nothing}`,
  '/planboard/clashes': `?member=${nothing}&from=2031-11-25T08:00:00Z&to=2031-11-25T16:00:00Z`,
}

function addressOf(place: string, id: string, token: string = noToken): string {
  const asked = place.replace('[company]', 'warmtebrigade').replace('[...nextauth]', 'csrf')
  return `${asked.replace('[token]', token).replace('[id]', id)}${questions[place] ?? ''}`
}

/** Tried along with an id of another company: who we say we are, or that somebody has checked it already. */
const forged = {
  'x-org-id': nothing,
  'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
  'x-middleware-next': '1',
  'x-werkstroom-path': '/',
}

/** Whether somebody may see this thing of their own company. The rest of the table's answer is `allows`. */
function sees(who: Who, place: string, access: Access): boolean {
  if (place === '/files/[id]') return rolesOf(who) !== null && who !== 'colleague'
  // Work on site is for who was sent there.
  if (place.startsWith('/field/visits/')) return who === 'technician'
  // A request for approval is for the office and the lead of its project, who is nobody of these.
  if (place === '/approvals/[id]') return allows(['planner', 'administration'], rolesOf(who))
  return allows(access, rolesOf(who))
}

type Verdict = string | null

const isDenied = (who: Who, isPage: boolean, { status, location }: Answer): Verdict => {
  if (rolesOf(who) !== null) return status === 404 ? null : `${status} where 404 is right`
  if (!isPage) return status === 401 ? null : `${status} where 401 is right`
  return status === 307 && location.startsWith('/sign-in') ? null : `${status}, not sent to sign in`
}

/** An address with an id: one's own opens, another company's is not there, and looks as if there were no such thing. */
async function wrongWithId(who: Who, place: Place['path'], access: Access, isPage: boolean): Promise<Verdict[]> {
  const { company } = callers[who]
  const other = company === 'warmtebrigade' ? 'voorbeeldinstallatie' : 'warmtebrigade'
  const idOf = (one: typeof company) => samples.ids[one][place as keyof Samples['ids']['warmtebrigade']]
  const [own, theirs, unknown, malformed] = await Promise.all([
    ask(who, addressOf(place, idOf(company))),
    ask(who, addressOf(place, idOf(other)), { headers: forged }),
    ask(who, addressOf(place, nothing)),
    ask(who, addressOf(place, 'x')),
  ])
  const isMissing = (one: Answer) =>
    place === '/files/[id]' || allows(access, rolesOf(who))
      ? one.status === 404
        ? null
        : `${one.status} where 404 is right`
      : isDenied(who, isPage, one)
  const visible = sees(who, place, access)
  return [
    visible ? (own.status === 200 ? null : `own: ${own.status} where 200 is right`) : isMissing(own),
    isMissing(theirs) && `another company’s: ${isMissing(theirs)}`,
    isMissing(unknown) && `unknown: ${isMissing(unknown)}`,
    isMissing(malformed) && `malformed: ${isMissing(malformed)}`,
    readable(theirs.text) === readable(unknown.text) ? null : 'another company’s does not look like unknown',
    visible || readable(own.text) === readable(unknown.text) ? null : 'own, denied, does not look like unknown',
    own.differs,
    theirs.differs,
    unknown.differs,
    malformed.differs,
  ]
}

/** Where a member belongs who asks for these: a technician on the phone, somebody signed in away from signing in. */
const movesOn = ['/', '/settings', '/sign-in', '/sign-up', '/reset-password']

async function wrongWithPage(who: Who, place: string, access: Access): Promise<Verdict[]> {
  const answer = await ask(who, addressOf(place, ''))
  if (!allows(access, rolesOf(who))) return [isDenied(who, true, answer), answer.differs]
  const isMoved = answer.status === 307 && movesOn.includes(place) && !answer.location.startsWith('/sign-in')
  return [answer.status === 200 || isMoved ? null : `${answer.status} where 200 is right`, answer.differs]
}

/** A link opens for who has it, whoever that is; any other token shows nothing, and nothing of the company. */
async function wrongWithToken(who: Who, place: string): Promise<Verdict[]> {
  const [good, bad, malformed] = await Promise.all([
    ask(who, addressOf(place, '', samples.tokens[place as keyof Samples['tokens']])),
    ask(who, addressOf(place, '')),
    ask(who, addressOf(place, '', 'x')),
  ])
  // Pages to choose a password say in words that the link is gone.
  const status = /^\/(invitation|reset-password)\//.test(place) ? 200 : 404
  return [
    good.status === 200 ? null : `good: ${good.status}`,
    bad.status === status ? null : `bad: ${bad.status}`,
    /warmtebrigade/i.test(readable(bad.text)) ? 'a bad token tells of the company' : null,
    readable(bad.text) === readable(malformed.text) && bad.status === malformed.status
      ? null
      : 'malformed looks different',
    readable(bad.text) === readable(good.text) ? 'a bad token shows what a good one shows' : null,
    good.differs,
    bad.differs,
    malformed.differs,
  ]
}

/** A nonsense body, from a page of another site: a public address refuses it before it counts, and a session does not help. */
const nonsense: Asked = {
  body: 'nonsense',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
}
const elsewhere: Asked = { ...nonsense, headers: { ...nonsense.headers, origin: 'https://elsewhere.example' } }

async function wrongWithRoute(who: Who, { file, path: place }: Place, access: Access): Promise<Verdict[]> {
  const wrong: Verdict[] = []
  const methods = methodsOf(`app/${file}`)
  if (methods.length === 0) wrong.push('no method found')
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const found: Verdict[] = []
    const isPublic = access === 'public'
    if (!methods.includes(method)) {
      const { status, differs } = await ask(who, addressOf(place, nothing), { method })
      found.push(status === 405 ? null : `${status} where there is no such method`, differs)
    } else if (method === 'GET' && place.includes('[id]')) found.push(...(await wrongWithId(who, place, access, false)))
    else if (method === 'GET' && place.includes('[token]')) found.push(...(await wrongWithToken(who, place)))
    else {
      const answer = await ask(who, addressOf(place, nothing), {
        method,
        ...(method === 'GET' ? {} : isPublic ? elsewhere : nonsense),
      })
      found.push(answer.differs)
      if (!allows(access, rolesOf(who))) found.push(isDenied(who, false, answer))
      else if (method === 'GET') found.push(answer.status === 200 ? null : `${answer.status} where 200 is right`)
      else found.push(refusals(place).includes(answer.status) ? null : `${answer.status} for nonsense`)
    }
    wrong.push(...found.map((one) => one && `${method} ${one}`))
  }
  return wrong
}

/** What nonsense is answered with by who lets one in. */
function refusals(place: string): number[] {
  if (place === '/request-confirmation/[token]/confirm') return [303]
  if (place === '/api/auth/[...nextauth]') return [400]
  // Without its secret it is not there.
  if (place === '/api/mail/resend') return [404]
  return [400, 403, 422]
}

test.describe('one table says who may do what', () => {
  test('and every page, route and action has its row in it, none is left over', async () => {
    expect(placesOf('page.tsx').map((place) => place.path)).toEqual(sorted(Object.keys(pages)))
    expect(placesOf('route.ts').map((place) => place.path)).toEqual(sorted(Object.keys(routes)))
    expect(sorted(actionsInBuild().map(({ name }) => name))).toEqual(sorted(Object.keys(actions)))
  })

  for (const who of everybody) {
    // A colleague is another technician: only what names a thing can be different.
    const isAsked = (place: string) => who !== 'colleague' || place.includes('[id]')

    test(`pages as ${who}, with and without the proxy`, async () => {
      const wrong: string[] = []
      for (const [place, access] of Object.entries(pages) as [string, Access][]) {
        if (!isAsked(place)) continue
        const found = place.includes('[id]')
          ? await wrongWithId(who, place, access, true)
          : place.includes('[token]')
            ? await wrongWithToken(who, place)
            : await wrongWithPage(who, place, access)
        wrong.push(...found.flatMap((one) => (one ? [`${place}: ${one}`] : [])))
      }
      expect(wrong).toEqual([])
    })

    test(`routes as ${who}, with and without the proxy`, async () => {
      const wrong: string[] = []
      for (const place of placesOf('route.ts')) {
        if (!isAsked(place.path)) continue
        const found = await wrongWithRoute(who, place, (routes as Record<string, Access>)[place.path] ?? [])
        wrong.push(...found.flatMap((one) => (one ? [`${place.path}: ${one}`] : [])))
      }
      expect(wrong).toEqual([])
    })

    if (who === 'colleague' || who === 'forger') continue
    // What is well-formed, and names what is another's, is sent in proofs/authorization.test.ts.
    test(`actions as ${who}, with and without the proxy`, async () => {
      const wrong: string[] = []
      for (const { id, name, page } of actionsInBuild()) {
        const access = (actions as Record<string, Access>)[name] ?? []
        const { code, differs } = await callAction(who, page, id)
        const expected =
          rolesOf(who) === null ? 'common.signed_out' : allows(access, rolesOf(who)) ? null : 'common.forbidden'
        const isRight =
          expected === null ? /^(?!common\.(forbidden|signed_out|unexpected)$)[a-z_.]+$/.test(code) : code === expected
        if (!isRight) wrong.push(`${name}: ${code}, expected ${expected ?? 'to be let in'}`)
        if (differs) wrong.push(`${name}: ${differs}`)
      }
      expect(wrong).toEqual([])
    })
  }

  test('behind https every answer asks for https from then on', async () => {
    const addresses = ['/sign-in', '/api/counts', '/orders/data', `/files/${nothing}`, '/nowhere', '/api/health']
    for (const address of addresses) {
      const reply = await fetch(baseUrl + address, { headers: { 'x-forwarded-proto': 'https' }, redirect: 'manual' })
      expect(reply.headers.get('strict-transport-security'), address).toMatch(/max-age=\d{8}/)
      expect(headerFault(reply.headers), address).toBeNull()
      if (address.startsWith('/files/')) expect(reply.headers.get('content-security-policy')).toContain('sandbox')
    }
  })

  test('an id in a question opens nothing of another company', async () => {
    const { warmtebrigade: own } = samples.ids
    const record = await ask('twin', `/requests/data?id=${own['/requests/[id]']}`)
    expect(record.status).toBe(404)
    const days = 'from=2020-01-01&to=2020-01-02'
    const asked = {
      board: `/planboard/data?${days}&ids=${own['/planboard/visits/[id]']}`,
      calendar: `/calendar/data?${days}&ids=${own['/planboard/visits/[id]']}`,
      backlog: `/planboard/backlog?order=${own['/orders/[id]']}`,
      map: '/planboard/map?date=2020-01-01',
      orders: `/orders/data?customer=${own['/customers/[id]']}`,
      assets: `/assets/data?customer=${own['/customers/[id]']}`,
      control: `/control?order=${own['/orders/[id]']}`,
    }
    const ids = Object.values(own)
    for (const [name, address] of Object.entries(asked)) {
      const { status, text } = await ask('twin', address)
      expect(status, name).toBe(200)
      const shown = ids.filter((id) => !address.includes(id) && text.includes(id))
      expect(shown, name).toEqual([])
      expect(readable(text), name).not.toContain('Warmtebrigade')
    }
  })
})

const sorted = (list: readonly string[]) => [...list].sort((a, b) => a.localeCompare(b))

type BuiltAction = { id: string; name: string; page: string }

/** Every server action of the build, from its own list of references: nothing can hide. */
function actionsInBuild(): BuiltAction[] {
  const file = [
    '.next/server/server-reference-manifest.json',
    '.next/standalone/.next/server/server-reference-manifest.json',
  ].find(existsSync)
  if (!file) throw new Error('there is no build to read')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { workers: Record<string, unknown>; exportedName: string; filename: string }>
  }
  return Object.entries(manifest.node).map(([id, { workers, exportedName, filename }]) => ({
    id,
    name: `${/lib\/([^/]+)\//.exec(filename)?.[1]}.${exportedName}`,
    page: pathOfWorker(Object.keys(workers)[0] ?? ''),
  }))
}

function pathOfWorker(worker: string): string {
  return (
    worker
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replace(/\/\([^)]+\)/g, '') || '/'
  )
}

/** Calls an action as the browser does, with input that fits none; its code tells how far it came. */
async function callAction(who: Who, page: string, id: string): Promise<{ code: string; differs: string | null }> {
  const { status, text, differs } = await ask(who, addressOf(page, nothing), {
    method: 'POST',
    headers: { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' },
    body: '[{"nonsense":true}]',
  })
  return { code: /"code":"([a-z_.]+)"/.exec(text)?.[1] ?? `${status} without a code`, differs }
}

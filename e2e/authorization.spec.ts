import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type APIRequestContext, expect, request, test } from '@playwright/test'
import { type Access, actions, allows, pages, routes } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'

/** Who calls everything. `null` is nobody; the twin is the admin of another company. */
const callers: Record<string, { email: string; roles: readonly Role[] } | null> = {
  nobody: null,
  technician: { email: 'technician@warmtebrigade.example', roles: ['technician'] },
  planner: { email: 'planner@warmtebrigade.example', roles: ['planner'] },
  administration: { email: 'administration@warmtebrigade.example', roles: ['administration'] },
  admin: { email: 'admin@warmtebrigade.example', roles: ['admin'] },
  twin: { email: 'jan@voorbeeldinstallatie.example', roles: ['admin', 'planner', 'administration'] },
}
const roles = (who: string) => callers[who]?.roles ?? null

type Place = { file: string; path: string }

/** Folders under app/ that hold this kind of file, without their (groups). */
function placesOf(name: string): Place[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => ({ file, path: `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/\/\.$/, '') || '/' }))
}

type Known = Record<string, string>

/** One session each for the whole file: signing in is rate-limited. */
const kept = new Map<string, Promise<APIRequestContext>>()
function callerOf(who: string, baseURL: string): Promise<APIRequestContext> {
  const caller = kept.get(who) ?? signedIn(who, baseURL)
  kept.set(who, caller)
  return caller
}

async function signedIn(who: string, baseURL: string): Promise<APIRequestContext> {
  const context = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  const caller = callers[who]
  if (!caller) return context
  const { csrfToken } = await (await context.get('/api/auth/csrf')).json()
  const reply = await context.post('/api/auth/callback/password', {
    form: { csrfToken, email: caller.email, password: 'werkstroom-demo', json: 'true', redirect: 'false' },
  })
  expect(reply.ok(), `${who} signs in`).toBe(true)
  return context
}

/** Ids of our own company's things, read as our admin: what a twin must not be able to open. */
async function ownThings(admin: APIRequestContext): Promise<Known> {
  const found: Known = {}
  const idIn = async (address: string, pattern: RegExp) =>
    pattern.exec(await (await admin.get(address)).text())?.[1] ?? ''
  const uuid = '([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22})'
  found.orders = await idIn('/orders/data', new RegExp(uuid))
  found.customers = await idIn('/customers/data', new RegExp(uuid))
  found.assets = await idIn('/assets/data', new RegExp(uuid))
  found.invoices = await idIn('/invoices/data', new RegExp(uuid))
  found.requests = await idIn('/requests/data', new RegExp(uuid))
  found['settings/outbox'] = await idIn('/settings/outbox', new RegExp(`/settings/outbox/${uuid}`))
  found['settings/order-types'] = await idIn('/settings/order-types', new RegExp(`/settings/order-types/${uuid}`))
  return found
}

const nothing = '01990000-0000-7000-8000-000000000000'

/** An address for a path of the table: ids of our own things where a page shows one, a token that opens nothing. */
function addressOf(place: string, known: Known): string {
  return place
    .replace('[company]', 'warmtebrigade')
    .replace('[token]', 'x'.repeat(43))
    .replace('[...nextauth]', 'csrf')
    .replace(/\/(.+)\/\[id\]/, (_, folder: string) => `/${folder}/${known[folder] || nothing}`)
}

test.describe('one table says who may do what', () => {
  test('and every page, route and action has its row in it, none is left over', async () => {
    expect(
      placesOf('page.tsx')
        .map((place) => place.path)
        .sort(),
    ).toEqual(Object.keys(pages).sort())
    expect(
      placesOf('route.ts')
        .map((place) => place.path)
        .sort(),
    ).toEqual(Object.keys(routes).sort())
    expect(
      actionsInBuild()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(actions).sort())
  })

  for (const who of Object.keys(callers)) {
    test(`pages and routes as ${who}`, async ({ baseURL }) => {
      test.slow()
      const [caller, admin] = [await callerOf(who, baseURL ?? ''), await callerOf('admin', baseURL ?? '')]
      const known = await ownThings(admin)
      const wrong: string[] = []
      for (const [place, access] of Object.entries(pages) as [string, Access][]) {
        const reply = await caller.get(addressOf(place, known), { maxRedirects: 0 })
        const verdict = pageVerdict(
          who,
          place,
          access,
          isSample(place, known) ? reply.status() : 0,
          reply.headers().location ?? '',
        )
        if (verdict) wrong.push(`${place}: ${verdict}`)
      }
      for (const [place, access] of Object.entries(routes) as [string, Access][]) {
        if (place === '/api/events') continue
        const reply = await caller.get(addressOf(place, known), { maxRedirects: 0 })
        const verdict = routeVerdict(who, place, access, reply.status())
        if (verdict) wrong.push(`${place}: ${verdict}`)
      }
      expect(wrong).toEqual([])
    })

    test(`actions as ${who}`, async ({ baseURL }) => {
      const caller = await callerOf(who, baseURL ?? '')
      const wrong: string[] = []
      for (const { id, name, page } of actionsInBuild()) {
        const access = (actions as Record<string, Access>)[name]
        if (!access) continue
        const code = await callAction(caller, page, id)
        const expected =
          roles(who) === null ? 'common.signed_out' : allows(access, roles(who)) ? null : 'common.forbidden'
        const isRight =
          expected === null ? code !== 'common.forbidden' && code !== 'common.signed_out' : code === expected
        if (!isRight) wrong.push(`${name}: ${code}, expected ${expected ?? 'to be let in'}`)
      }
      expect(wrong).toEqual([])
    })
  }

  test('the live stream opens for members only', async ({ baseURL }) => {
    const reply = await (await callerOf('nobody', baseURL ?? '')).get('/api/events')
    expect(reply.status()).toBe(401)
  })
})

/** Whether we have a record of our own to ask this page for. */
function isSample(place: string, known: Known): boolean {
  const folder = /\/(.+)\/\[id\]/.exec(place)?.[1]
  return folder === undefined || Boolean(known[folder])
}

/** What is wrong with the answer to a page, or null. Denied and unknown look the same: 404; nobody is sent to sign in. */
function pageVerdict(who: string, place: string, access: Access, status: number, location: string): string | null {
  if (status === 0) return null
  if (status >= 500) return `${status}`
  const isLetIn = allows(access, roles(who))
  if (!isLetIn && roles(who) === null) return location.includes('/sign-in') ? null : `${status}, not sent to sign in`
  if (!isLetIn) return status === 404 ? null : `${status} where 404 is right`
  if (who === 'twin' && place.endsWith('/[id]')) return status === 404 ? null : `${status} for another company's record`
  if (place.includes('[token]')) return status < 500 ? null : `${status}`
  // A member who belongs elsewhere is sent there: a technician to the phone, somebody signed in away from signing in.
  return status === 200 || (status >= 300 && status < 400 && !location.includes('/sign-in'))
    ? null
    : `${status} where 200 is right`
}

function routeVerdict(who: string, place: string, access: Access, status: number): string | null {
  if (status >= 500) return `${status}`
  if (!allows(access, roles(who)))
    return status === 401 || status === 404 || status === 405 ? null : `${status} where denied is right`
  if (who === 'twin' && /\[id\]/.test(place) && status === 200) return `200 for another company's record`
  return null
}

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
async function callAction(caller: APIRequestContext, page: string, id: string): Promise<string> {
  const reply = await caller.post(addressOf(page, {}), {
    headers: { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' },
    data: '[{"nonsense":true}]',
    maxRedirects: 0,
  })
  const text = await reply.text()
  return /"code":"([a-z_.]+)"/.exec(text)?.[1] ?? `${reply.status()} without a code`
}

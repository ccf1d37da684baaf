import type { SerwistPlugin } from 'serwist'
import { fieldCaches, forgetMemberCaches } from '@/lib/field-caches'
import { isBroken } from './broken'
import { keepAllUsed } from './build'

export const pagesCache = `${fieldCaches.member}pages`
export const partsCache = `${fieldCaches.member}parts`
const offlineAddress = '/field/offline'
const pagesAtMost = 150
const partsAtMost = 100
/** A page that was kept this long ago is asked for anew when it is shown, and when another leads to it. */
const freshMs = { shown: 5 * 60_000, linked: 12 * 3_600_000 }
/** From a day: so many visits that it leads to are kept beforehand, each with the screens behind it. */
const linkedAtMost = 25
const behindVisit = ['', '/checklist', '/close']

/** Of what the server deletes in time nothing stays behind here: shown with reception only. */
const passing = ['/field/positions']

export type Shown = {
  type: 'SHOWN'
  /** The page that is looked at, and who looks. */
  path: string
  memberId: string
  locale: string
  /** Visits that it leads to. */
  visits: string[]
  /** Files of the build that it uses. */
  files: string[]
}

export function isMemberPage(url: URL): boolean {
  return (url.pathname === '/field' || url.pathname.startsWith('/field/')) && url.pathname !== offlineAddress
}

export function isPassing({ pathname }: Pick<URL, 'pathname'>): boolean {
  return passing.includes(pathname)
}

/**
 * An answer that was still on its way when its member went away belongs to nobody who comes after: it does not stay. The
 * very first page comes before anybody is known.
 */
export const whoseOnly: SerwistPlugin = {
  handlerWillStart: async ({ state }) => {
    if (state) state.whose = await whoseHere()
  },
  cacheDidUpdate: async ({ cacheName, request, state }) => {
    const [then, now] = [state?.whose, await whoseHere()]
    if (now === '' || (then && then !== now)) await (await caches.open(cacheName)).delete(request, { ignoreVary: true })
  },
}

/** Only whole pages of who is signed in are kept, each with its own headers, and with them the nonce of its scripts. */
export const kept: SerwistPlugin = {
  fetchDidSucceed: async ({ request, response, state }) => {
    // Nobody is there but who stands before the server, or the server can't: what was seen last is worth more.
    if (response.status >= 500) {
      if (state && response.status === 500) state.trouble = response
      throw new TypeError(`answered ${response.status}`)
    }
    // Sent away to sign in: nothing of before is anybody's any more.
    if (response.type === 'opaqueredirect') await forgetMemberCaches()
    if (response.status === 404) await (await caches.open(pagesCache)).delete(request, { ignoreVary: true })
    return response
  },
  cacheWillUpdate: async ({ response }) => ((await isWhole(response)) ? response : null),
  // Never seen here: what the server said went wrong.
  handlerDidError: async ({ state }) => state?.trouble as Response | undefined,
}

/** Parts of pages, kept by the way that leads to them. */
export const keptParts: SerwistPlugin = {
  cacheWillUpdate: async ({ response }) =>
    response.status === 200 && !response.redirected && !isBroken(await response.clone().text()) ? response : null,
  cacheDidUpdate: async () => prune(await caches.open(partsCache), 0, partsAtMost),
}

async function isWhole(response: Response): Promise<boolean> {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
  const isFine = response.status === 200 && !response.redirected && response.type === 'basic' && isPage
  return isFine && !isBroken(await response.clone().text())
}

/** Without reception and never seen here: a page that says so, and tries again by itself. */
export const noReception: SerwistPlugin = {
  handlerDidError: async () => (await caches.match(offlineAddress, { ignoreVary: true })) ?? Response.error(),
}

/**
 * A page says that it is looked at, also when the app went there without asking the server for a whole page: it is kept for
 * when there is no reception. What another member or language left is dropped first.
 */
export async function shown({ path: looked, memberId, locale, files, visits }: Shown): Promise<void> {
  const path = isPassing({ pathname: looked }) ? '/field' : looked
  const whose = `${memberId} ${locale}`
  const known = await whoseHere()
  if (known !== whose) await forgetMemberCaches()
  const pages = await caches.open(pagesCache)
  if (known !== whose) {
    // Who was sent away since leaves nothing, not even their name: a page may say so when they are gone.
    const page = await wholePage(path)
    if (!page) return
    await keepPage(pages, offlineAddress)
    await pages.put('/field/whose', new Response(whose))
    await pages.put(path, page)
  }
  await keepFresh(pages, path, freshMs.shown)
  await keepAllUsed(files)
  for (const visit of visits.slice(0, linkedAtMost))
    for (const behind of behindVisit) await keepFresh(pages, `${visit}${behind}`, freshMs.linked)
  // The first two are the offline page and whose they are.
  await prune(pages, 2, pagesAtMost)
}

/** Whose pages are kept, and in which language; empty before anybody's are. */
async function whoseHere(): Promise<string> {
  const said = await (await caches.open(pagesCache)).match('/field/whose')
  return (await said?.text()) ?? ''
}

async function keepFresh(pages: Cache, path: string, ms: number): Promise<void> {
  const page = await pages.match(path, { ignoreVary: true })
  if (!page || Date.now() - Date.parse(page.headers.get('date') ?? '') > ms) await keepPage(pages, path)
}

/** The oldest go first, but for so many that always stay. */
async function prune(cache: Cache, always: number, atMost: number): Promise<void> {
  const all = await cache.keys()
  for (const old of all.slice(always, Math.max(always, all.length - atMost))) await cache.delete(old)
}

async function keepPage(pages: Cache, path: string): Promise<void> {
  const page = await wholePage(path)
  if (page) await pages.put(path, page)
}

/** A page of who is signed in; null without reception, or when they no longer are. */
async function wholePage(path: string): Promise<Response | null> {
  const answer = await fetch(path, { credentials: 'same-origin', redirect: 'manual' }).catch(() => null)
  return answer && (await isWhole(answer)) ? answer : null
}

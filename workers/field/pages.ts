import type { SerwistPlugin } from 'serwist'
import { fieldCaches, forgetMemberCaches } from '@/lib/field-caches'
import { keepAllUsed } from './build'

export const pagesCache = `${fieldCaches.member}pages`
const offlineAddress = '/field/offline'
const pagesAtMost = 80
/** A page that was kept this long ago is asked for anew when it is shown. */
const freshMs = 5 * 60_000

export type Shown = {
  type: 'SHOWN'
  /** The page that is looked at, and who looks. */
  path: string
  memberId: string
  locale: string
  /** Files of the build that it uses. */
  files: string[]
}

export function isMemberPage(url: URL): boolean {
  return (url.pathname === '/field' || url.pathname.startsWith('/field/')) && url.pathname !== offlineAddress
}

/** Only whole pages of who is signed in are kept, each with its own headers, and with them the nonce of its scripts. */
export const kept: SerwistPlugin = {
  fetchDidSucceed: async ({ request, response }) => {
    // Nobody is there but who stands before the server.
    if ([502, 503, 504].includes(response.status)) throw new TypeError(`answered ${response.status}`)
    // Sent away to sign in: nothing of before is anybody's any more.
    if (response.type === 'opaqueredirect') await forgetMemberCaches()
    if (response.status === 404) await (await caches.open(pagesCache)).delete(request, { ignoreVary: true })
    return response
  },
  cacheWillUpdate: async ({ response }) => (isWhole(response) ? response : null),
}

function isWhole(response: Response): boolean {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
  return response.status === 200 && !response.redirected && response.type === 'basic' && isPage
}

/** Without reception and never seen here: a page that says so, and tries again by itself. */
export const noReception: SerwistPlugin = {
  handlerDidError: async () => (await caches.match(offlineAddress, { ignoreVary: true })) ?? Response.error(),
}

/**
 * A page says that it is looked at, also when the app went there without asking the server for a whole page: it is kept for
 * when there is no reception. What another member or language left is dropped first.
 */
export async function shown({ path, memberId, locale, files }: Shown): Promise<void> {
  const whose = `${memberId} ${locale}`
  const before = await caches.open(pagesCache)
  const known = await (await before.match('/field/whose'))?.text()
  if (known !== undefined && known !== whose) await forgetMemberCaches()
  const pages = await caches.open(pagesCache)
  if (known !== whose) {
    await keepPage(pages, offlineAddress)
    await pages.put('/field/whose', new Response(whose))
  }
  const page = await pages.match(path, { ignoreVary: true })
  if (!page || Date.now() - Date.parse(page.headers.get('date') ?? '') > freshMs) await keepPage(pages, path)
  await keepAllUsed(files)
  const all = await pages.keys()
  // The first two are the offline page and whose they are.
  for (const old of all.slice(2, Math.max(2, all.length - pagesAtMost))) await pages.delete(old)
}

async function keepPage(pages: Cache, path: string): Promise<void> {
  const answer = await fetch(path, { credentials: 'same-origin', redirect: 'manual' }).catch(() => null)
  if (answer && isWhole(answer)) await pages.put(path, answer)
}

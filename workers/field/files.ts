import type { RouteHandlerCallback } from 'serwist'
import { fieldCaches } from '@/lib/field-caches'

const filesCache = `${fieldCaches.member}files`
/** Photos are shown small and documents are looked at once or twice: what was not looked at for longest goes first. */
const bytesAtMost = 150 * 1024 * 1024
const fileBytesAtMost = 20 * 1024 * 1024

/** A file's bytes never change under its address: from the phone when they are there, else from the network and kept. */
export const keepFile: RouteHandlerCallback = async ({ request, event }) => {
  if (request.method !== 'GET' || request.headers.has('range')) return fetch(request)
  const cache = await caches.open(filesCache)
  const known = await cache.match(request, { ignoreVary: true })
  if (known) {
    // Put anew it is the youngest.
    event.waitUntil(cache.put(request, known.clone()))
    return known
  }
  const answer = await fetch(request)
  if (answer.status === 200 && sizeOf(answer) <= fileBytesAtMost) event.waitUntil(keep(cache, request, answer.clone()))
  return answer
}

async function keep(cache: Cache, request: Request, answer: Response): Promise<void> {
  await cache.put(request, answer)
  const all = await cache.keys()
  const sizes = await Promise.all(
    all.map(async (one) => ({ one, bytes: sizeOf((await cache.match(one)) ?? new Response()) })),
  )
  let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { one, bytes } of sizes) {
    if (total <= bytesAtMost) return
    await cache.delete(one)
    total -= bytes
  }
}

function sizeOf(answer: Response): number {
  return Number(answer.headers.get('content-length') ?? 0)
}

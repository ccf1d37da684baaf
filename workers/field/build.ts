import type { RouteHandlerCallback } from 'serwist'
import { fieldCaches } from '@/lib/field-caches'

/** Which build this worker came with; put here when it is bundled. */
declare const fieldBuild: string

export const buildCache = `${fieldCaches.build}${fieldBuild}`

/** A page that has been open since an older build goes on finding its files: those of so many builds stay. */
const buildsKept = 3
/** Files that were not asked for beforehand; the oldest go first. */
const usedAtMost = 150

/** What the build made never changes under its name: from whichever cache has it, else from the network and kept. */
export const usedFile: RouteHandlerCallback = async ({ request, event }) => {
  const known = await caches.match(request, { ignoreVary: true })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) event.waitUntil(keepUsed(request, answer.clone()))
  return answer
}

async function keepUsed(request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(fieldCaches.used)
  await cache.put(request, answer)
  const all = await cache.keys()
  for (const old of all.slice(0, Math.max(0, all.length - usedAtMost))) await cache.delete(old)
}

/** Files that a page had before there was a worker to keep them. */
export async function keepAllUsed(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const request = new Request(url)
    if (await caches.match(request, { ignoreVary: true })) continue
    const answer = await fetch(request)
    if (answer.ok) await keepUsed(request, answer)
  }
}

/** Caches are listed in the order in which they were made. */
export async function pruneBuilds(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(fieldCaches.build) && name !== buildCache)
  for (const name of builds.slice(0, Math.max(0, builds.length - (buildsKept - 1)))) await caches.delete(name)
}

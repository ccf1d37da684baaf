import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** Takes itself and all it kept away, and leaves what is open as it is. What a phone still has to send is not the worker's. */
const gone = `
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('field-')) await caches.delete(name)
  await self.registration.unregister()
})()))
`

/** The field app's service worker, bundled by the build beside the threads (scripts/tools/build.ts); never kept on the way. */
export async function GET(): Promise<Response> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), '.build', 'field-worker.js')
  const source = env.FIELD_WORKER === 'on' ? await readFile(file, 'utf8') : gone
  return new Response(source, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-store',
    },
  })
}

/// <reference lib="webworker" />
import { NetworkFirst, NetworkOnly, Serwist } from 'serwist'
import { buildCache, pruneBuilds, usedFile } from './field/build'
import { keepFile } from './field/files'
import { notify, openNotice } from './field/notices'
import {
  isMemberPage,
  isPassing,
  kept,
  keptParts,
  noReception,
  pagesCache,
  partsCache,
  shown,
  whoseOnly,
} from './field/pages'

declare const self: ServiceWorkerGlobalScope
/** The files of this build that the field app needs, put here when it is bundled. */
declare const fieldFiles: string[]

/**
 * The field app's service worker. It stands under `/fi`: before /field and /files, and before nothing of the office.
 * What it does not know goes to the network as if it were not there; nothing under /api is ever kept.
 */
const serwist = new Serwist({
  // Named after what is in them: without a revision of their own.
  precacheEntries: fieldFiles.map((url) => ({ url, revision: null })),
  precacheOptions: { cacheName: buildCache },
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ request, url, sameOrigin }) => sameOrigin && request.mode === 'navigate' && isPassing(url),
      handler: new NetworkOnly({ plugins: [noReception] }),
    },
    {
      matcher: ({ request, url, sameOrigin }) => sameOrigin && request.headers.has('rsc') && isPassing(url),
      handler: new NetworkOnly(),
    },
    {
      matcher: ({ request, url, sameOrigin }) => sameOrigin && request.mode === 'navigate' && isMemberPage(url),
      handler: new NetworkFirst({
        cacheName: pagesCache,
        // Reception that is none: after this, what was seen last.
        networkTimeoutSeconds: 3,
        matchOptions: { ignoreVary: true },
        plugins: [whoseOnly, kept, noReception],
      }),
    },
    {
      // What the app asks for when it goes from one screen to another: the same way gone before also works without reception.
      matcher: ({ request, url, sameOrigin }) => sameOrigin && request.headers.has('rsc') && isMemberPage(url),
      handler: new NetworkFirst({
        cacheName: partsCache,
        matchOptions: { ignoreVary: true },
        plugins: [whoseOnly, keptParts],
      }),
    },
    { matcher: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_next/static/'), handler: usedFile },
    { matcher: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/files/'), handler: keepFile },
  ],
})
serwist.addEventListeners()

self.addEventListener('activate', (event) => event.waitUntil(pruneBuilds()))
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SHOWN') event.waitUntil(shown(event.data))
})
self.addEventListener('push', (event) => event.waitUntil(notify(self.registration, event.data)))
self.addEventListener('notificationclick', (event) => event.waitUntil(openNotice(self.clients, event.notification)))

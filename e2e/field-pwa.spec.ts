import AxeBuilder from '@axe-core/playwright'
import { devices, type Page } from '@playwright/test'
import { GET as workerRoute } from '@/app/sw.js/route'
import { frontOf } from './front'
import { fillSignIn, makeVisits, signIn } from './steps'
import { expect, test } from './test'

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']
test.use({ ...phone, viewport: { width: 390, height: 844 } })

const heading = (page: Page) => page.getByRole('heading', { name: 'Vandaag', exact: true })
const noReception = (page: Page) => page.getByRole('heading', { name: 'Geen bereik', exact: true })

const isKept = (address: string) => caches.match(address, { ignoreVary: true }).then((found) => found !== undefined)

/** Shown, and kept by the worker for when there is no reception. */
async function keptOf(page: Page, path: string): Promise<void> {
  await expect.poll(() => page.evaluate(isKept, path), { timeout: 20_000 }).toBe(true)
}

const controlled = (page: Page) =>
  expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? '')).toMatch(/\/sw\.js$/)

/** What this phone keeps of a member, by its addresses. */
const memberKept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('field-member-'))
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().map(({ url }) => url)
  })

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

test('the field app can be put on a phone, in the member’s language', async ({ page }) => {
  const made = makeVisits()
  await signIn(page, made.email)
  await page.goto('/field')
  await controlled(page)
  const address = (await page.locator('link[rel=manifest]').getAttribute('href')) ?? ''
  const reply = await page.request.get(address)
  expect(reply.headers()['content-type']).toBe('application/manifest+json')
  const manifest = await reply.json()
  expect(manifest).toMatchObject({
    ...{ id: '/field', name: 'Werkstroom', lang: 'nl', start_url: '/field', scope: '/', display: 'standalone' },
    shortcuts: [
      { name: 'Vandaag', url: '/field' },
      { name: 'Uren', url: '/field/hours' },
    ],
  })
  const apple = (await page.locator('link[rel=apple-touch-icon]').getAttribute('href')) ?? ''
  for (const [kind, where] of [
    ['javascript', 'script[src*="/_next/static/"]'],
    ['css', 'link[rel=stylesheet]'],
  ] as const) {
    const file = await page
      .locator(where)
      .first()
      .evaluate((node) => node.getAttribute('src') ?? node.getAttribute('href'))
    const headers = { 'accept-encoding': 'gzip, deflate, br' }
    const said = (await page.request.get(file ?? '', { headers })).headers()
    expect(said).toMatchObject({ 'content-encoding': 'br', 'cache-control': expect.stringContaining('immutable') })
    expect(said['content-type']).toContain(kind)
  }
  for (const { src } of [...manifest.icons, { src: apple }]) {
    const icon = await page.request.get(src)
    expect([icon.status(), icon.headers()['content-type']], src).toEqual([200, 'image/png'])
  }
  const browser = await page.context().newCDPSession(page)
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
  // Journeys are walked in private windows, from which nothing is installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])

  const french = await (await page.request.get(address.replace('nl', 'fr'))).json()
  expect(french.shortcuts.map(({ name }: { name: string }) => name)).toEqual(['Aujourd’hui', 'Heures'])
})

test('the offer to put it there is one tap, and can be put away for good', async ({ page }) => {
  const made = makeVisits()
  await signIn(page, made.email)
  await page.goto('/field')
  const row = page.getByRole('region', { name: 'Zet Werkstroom op je telefoon' })
  // As Chromium says that it can, outside of private windows.
  const offer = () =>
    page.evaluate(() => {
      const event = new Event('beforeinstallprompt', { cancelable: true })
      const prompt = async () => {
        document.documentElement.dataset.asked = 'yes'
        return { outcome: 'dismissed' }
      }
      window.dispatchEvent(Object.assign(event, { prompt }))
      return event.defaultPrevented
    })
  await expect.poll(offer).toBe(true)
  await expect(row).toBeVisible()
  expect(await faults(page)).toEqual([])
  await row.getByRole('button', { name: 'Op mijn telefoon zetten' }).click()
  await expect(row).toBeHidden()
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes')

  await offer()
  await row.getByRole('button', { name: 'Zet Werkstroom op je telefoon: niet meer tonen' }).click()
  await page.reload()
  await controlled(page)
  await expect(heading(page)).toBeVisible()
  expect(await offer()).toBe(false)
  await expect(row).toBeHidden()
})

test('after one visit with reception it opens without, with all visits of the day, and what was never there says so', async ({
  page,
}) => {
  const question = 'Welke waterdruk stond erop?'
  const made = makeVisits({ customer: 'Familie Mobiel', visits: 2, question })
  const strange = makeVisits()
  const [first, second] = made.visits.map(({ visitId }) => `/field/visits/${visitId}`)
  const never = `/field/visits/${strange.visits[0]?.visitId}`
  if (!first || !second) throw new Error('no visits')
  await signIn(page, made.email)
  await page.goto('/field')
  await expect(heading(page)).toBeVisible()
  // Nobody opened these yet.
  for (const path of ['/field', first, second, `${second}/checklist`, `${second}/close`]) await keptOf(page, path)

  await page.context().setOffline(true)
  const opened = await page.goto('/field')
  expect(opened?.fromServiceWorker()).toBe(true)
  await expect(heading(page)).toBeVisible()
  await expect(page.getByText('Familie Mobiel').first()).toBeVisible()
  // What the browser draws by itself is there too.
  await expect(page.getByText(question).first()).toBeVisible()
  // It is alive, not a picture of itself, and has the letters of the product, not of the phone.
  await page.getByRole('button', { name: /Alles verstuurd|Geen verbinding/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).last().click()
  expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true)

  await page
    .getByRole('link', { name: /Familie Mobiel/ })
    .first()
    .click()
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()
  await page.getByRole('link', { name: 'Checklist' }).click()
  await expect(page.getByText('CO in de rookgassen').first()).toBeVisible()
  await page.goBack()
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()

  await page.goto(never)
  await expect(noReception(page)).toBeVisible()
  expect(await faults(page)).toEqual([])
  // Back by itself, with what the server says of it.
  await page.context().setOffline(false)
  await expect(noReception(page)).toBeHidden({ timeout: 20_000 })
})

test('a server that can’t make a page takes nothing away: the day that was seen is shown, and no fault is kept', async ({
  page,
}) => {
  const made = makeVisits({ customer: 'Familie Storing' })
  const front = await frontOf(process.env.APP_URL ?? '')
  try {
    await signIn(page, made.email)
    await page.goto(`${front.url}/field`)
    await controlled(page)
    await keptOf(page, '/field')
    front.state.broken = { status: 500, body: '<!doctype html><title>Fout</title><h1>Foutnummer 12</h1>' }
    await page.goto(`${front.url}/field`)
    await expect(page.getByText('Familie Storing').first()).toBeVisible()
    // Of what was never seen here the server's own words.
    await page.goto(`${front.url}/field/hours`)
    await expect(page.getByRole('heading', { name: 'Foutnummer 12' })).toBeVisible()
    // Answered as well, and broken behind its first words.
    front.state.broken = { status: 200, body: '<!doctype html><h1>Bijna</h1><template data-dgst="12"></template>' }
    await page.goto(`${front.url}/field`)
    await expect(page.getByRole('heading', { name: 'Bijna' })).toBeVisible()
    await page.context().setOffline(true)
    await page.goto(`${front.url}/field`)
    await expect(page.getByText('Familie Storing').first()).toBeVisible()
  } finally {
    await front.end()
  }
})

test('the office is as if there were no worker', async ({ page }) => {
  await signIn(page, 'planner')
  await page.goto('/orders')
  await expect(page.getByRole('heading', { name: 'Opdrachten' }).first()).toBeVisible()
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})

test('what a technician saw is gone when they sign out, and nobody after them sees it', async ({ page }) => {
  const mine = makeVisits({ customer: 'Familie Geheim' })
  const theirs = makeVisits({ customer: 'Familie Volgende' })
  const path = `/field/visits/${mine.visits[0]?.visitId}`
  await signIn(page, mine.email)
  await page.goto(path)
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()
  await keptOf(page, path)

  await test.step('signing out takes it away', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: /Mijn account/ }).click()
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.waitForURL(/sign-in/)
    expect(await memberKept(page)).toEqual([])
    await page.context().setOffline(true)
    await page.goto(path).catch(() => null)
    await expect(page.getByText('Familie Geheim')).toBeHidden()
    await page.context().setOffline(false)
  })

  await test.step('so does who comes in by another way', async () => {
    await signIn(page, mine.email)
    await page.goto(path)
    await keptOf(page, path)
    await signIn(page, theirs.email)
    await page.goto('/field')
    await expect(page.getByText('Familie Volgende').first()).toBeVisible()
    await expect.poll(() => page.evaluate(isKept, path)).toBe(false)
    await keptOf(page, '/field')
    await page.context().setOffline(true)
    await page.goto(path)
    await expect(noReception(page)).toBeVisible()
    await page.goto('/field')
    await expect(page.getByText('Familie Volgende').first()).toBeVisible()
    await page.context().setOffline(false)
  })

  await test.step('and who signs in by the form, or whose session ended elsewhere', async () => {
    await page.context().clearCookies()
    await page.goto('/field')
    await expect(page).toHaveURL(/sign-in/)
    expect(await memberKept(page)).toEqual([])
    await fillSignIn(page, mine.email)
    await expect(heading(page)).toBeVisible()
  })
})

test('a newer build waits while something is typed, and takes over with a tap or when the day is put away', async ({
  page,
}) => {
  const made = makeVisits({ customer: 'Familie Nieuw' })
  const app = process.env.APP_URL ?? ''
  const front = await frontOf(app)
  try {
    const own = await (await page.request.get('/sw.js')).text()
    // As the build before would have come: it kept what it needs under a name of its own.
    front.state.worker = own.replaceAll(/field-build-/g, 'field-build-before-')
    const builds = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('field-build-')))
    await signIn(page, made.email)
    await page.goto(`${front.url}/field`)
    await controlled(page)
    await keptOf(page, '/field')
    expect(await builds()).toEqual([expect.stringMatching(/^field-build-before-/)])
    await page.evaluate(() => indexedDB.open('kept-through', 1))

    front.state.worker = null
    const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await look()
    const renew = page.getByRole('button', { name: 'Vernieuwen' })
    await expect(renew).toBeVisible()
    // Nothing happens by itself: the page in sight is the one that was opened.
    const marked = () => page.evaluate(() => document.documentElement.dataset.mark ?? '')
    await page.evaluate(() => {
      document.documentElement.dataset.mark = 'same'
    })
    expect(await faults(page)).toEqual([])
    const put = (state: 'hidden' | 'visible') =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, state)
    await page.evaluate(() => document.dispatchEvent(new Event('input')))
    await put('hidden')
    await put('visible')
    expect(await marked()).toBe('same')
    await expect(renew).toBeVisible()

    await renew.click()
    await page.waitForFunction(() => document.documentElement?.dataset.mark === undefined)
    await expect(heading(page)).toBeVisible()
    await expect(renew).toBeHidden()
    // A window of the build before would still find its files.
    expect(await builds()).toHaveLength(2)
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toContain(
      'kept-through',
    )

    await test.step('by itself when the day is put away with nothing typed', async () => {
      front.state.worker = own.replaceAll(/field-build-/g, 'field-build-later-')
      await page.evaluate(() => {
        document.documentElement.dataset.mark = 'same'
      })
      await look()
      await expect(renew).toBeVisible()
      await put('hidden')
      await page.waitForFunction(() => document.documentElement?.dataset.mark === undefined)
      await expect(heading(page)).toBeVisible()
      expect(await builds()).toHaveLength(3)
    })
  } finally {
    await front.end()
  }
})

test('the server can take the worker away from every phone', async ({ page }) => {
  const made = makeVisits()
  const front = await frontOf(process.env.APP_URL ?? '')
  try {
    await signIn(page, made.email)
    await page.goto(`${front.url}/field`)
    await controlled(page)
    await keptOf(page, '/field')
    process.env.FIELD_WORKER = 'off'
    front.state.worker = await (await workerRoute()).text()
    delete process.env.FIELD_WORKER
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    const left = () =>
      page.evaluate(async () => [
        (await navigator.serviceWorker.getRegistrations()).length,
        (await caches.keys()).filter((name) => name.startsWith('field-')).length,
      ])
    await expect.poll(left).toEqual([0, 0])
    await expect(heading(page)).toBeVisible()
  } finally {
    await front.end()
  }
})

test('news of the planning comes only when it was asked for, and a tap on it leads to the visit', async ({ page }) => {
  const made = makeVisits({ customer: 'Familie Nieuws' })
  const url = `/field/visits/${made.visits[0]?.visitId}`
  const context = page.context()
  // A browser without windows shows no notifications and has no push service to go to: it says yes, and what it would be
  // reached under is what an address of Chromium's looks like.
  await page.addInitScript((endpoint) => {
    let permission: NotificationPermission = 'default'
    Object.defineProperty(Notification, 'permission', { get: () => permission })
    Notification.requestPermission = async () => {
      permission = 'granted'
      return permission
    }
    const subscription = {
      ...{ endpoint, options: { applicationServerKey: null }, unsubscribe: async () => true },
      toJSON: () => ({ endpoint, keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } }),
    }
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem('subscribed', 'yes')
      return subscription as unknown as PushSubscription
    }
  }, `https://fcm.googleapis.com/fcm/send/${made.unique}`)
  await signIn(page, made.email)
  await page.goto('/field')
  await controlled(page)
  const row = page.getByRole('region', { name: 'Meldingen van je planning' })
  await expect(row).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('subscribed'))).toBe(null)
  expect(await faults(page)).toEqual([])
  await row.getByRole('button', { name: 'Meldingen aanzetten' }).click()
  await expect(page.getByText('Je krijgt voortaan meldingen op deze telefoon')).toBeVisible()
  await expect(row).toBeHidden()

  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('no worker')
  await worker.evaluate(() => {
    const own = globalThis as unknown as ServiceWorkerGlobalScope & { told: unknown[] }
    own.told = []
    own.registration.showNotification = async (title, { body, data } = {}) =>
      void own.told.push({ title, body, ...data })
  })
  const browser = await context.newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => new URL(scopeURL).pathname === '/fi')
      if (own) resolve(own.registrationId)
    })
  })
  await browser.send('ServiceWorker.enable')
  const notice = { title: 'Bezoek verplaatst', body: 'di 24 nov 13:30 · Leuven', tag: 'visit-1', url }
  await browser.send('ServiceWorker.deliverPushMessage', {
    ...{ origin: new URL(page.url()).origin, registrationId: await found, data: JSON.stringify(notice) },
  })
  const told = () => worker.evaluate(() => (globalThis as unknown as { told: unknown[] }).told)
  await expect.poll(told).toEqual([{ title: notice.title, body: notice.body, url }])

  // The tap itself is the phone's: the worker hears of it.
  await worker.evaluate(
    (data) => {
      const notification = { data, close: () => {} }
      globalThis.dispatchEvent(Object.assign(new ExtendableEvent('notificationclick'), { notification }))
    },
    { url },
  )
  await expect(page).toHaveURL(new RegExp(`${url}$`))
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()
})

test('a tap while the script is still on its way is done when it is there', async ({ page }) => {
  const made = makeVisits({ customer: 'Familie Traag' })
  await signIn(page, made.email)
  let release = () => {}
  const isHeld = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await isHeld
    await route.continue()
  })
  await page.goto(`/field/visits/${made.visits[0]?.visitId}`, { waitUntil: 'commit' })
  const row = page.getByRole('button', { name: 'Mijn uren' })
  await row.click()
  await expect(page.getByRole('dialog')).toBeHidden()
  release()
  await expect(page.getByRole('dialog')).toBeVisible()
})

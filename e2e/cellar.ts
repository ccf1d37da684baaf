import { expect, type Page, type Request } from '@playwright/test'

const asking = new WeakMap<Page, Set<Request>>()

/** Questions of this phone that the server has not answered yet. */
function underway(phone: Page): Set<Request> {
  const known = asking.get(phone)
  if (known) return known
  const open = new Set<Request>()
  asking.set(phone, open)
  const answered = (request: Request) => open.delete(request)
  phone.on('request', (request) => request.url().includes('/api/sync/') && open.add(request))
  phone.on('requestfinished', answered).on('requestfailed', answered)
  return open
}

/**
 * At that time, and without reception: whatever is tapped is kept, and the server tells nobody that the phone's clock is behind.
 * An answer that came as the clock was turned would: the last one is waited for, until the page has read it.
 */
export async function inCellar(phone: Page, time: Date): Promise<void> {
  const open = underway(phone)
  await phone.route('**/api/sync/**', (route) => route.abort())
  await expect.poll(() => open.size).toBe(0)
  await phone.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  await phone.clock.setFixedTime(time)
}

/** Today again, with reception: the app sends what it kept when it is opened. */
export async function outside(phone: Page, path: string): Promise<void> {
  await phone.clock.setFixedTime(new Date())
  await phone.unroute('**/api/sync/**')
  const sent = phone.waitForResponse((reply) => reply.url().endsWith('/api/sync/v1') && reply.ok())
  await phone.goto(path)
  await sent
}

/** Opened with reception, until all that is carried is on the phone and no question of the clock is on its way. */
export async function openedOnPhone(phone: Page, path: string): Promise<void> {
  const open = underway(phone)
  const carried = phone.waitForResponse(/\/api\/sync\/v1\/pull/)
  await phone.goto(path)
  await carried
  await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await expect.poll(() => open.size).toBe(0)
}

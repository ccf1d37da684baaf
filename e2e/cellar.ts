import { expect, type Page, type Request } from '@playwright/test'

/** At that time, and without reception: whatever is tapped is kept, and the server tells nobody that the phone's clock is behind. */
export async function inCellar(phone: Page, time: Date): Promise<void> {
  await phone.route('**/api/sync/**', (route) => route.abort())
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
  const underway = new Set<Request>()
  const asked = (request: Request) => request.url().includes('/api/sync/') && underway.add(request)
  const answered = (request: Request) => underway.delete(request)
  phone.on('request', asked).on('requestfinished', answered).on('requestfailed', answered)
  const carried = phone.waitForResponse(/\/api\/sync\/v1\/pull/)
  await phone.goto(path)
  await carried
  await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await expect.poll(() => underway.size).toBe(0)
  phone.off('request', asked).off('requestfinished', answered).off('requestfailed', answered)
}

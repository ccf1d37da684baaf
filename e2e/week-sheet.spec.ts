import type { Page, Route } from '@playwright/test'
import type { HoursProject } from './hours-project'
import { beside, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

async function bookOn(page: Page, project: HoursProject, hours: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Uren boeken' }).click()
  const field = dialog.getByRole('combobox', { name: 'Opdracht of project' })
  await field.fill(project.name)
  await expect(page.getByRole('option', { name: project.name })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await dialog.getByLabel('Uren', { exact: true }).last().fill(hours)
  await dialog.getByRole('button', { name: 'Bewaren' }).click()
}

/** Whether a request reads the week that is on the screen. */
const reads = (page: Page) => {
  const week = new URL(page.url()).searchParams.get('week')
  return ({ pathname, searchParams }: URL) =>
    pathname === '/field/hours' && searchParams.has('_rsc') && searchParams.get('week') === week
}

test('a week booked partly without reception is sent by itself, and once handed in takes nothing new until taken back', async ({
  browser,
}) => {
  const project = JSON.parse(beside('e2e/hours-project.ts')) as HoursProject
  const page = await signedIn(browser, project.technician, { viewport: phoneSize, hasTouch: true })
  const dialog = page.getByRole('dialog')
  const book = (hours: string) => bookOn(page, project, hours)
  const line = (hours: string) => page.getByRole('button', { name: new RegExp(`${project.name}.*${hours}`) })

  await page.goto('/field/hours')
  await page.getByRole('button', { name: 'Vorige week', exact: true }).click()
  await expect(page).toHaveURL(/week=/)
  await book('4')
  await expect(line('4:00')).toBeVisible()

  // Only what was read from the server can be handed in. Next leaves a page whose reception goes while it is read.
  await expect(page.getByRole('button', { name: 'Indienen', exact: true })).toBeVisible()
  await page.context().setOffline(true)
  await book('3:30')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Geen verbinding · 1 bewaard' })).toBeVisible()
  await expect(line('3:30')).toContainText('Wordt bewaard')
  await page.context().setOffline(false)
  await expect(page.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await page.reload()
  await expect(line('3:30')).toBeVisible()

  await page.getByRole('button', { name: 'Indienen', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Terugnemen' })).toBeVisible()
  await book('1')
  await expect(dialog.getByRole('alert')).toContainText('is al ingediend. Haal ze terug')
  await dialog.getByRole('button', { name: 'Sluiten' }).click()
  await page.getByRole('button', { name: 'Terugnemen' }).click()
  await expect(page.getByRole('button', { name: 'Indienen', exact: true })).toBeVisible()
  await book('1')
  await expect(line('1:00')).toBeVisible()
})

test('a week that was read before the last booking, and comes after it, takes nothing away', async ({ browser }) => {
  const project = JSON.parse(beside('e2e/hours-project.ts')) as HoursProject
  // What a service worker reads for a page can't be held up from outside.
  const page = await signedIn(browser, project.technician, {
    viewport: phoneSize,
    hasTouch: true,
    serviceWorkers: 'block',
  })
  const line = (hours: string) => page.getByRole('button', { name: new RegExp(`${project.name}.*${hours}`) })
  await page.goto('/field/hours')
  await page.getByRole('button', { name: 'Vorige week', exact: true }).click()
  await expect(page).toHaveURL(/week=/)

  // What the page reads from now on waits until it is let through.
  const reading: ((route: Route) => void)[] = []
  const next = () => new Promise<Route>((resolve) => reading.push(resolve))
  const [first, second] = [next(), next()]
  await page.route(reads(page), (route) => {
    const taken = reading.shift()
    return taken ? taken(route) : route.continue()
  })
  await bookOn(page, project, '4')
  await expect(line('4:00')).toBeVisible()
  const early = await first
  const asItWas = await early.fetch()
  await bookOn(page, project, '2')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(line('2:00')).not.toContainText('Wordt bewaard')
  await early.fulfill({ response: asItWas })
  // Read again once that was shown.
  const late = await second
  expect(await line('2:00').count()).toBe(1)
  expect(await line('4:00').count()).toBe(1)
  await late.continue()
  await expect(line('2:00')).toBeVisible()
})

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { PositionWork } from './position-work'
import { beside, listening, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

// A hundred and twenty metres south of the pin of the address.
const geolocation = { latitude: 50.8796212, longitude: 4.7009123, accuracy: 14 }
const kept = /wordt je positie 30 dagen bewaard/
const sent = (phone: Page) => phone.getByRole('button', { name: 'Alles verstuurd' })

/** Counts how often the browser is asked where it is, over all pages, and that nobody keeps watching. */
async function countAsking(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const { geolocation: place } = navigator
    const ask = place.getCurrentPosition.bind(place)
    place.getCurrentPosition = (...said) => {
      localStorage.setItem('asked', `${Number(localStorage.getItem('asked')) + 1}`)
      ask(...said)
    }
    place.watchPosition = () => {
      throw new Error('somebody is being watched')
    }
  })
  return () => page.evaluate(() => Number(localStorage.getItem('asked')))
}

async function faults(page: Page, part = 'body'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Opened with reception until what is carried is there: with it the settings of the company. */
async function opened(phone: Page, path: string): Promise<void> {
  const pulled = phone.waitForResponse(/\/api\/sync\/v1\/pull/)
  await phone.goto(path)
  await pulled
  await expect(sent(phone)).toBeVisible()
}

test('where a technician was at a tap is kept while the company wants it, also from a cellar; they see it, and it goes when it is switched off', async ({
  browser,
}) => {
  const work = JSON.parse(beside('e2e/position-work.ts')) as PositionWork
  const place = { geolocation, permissions: ['geolocation'] }
  const phone = await signedIn(browser, work.technician, { viewport: phoneSize, ...place })
  const asked = await countAsking(phone)
  const visit = `/field/visits/${work.visitId}`

  // Off until somebody wants it: nothing is asked, and no screen leads to what is not kept.
  await opened(phone, visit)
  await (await listening(phone.getByRole('button', { name: 'Vertrekken' }))).click()
  await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  await expect(sent(phone)).toBeVisible()
  await expect(phone.getByText(kept)).toHaveCount(0)
  expect(await asked()).toBe(0)
  await phone.goto('/field/positions')
  await expect(phone.getByText('Er worden geen posities bewaard')).toBeVisible()

  const admin = await signedIn(browser, work.admin)
  await admin.goto('/settings/people')
  const keeping = admin.getByRole('switch', { name: /^Positie bewaren bij elke statuswissel/ })
  await listening(admin.locator('#positions').getByRole('button', { name: 'Opslaan' }))
  await keeping.click({ force: true })
  await expect(admin.getByRole('textbox', { name: 'Bewaren gedurende' })).toHaveValue('30')
  await admin.locator('#positions').getByRole('button', { name: 'Opslaan' }).click()
  await expect(admin.getByText('Opgeslagen').first()).toBeVisible()

  await opened(phone, visit)
  await expect(phone.getByRole('link', { name: kept })).toBeVisible()
  expect(await faults(phone, 'a[href="/field/positions"]')).toEqual([])
  await listening(phone.getByRole('button', { name: 'Ik ben er' }))
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  // The tap, and apart from it where that was.
  await expect(phone.getByRole('button', { name: 'Geen verbinding · 2 bewaard' })).toBeVisible()
  expect(await asked()).toBe(1)
  await phone.getByRole('link', { name: kept }).click()
  await expect(phone.getByRole('heading', { name: 'Geen bereik', exact: true })).toBeVisible()
  await phone.context().setOffline(false)
  // That page loads what was asked for as soon as somebody answers.
  await expect(phone.getByRole('heading', { name: 'Posities' })).toBeVisible()
  await opened(phone, visit)

  // Who does not want it any more works on, and nobody says anything of it.
  await phone.context().clearPermissions()
  await (await listening(phone.getByRole('button', { name: 'Pauze' }))).click()
  await expect(phone.getByText('Pauze', { exact: true }).first()).toBeVisible()
  await expect.poll(asked).toBe(2)
  await expect(sent(phone)).toBeVisible()
  await phone.getByRole('link', { name: kept }).click()
  const row = phone.getByRole('listitem')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('Aangekomen')
  await expect(row).toContainText('op 14 m nauwkeurig')
  await expect(row.getByRole('link', { name: 'Kaart' })).toHaveAttribute('href', /50\.87962.*4\.70091(?!\d)/)
  expect(await faults(phone)).toEqual([])
  await phone.emulateMedia({ colorScheme: 'dark' })
  expect(await faults(phone)).toEqual([])
  // What the server deletes stays on no phone either.
  const copies = await phone.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        if (url.includes('positions?') || url.endsWith('/field/positions')) found.push(url)
    return found
  })
  expect(copies).toEqual([])

  const office = await signedIn(browser, work.planner)
  await office.goto(`/orders/${work.orderId}`)
  await expect(office.getByText('120 m van het adres')).toBeVisible()

  await admin.reload()
  await listening(admin.locator('#positions').getByRole('button', { name: 'Opslaan' }))
  await keeping.click({ force: true })
  await expect(admin.getByText(/worden alle bewaarde posities meteen verwijderd/)).toBeVisible()
  expect(await faults(admin)).toEqual([])
  await admin.locator('#positions').getByRole('button', { name: 'Opslaan' }).click()
  await expect(admin.getByText('Opgeslagen').first()).toBeVisible()
  await phone.reload()
  await expect(phone.getByText('Er worden geen posities bewaard')).toBeVisible()
  await office.reload()
  await expect(office.getByRole('heading', { name: /Uitgevoerd werk/ })).toBeVisible()
  await expect(office.getByText('van het adres')).toHaveCount(0)

  await phone.context().grantPermissions(['geolocation'])
  await opened(phone, visit)
  await (await listening(phone.getByRole('button', { name: 'Verder werken' }))).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  await expect(sent(phone)).toBeVisible()
  expect(await asked()).toBe(2)
})

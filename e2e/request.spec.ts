import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { signedIn } from './steps'
import { expect, test } from './test'

const sent = /aanvraag is verstuurd/i

const picture = (colour: string) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

/** Presses until the form was open for as long as a person needs. */
async function press(page: Page, until: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Aanvraag versturen' }).click()
    await until()
  }).toPass({ timeout: 60_000 })
}

async function fillPerson(page: Page, person: { name: string; email: string }): Promise<void> {
  await page.getByLabel('Naam').fill(person.name)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Telefoon').fill('0478 11 22 33')
  await page.getByLabel('Straat').fill('Proefstraat')
  await page.getByLabel('Nummer', { exact: false }).first().fill('7')
  await page.getByLabel('Postcode').fill('3000')
  await page.getByLabel('Gemeente').fill('Leuven')
}

test('without JavaScript: choose, be told what is missing, keep what was typed and sent, confirm by mail, be accepted', async ({
  browser,
}) => {
  const person = { name: `Proef ${Date.now()}`, email: `proef-${Date.now()}@vreemd.example` }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.goto('/request/warmtebrigade')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  await page.getByLabel('Wat is er aan de hand?').fill('Geen warm water\nfoutcode F28')
  await page.getByRole('radio', { name: 'Storing', exact: true }).check()
  await page.getByRole('button', { name: 'Verder met deze keuze' }).click()
  await expect(page.getByLabel('Waarover gaat het?')).toBeVisible()
  await expect(page.getByLabel('Wat is er aan de hand?')).toHaveValue('Geen warm water\nfoutcode F28')

  await fillPerson(page, { ...person, email: 'geen adres' })
  await page.locator('input[name=photos]').setInputFiles([
    { name: 'ketel.jpg', mimeType: 'image/jpeg', buffer: await picture('#226644') },
    { name: 'raar.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
  ])
  await press(page, async () => {
    await expect(page.getByRole('alert')).toContainText('Nog niet verstuurd', { timeout: 2000 })
  })
  await expect(page.getByText('Dit is geen geldig e-mailadres.')).toBeVisible()
  await expect(page.getByLabel('Naam')).toHaveValue(person.name)
  await expect(page.getByLabel('Straat')).toHaveValue('Proefstraat')

  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Waarover gaat het?').selectOption({ label: 'Ketel of brander' })
  const arrived = await page.getByRole('checkbox', { name: 'ketel.jpg' }).count()
  if (arrived === 0)
    await page
      .locator('input[name=photos]')
      .setInputFiles([{ name: 'ketel.jpg', mimeType: 'image/jpeg', buffer: await picture('#226644') }])
  await press(page, async () => {
    await expect(page.getByRole('heading', { name: sent })).toBeVisible({ timeout: 2000 })
  })
  const number = ((await page.getByText(/Nummer A-/).textContent()) ?? '').replace('Nummer ', '')

  // The mail waits in the outbox; opening its link changes nothing, its button does.
  const administration = await signedIn(browser, 'administration')
  await administration.goto('/settings/outbox')
  const row = administration.getByRole('row').filter({ hasText: person.email })
  await administration.goto((await row.getByRole('link').first().getAttribute('href')) ?? '')
  const mailed = async () => (await administration.content()).match(/\/request-confirmation\/[\w-]{43}/)?.[0] ?? ''
  await expect.poll(mailed).not.toBe('')
  const link = await mailed()
  await page.goto(link)
  await page.goto(link)
  await page.getByRole('button', { name: /bevestigen/ }).click()
  await expect(page.getByRole('heading', { name: /Ontvangen/ })).toBeVisible()
  await expect(page.getByText('Geen warm water')).toBeVisible()

  const planner = await signedIn(browser, 'planner')
  await planner.goto('/requests')
  const panel = planner.getByRole('complementary', { name: person.name })
  await expect(async () => {
    await planner.getByText(number).first().click()
    await expect(panel).toBeVisible({ timeout: 5000 })
  }).toPass()
  await expect(panel.getByText('Ketel of brander')).toBeVisible()
  await expect(panel.getByRole('button', { name: 'ketel.jpg groot bekijken' })).toBeVisible()
  await panel.getByRole('button', { name: /Aanvaarden/ }).click()
  await planner.getByRole('button', { name: 'Opdracht openen' }).click()
  await planner.waitForURL(/\/orders\/.+/)
  await expect(planner.getByText('Ketel of brander').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: /Aanvaard/ })).toBeVisible()
  await expect(page.getByText('raar.svg')).toHaveCount(0)
})

test('with JavaScript: the questions follow the choice, photos go along, and the office sees it live and declines', async ({
  browser,
  page,
}) => {
  const name = `Live ${Date.now()}`
  const planner = await signedIn(browser, 'planner')
  await planner.goto('/requests?status=open,unconfirmed')
  await expect(planner.getByRole('heading', { name: 'Aanvragen' })).toBeVisible()

  await page.goto('/request/warmtebrigade?lang=nl')

  await page.waitForLoadState('networkidle')
  await expect(async () => {
    await page.getByRole('radio', { name: 'Onderhoud', exact: true }).check()
    await expect(page.getByText('Laatste onderhoud')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.getByLabel('Wat is er aan de hand?').fill('Jaarlijks onderhoud')
  await press(page, async () => {
    await expect(page.getByText('Vul dit in.').first()).toBeVisible({ timeout: 2000 })
  })
  await fillPerson(page, { name, email: `live-${Date.now()}@vreemd.example` })
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'plaatje.jpg', mimeType: 'image/jpeg', buffer: await picture('#884422') }])
  await press(page, async () => {
    await expect(page.getByRole('heading', { name: sent })).toBeVisible({ timeout: 5000 })
  })

  const panel = planner.getByRole('complementary', { name })
  await expect(async () => {
    await planner.getByText(name).first().click()
    await expect(panel).toBeVisible({ timeout: 5000 })
  }).toPass()
  await expect(panel.getByRole('button', { name: 'plaatje.jpg groot bekijken' })).toBeVisible()
  await panel.getByRole('button', { name: /Afwijzen/ }).click()
  const dialog = planner.getByRole('alertdialog')
  await dialog.getByLabel('Reden').fill('Te ver')
  await dialog.getByRole('button', { name: 'Afwijzen' }).click()
  await expect(planner.getByText(/is afgewezen/)).toBeVisible()
})

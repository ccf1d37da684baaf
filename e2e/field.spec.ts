import { devices } from '@playwright/test'
import sharp from 'sharp'
import { extractText, getDocumentProxy } from 'unpdf'
import { draw, makeVisits, signedIn, signIn } from './steps'
import { expect, test } from './test'

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']
test.use({ ...phone, viewport: { width: 390, height: 844 } })

const photo = () =>
  sharp({ create: { width: 3200, height: 2400, channels: 3, background: '#7a5c3e' } })
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: '2026:01:20 09:25:07', OffsetTimeOriginal: '+01:00' } })
    .toBuffer()

test('a technician leaves, arrives, checks, takes a photo, uses material, adds extra work and lets the customer sign', async ({
  page,
}) => {
  const made = makeVisits()
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  await signIn(page, made.email)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Vertrek naar Familie Proef' }).click()
  await expect(page.getByText('Onderweg', { exact: true })).toBeVisible()
  await expect(page.getByText('Sleutel bij de buur')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Route' })).toHaveAttribute('href', /^geo:/)
  await page.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(page.getByText('Aan het werk')).toBeVisible()

  // Closing names what is missing, and goes there.
  await page.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await expect(page.getByRole('heading', { name: 'Nog 3 dingen te doen' })).toBeVisible()
  await page.getByRole('link', { name: 'CO in de rookgassen' }).click()

  await page.getByRole('button', { name: 'Ja', exact: true }).click()
  await page.getByLabel('CO in de rookgassen').last().fill('142')
  await page.getByLabel('CO in de rookgassen').last().blur()
  await expect(page.getByText('Te hoog')).toBeVisible()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'plaat.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  await expect(page.getByText('3 van 3')).toBeVisible()
  await page.getByRole('link', { name: 'Klaar, terug naar het bezoek' }).click()
  await expect(page.getByText('3/3')).toBeVisible()

  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'voor.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  await expect(page.getByText('1 van 1 verstuurd')).toBeVisible()

  await page.getByRole('button', { name: 'Materiaal' }).click()
  await page.getByRole('button', { name: 'Materiaal toevoegen' }).click()
  await page.getByLabel('Zoek op naam of nummer').fill(`proefdichting ${made.unique}`)
  await page.getByRole('button', { name: new RegExp(`^Proefdichting ${made.unique}`) }).click()
  await page.getByRole('button', { name: 'Meer', exact: true }).click()
  await expect(page.getByLabel(/^Aantal Proefdichting/)).toHaveValue('2')
  await page.getByRole('button', { name: 'Sluiten' }).click()

  await page.getByRole('button', { name: 'Meerwerk' }).click()
  await page.getByLabel('Wat vraagt de klant?').fill('Kraan in de badkamer vervangen')
  await page.getByLabel('Hoeveel uur?').fill('0,5')
  await page.getByRole('button', { name: 'Meerwerk toevoegen' }).click()
  await expect(page.getByText('Kraan in de badkamer vervangen').first()).toBeVisible()
  await page.getByRole('button', { name: 'Sluiten' }).click()

  await page.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await expect(page.getByText('Kraan in de badkamer vervangen')).toBeVisible()
  await page.getByLabel('Naam van wie tekent').fill('Mevrouw Proef')
  await draw(page)
  await page.getByRole('button', { name: 'Werk afronden' }).click()
  await expect(page.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()

  await page.goto(`/field/visits/${visit.visitId}`)
  await expect(page.getByText('afgerond', { exact: true })).toBeVisible()
  const report = page.getByRole('link', { name: /^Werkrapport/ })
  await expect(report).toBeVisible({ timeout: 60_000 })
  const answer = await page.request.get((await report.getAttribute('href')) ?? '')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), { mergePages: true })
  for (const words of [
    visit.number,
    'Familie Proef',
    'Wout Veld',
    '142 ppm',
    'Buiten de grenzen',
    'Proefdichting',
    'Kraan in de badkamer vervangen',
    '0,5 u',
    'Mevrouw Proef',
  ])
    expect(text).toContain(words)
})

test('what is somebody else’s is not there', async ({ page }) => {
  const theirs = makeVisits()
  const mine = makeVisits()
  await signIn(page, mine.email)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
  const answer = await page.goto(`/field/visits/${theirs.visits[0]?.visitId}`)
  expect(answer?.status()).toBe(404)
})

test('an answer that another phone gave meanwhile stands, one’s own is kept beside it, and the office chooses', async ({
  page,
  browser,
}) => {
  const made = makeVisits()
  const [visit] = made.visits
  const checklist = `/field/visits/${visit?.visitId}/checklist`
  await signIn(page, made.email)
  const other = await signedIn(browser, made.email, { viewport: { width: 390, height: 844 } })
  await Promise.all([page.goto(checklist), other.goto(checklist)])
  const yes = other.getByRole('button', { name: 'Ja', exact: true })
  await expect(async () => {
    if ((await yes.getAttribute('aria-pressed')) !== 'true') await yes.click()
    await expect(yes).toHaveAttribute('aria-pressed', 'true', { timeout: 1000 })
  }).toPass()
  await expect(page.getByRole('button', { name: 'Ja', exact: true })).toHaveAttribute('aria-pressed', 'true')

  const answer = async (one: typeof page, value: string) => {
    const field = one.getByLabel('CO in de rookgassen').last()
    await field.fill(value)
    await field.blur()
    return field
  }
  await other.context().setOffline(true)
  const field = await answer(other, '14')
  await expect(field).toHaveValue('14')
  const saved = page.waitForResponse(
    (response) => response.url().endsWith('/api/sync/v1') && response.request().method() === 'POST',
  )
  await answer(page, '12')
  expect((await saved).ok()).toBe(true)
  await other.context().setOffline(false)
  await expect(field).toHaveValue('12', { timeout: 20_000 })

  const office = await signedIn(browser, 'administration')
  await office.goto(`/orders/${visit?.orderId}`)
  await expect(office.getByText('12 ppm (Wout Veld)')).toBeVisible()
  await expect(office.getByText('14 ppm (Wout Veld)')).toBeVisible()
  await office.getByRole('button', { name: 'Neem wat op de telefoon staat' }).click()
  await expect(field).toHaveValue('14')
})

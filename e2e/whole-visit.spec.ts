import { devices, type Page } from '@playwright/test'
import sharp from 'sharp'
import { draw, listening, makeVisits, signedIn, signIn } from './steps'
import { expect, test } from './test'

const { defaultBrowserType: _, ...pixel } = devices['Pixel 7']
test.use({ ...pixel, viewport: { width: 390, height: 844 } })

/** How often a finger touched the screen since this was asked for, over all pages; a stroke of the pen is one. */
async function countTouches(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() =>
    addEventListener(
      'pointerdown',
      ({ isTrusted }) => {
        if (isTrusted) localStorage.setItem('touches', `${Number(localStorage.getItem('touches')) + 1}`)
      },
      true,
    ),
  )
  return () => page.evaluate(() => Number(localStorage.getItem('touches')))
}

test('a whole visit in a cellar, from leaving to signed, takes at most twelve taps and is all there with reception', async ({
  page,
}) => {
  const { email, visits } = makeVisits({ customer: 'Familie Kelderman' })
  const { visitId } = visits[0]!
  const touches = await countTouches(page)
  await signIn(page, email)
  await page.goto('/field')
  // What is kept for the cellar: the visit and the screens behind it.
  const isKept = (path: string) =>
    page.evaluate((address) => caches.match(address, { ignoreVary: true }).then(Boolean), path)
  for (const screen of ['', '/checklist', '/close'])
    await expect.poll(() => isKept(`/field/visits/${visitId}${screen}`), { timeout: 30_000 }).toBe(true)
  await expect(page.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await page.context().setOffline(true)

  await page.getByRole('button', { name: 'Vertrek naar Familie Kelderman' }).tap()
  await expect(page.getByText('Onderweg', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Ik ben er' }).tap()
  await expect(page.getByText('Aan het werk')).toBeVisible()

  await page.getByRole('link', { name: /^Checklist/ }).tap()
  await page.getByRole('button', { name: 'Ja', exact: true }).tap()
  await page.getByLabel('CO in de rookgassen').last().tap()
  await page.keyboard.type('36')
  const chooser = page.waitForEvent('filechooser')
  await page.locator('#field-plate label').first().tap()
  const buffer = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#7a5c3e' } })
    .jpeg()
    .toBuffer()
  await (await chooser).setFiles({ name: 'plaat.jpg', mimeType: 'image/jpeg', buffer })
  await expect(page.getByText('3 van 3')).toBeVisible()
  await page.getByRole('link', { name: 'Klaar, terug naar het bezoek' }).tap()
  await page.getByRole('link', { name: 'Afronden en laten tekenen' }).tap()
  await page.getByLabel('Naam van wie tekent').tap()
  await page.keyboard.type('Mevrouw Kelderman')
  await draw(page)
  const ended = page.getByRole('link', { name: /Familie Kelderman.*afgerond/ })
  await page.getByRole('button', { name: 'Werk afronden' }).tap()
  await expect(page.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
  await expect(ended).toBeVisible()
  const taken = await touches()
  console.log(`from leaving to signed: ${taken} taps`)
  expect(taken).toBeLessThanOrEqual(12)

  await page.context().setOffline(false)
  await expect(page.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible({ timeout: 30_000 })
  await page.reload()
  await expect(ended).toBeVisible()
  type Carried = { visits: { id: string; status: string; documents: { kind: string }[] }[] }
  const { visits: carried } = (await (await page.request.get('/api/sync/v1/pull', { maxRetries: 3 })).json()) as Carried
  const visit = carried.find(({ id }) => id === visitId)
  expect(visit?.status).toBe('completed')
})

test('what the customer asks besides, in the cellar, is an order that waits for the planner', async ({
  page,
  browser,
}) => {
  const { email, visits, unique } = makeVisits({ customer: 'Familie Kelderman', hasChecklist: false })
  const title = `Dakgoot lekt ${unique}`
  await signIn(page, email)
  await page.goto(`/field/visits/${visits[0]!.visitId}`)
  await expect(page.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await listening(page.getByRole('button', { name: 'Vertrekken' }))
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Nieuwe opdracht' }).tap()
  const sheet = page.getByRole('dialog', { name: 'Nieuwe opdracht' })
  await sheet.getByLabel('Wat moet er gebeuren?').fill(title)
  await sheet.getByRole('switch', { name: 'Dringend' }).tap({ force: true })
  await sheet.getByRole('button', { name: 'Opdracht doorgeven' }).tap()
  await expect(sheet.getByText(title)).toBeVisible()
  await expect(sheet.getByLabel('Wat moet er gebeuren?')).toHaveValue('')
  await sheet.getByRole('button', { name: 'Sluiten' }).first().tap()
  await page.context().setOffline(false)
  await expect(page.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  const office = await signedIn(browser, 'planner')
  await office.goto(`/orders?q=${encodeURIComponent(title)}`)
  await office.getByText(title).first().click()
  await expect(office.getByRole('heading', { name: new RegExp(title) })).toBeVisible()
  await expect(office.getByRole('link', { name: visits[0]!.number })).toBeVisible()
})

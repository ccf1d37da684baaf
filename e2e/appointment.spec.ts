import type { Page } from '@playwright/test'
import { makeVisits, opened, signedIn } from './steps'
import { expect, test } from './test'

const daysAhead = 4

/** Opens one of the parts below an appointment; without a script the browser does it. */
async function openPart(page: Page, title: string) {
  const part = page.locator('details').filter({ hasText: title })
  await part.locator('summary').click()
  return part
}

test('a planner tells a customer, who confirms, picks another moment and cancels by the link, without a script', async ({
  browser,
}) => {
  const customer = `Afspraak ${Date.now().toString(36)}`
  const made = makeVisits({ customer, hasChecklist: false, daysAhead })
  const [visit] = made.visits
  const day = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10)
  const planner = await signedIn(browser, 'planner')
  await planner.goto(`/planboard?scale=day&date=${day}&customers=tell`)
  const dialog = planner.getByRole('dialog', { name: 'Afspraken met klanten' })
  await expect(dialog.getByText(customer)).toBeVisible({ timeout: 30_000 })
  // Only this one of whoever else must still be told that day.
  await dialog.getByText('Alles kiezen').click()
  await dialog.getByText(customer).click()
  await dialog.getByRole('button', { name: '1 klant inlichten' }).click()
  await expect(planner.getByText('1 klant ingelicht')).toBeVisible()
  await expect(dialog.getByText(customer)).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Sluiten' }).click()

  const office = await signedIn(browser, 'administration')
  await office.goto(`/orders/${visit?.orderId}`)
  await office
    .getByRole('link', { name: /Uw afspraak met/ })
    .first()
    .click()
  await office.waitForURL(/\/settings\/outbox\//)
  const link = /\/appointment\/[\w-]{43}/.exec(await office.content())?.[0] ?? ''
  expect(link).not.toBe('')

  const page = await opened(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  await page.goto(link)
  await page.getByRole('button', { name: 'Ik zal er zijn' }).click()
  await expect(page.getByText('U hebt deze afspraak bevestigd')).toBeVisible()
  await expect(planner.locator(`[data-number="${visit?.number}"]`).getByLabel('Klant bevestigde')).toBeVisible()

  const picking = await openPart(page, 'Zelf een ander moment kiezen')
  await picking.getByRole('button', { name: 'Dit moment kiezen' }).click()
  await expect(page.getByText('Kies een moment uit de lijst')).toBeVisible()
  await page.locator('details[open]').getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Dit moment kiezen' }).click()
  await expect(page.getByText('U hebt zelf dit moment gekozen')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

  await planner.getByRole('button', { name: /^Afspraken: \d+ antwoord/ }).click()
  const answer = dialog.getByRole('listitem').filter({ hasText: customer })
  await expect(answer).toContainText('koos zelf dit moment')
  await answer.getByRole('button', { name: 'Gezien' }).click()
  await expect(answer).toHaveCount(0)

  const asking = await openPart(page, 'Een ander moment vragen')
  await asking.getByRole('textbox').fill('Liever na de middag')
  await asking.getByLabel('namiddag').check()
  await asking.getByRole('button', { name: 'Vraag versturen' }).click()
  await expect(page.getByText('U vroeg om een ander moment')).toBeVisible()
  await expect(answer).toContainText('vraagt een ander moment')
  await expect(answer).toContainText('“Liever na de middag”')

  const cancelling = await openPart(page, 'De afspraak annuleren')
  await cancelling.getByRole('textbox').fill('Al hersteld door de buurman')
  await cancelling.getByRole('button', { name: 'Afspraak annuleren' }).click()
  await expect(page.getByText('U hebt deze afspraak geannuleerd')).toBeVisible()
  await expect(answer).toContainText('annuleerde')
  await dialog.getByRole('button', { name: 'Sluiten' }).click()
  // Only the cards in sight are drawn.
  await planner
    .locator('[data-backlog]')
    .getByRole('searchbox')
    .fill(visit?.number ?? '')
  await expect(planner.locator(`[data-backlog] [data-number="${visit?.number}"]`)).toContainText(
    'Klant annuleerde: “Al hersteld door de buurman”',
  )
})

import type { Page } from '@playwright/test'
import { bookHours, mendHours, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

/** A week from the member to the lead and back: handed in, one line of three returned, mended, handed in again, approved. */
const mine = (page: Page) => page.getByRole('tabpanel', { name: 'Mijn uren' })

async function openMine(page: Page): Promise<void> {
  await page.goto('/hours/approve?tab=mine')
  await page.waitForLoadState('networkidle')
}

async function openSheet(page: Page, name: string): Promise<void> {
  await page.goto('/hours/approve')
  await page.waitForLoadState('networkidle')
  await page
    .getByRole('list', { name: 'Ingediende uren' })
    .getByRole('link', { name: new RegExp(name) })
    .click()
  await expect(page.getByRole('heading', { name: new RegExp(name) })).toBeVisible()
}

test('a member hands in a week, the lead returns one line of three, and approves what was mended', async ({
  browser,
}) => {
  const booked = bookHours()
  const phone = await signedIn(browser, booked.email, { viewport: phoneSize })
  const lead = await signedIn(browser, 'planner')

  await test.step('the phone says that last week is not handed in, and hands it in', async () => {
    await phone.goto('/field')
    await phone.getByRole('link', { name: /Uren van week \d+ nog niet ingediend/ }).click()
    await expect(mine(phone).getByText('nog niet ingediend')).toBeVisible()
    await mine(phone).getByRole('button', { name: 'Indienen' }).click()
    await expect(phone.getByText('3 regels ingediend.')).toBeVisible()
    await expect(mine(phone).getByRole('button', { name: 'Terugnemen' })).toBeVisible()
  })

  await test.step('the lead returns one line with a remark', async () => {
    await openSheet(lead, booked.name)
    await lead
      .getByRole('checkbox', { name: /Werk · .*Nieuwbouw/ })
      .first()
      .check({ force: true })
    await lead.keyboard.press('r')
    const dialog = lead.getByRole('alertdialog')
    await dialog.getByLabel('Wat moet er veranderen?').fill('Maandag was korter')
    await dialog.getByRole('button', { name: 'Terugsturen' }).click()
    await expect(lead.getByText('1 regel teruggestuurd')).toBeVisible()
    await expect(lead.getByText('teruggestuurd', { exact: true })).toBeVisible()
  })

  await test.step('the member sees it come back, with why', async () => {
    await expect(mine(phone).getByText('“Maandag was korter”')).toBeVisible()
    await phone.goto('/field')
    await expect(phone.getByRole('link', { name: '1 regel van je uren is teruggestuurd' })).toBeVisible()
  })

  await test.step('and hands in again only what was mended', async () => {
    mendHours(booked.email)
    await openMine(phone)
    await expect(mine(phone).getByText('te verbeteren', { exact: true })).toBeVisible()
    await mine(phone).getByRole('button', { name: 'Opnieuw indienen' }).click()
    await expect(phone.getByText('1 regel ingediend.')).toBeVisible()
  })

  await test.step('the lead approves all with one key', async () => {
    await openSheet(lead, booked.name)
    await expect(lead.getByText('6 u', { exact: true }).first()).toBeVisible()
    await lead.keyboard.press('a')
    await expect(lead.getByText('3 regels goedgekeurd')).toBeVisible()
    await expect(lead.getByRole('link', { name: new RegExp(booked.name) })).toHaveCount(0)
  })

  await test.step('after that nothing can be taken back or handed in', async () => {
    await openMine(phone)
    await expect(mine(phone).getByText(/^goedgekeurd door/)).toBeVisible()
    await expect(mine(phone).getByRole('button', { name: /Terugnemen|ndienen/ })).toHaveCount(0)
  })
})

test('a member asks for leave and planning grants it', async ({ browser }) => {
  const booked = bookHours()
  const phone = await signedIn(browser, booked.email, { viewport: phoneSize })
  await openMine(phone)
  await phone.getByRole('button', { name: 'Verlof aanvragen' }).click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Aanvragen' }).click()
  await expect(dialog.getByText('Vul dit in.').first()).toBeVisible()
  for (const field of ['Van', 'Tot en met']) {
    const date = dialog.getByRole('group', { name: new RegExp(`^${field}`) })
    await date.getByRole('spinbutton').first().click()
    await phone.keyboard.type('14122031')
  }
  await dialog.getByRole('button', { name: 'Aanvragen' }).click()
  await expect(phone.getByText('Verlof aangevraagd')).toBeVisible()
  await expect(mine(phone).getByText('wacht op antwoord')).toBeVisible()

  const planner = await signedIn(browser, 'planner')
  await planner.goto('/hours/approve?tab=leave')
  await planner.waitForLoadState('networkidle')
  const request = planner.getByRole('listitem').filter({ hasText: booked.name })
  await request.getByRole('button', { name: 'Toekennen' }).click()
  await expect(planner.getByText('Verlof toegekend')).toBeVisible()
  await expect(request).toHaveCount(0)
  await expect(mine(phone).getByText('toegekend', { exact: true })).toBeVisible()
})

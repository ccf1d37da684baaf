import { signedIn } from './steps'
import { expect, test } from './test'

test('a planner groups the rows, keeps that as a view, finds people and the nearest orders, and goes to a calendar', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'planner')
  const rows = page.locator('[data-board] section[data-row]')
  await page.goto('/planboard')
  await expect(rows.first()).toBeVisible()

  await page.getByRole('button', { name: 'Rijen' }).click()
  await page.getByRole('button', { name: /Rijen groeperen/ }).click()
  await page.getByRole('option', { name: 'Per ploeg' }).click()
  await expect(page).toHaveURL(/group=team/)
  await expect(page.getByRole('listbox')).toHaveCount(0)
  // The list gives the focus back a frame after it is gone.
  await expect(page.getByRole('button', { name: /Rijen groeperen/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const head = page.locator('[data-board] h2 button').first()
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  // Drawn are those in sight.
  const all = await rows.count()

  const name = `Ploegen ${Date.now()}`
  await page.getByRole('button', { name: 'Weergaven' }).click()
  await page.getByRole('button', { name: 'Deze weergave bewaren' }).click()
  await page.getByRole('textbox', { name: 'Naam' }).fill(name)
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await expect(page.getByRole('button', { name })).toBeVisible()

  await head.click()
  await expect(head).toHaveAttribute('aria-expanded', 'false')
  expect(await rows.count()).toBeLessThan(all)
  await page.goto('/planboard?scale=twoweeks')
  await page.getByRole('button', { name: 'Weergaven' }).click()
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page).toHaveURL(/group=team/)
  await expect(page).not.toHaveURL(/scale=/)
  await expect(rows).toHaveCount(all)

  const who = page.getByRole('searchbox', { name: 'Zoek technieker' })
  await who.fill('niemand zo')
  await expect(page.getByText('Geen technieker gevonden')).toBeVisible()
  await page.getByRole('button', { name: 'Iedereen tonen' }).click()
  await expect(rows).toHaveCount(all)

  await page.goto('/planboard?sort=nearest&priority=urgent')
  const backlog = page.locator('[data-backlog]')
  await page.locator('[data-board] [data-visit]').first().focus()
  await expect(backlog.getByText(/Dichtst bij|geen plaats bekend/)).toBeVisible()
  await expect(page).toHaveURL(/near=/)
  const urgent = await backlog.locator('[data-order]').count()
  await backlog.getByRole('button', { name: 'Filter Dringend weghalen' }).click()
  await expect.poll(() => backlog.locator('[data-order]').count()).toBeGreaterThan(urgent)

  const first = rows.first()
  const person = (await first.getAttribute('aria-label')) ?? ''
  await first.getByRole('link', { name: person }).click()
  await expect(page).toHaveURL(/\/calendar\?people=/)
  await expect(page.getByText(person).first()).toBeVisible()
})

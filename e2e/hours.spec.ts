import type { Page } from '@playwright/test'
import type { HoursProject } from './hours-project'
import { beside, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

const makeProject = () => JSON.parse(beside('e2e/hours-project.ts')) as HoursProject

/** Monday of so many weeks ago, in the company's days. */
function monday(weeksAgo: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date())
  const day = new Date(`${today}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) - 7 * weeksAgo)
  return day.toISOString().slice(0, 10)
}

async function choose(page: Page, project: HoursProject): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Opdracht of project' })
  await field.fill(project.name)
  await expect(page.getByRole('option', { name: project.name })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue(`${project.number} · ${project.name}`)
}

test('a member types a week at the desk, copies it, and is refused more than a day has', async ({ browser }) => {
  const project = makeProject()
  const page = await signedIn(browser, project.office)
  const before = monday(2)
  await page.goto(`/hours?week=${before}`)
  await expect(page.getByText('Nog geen uren in deze week')).toBeVisible()
  await page.getByRole('button', { name: 'Regel toevoegen' }).click()
  await choose(page, project)
  await page.getByRole('button', { name: 'Toevoegen', exact: true }).click()

  // Typed as people write hours, with the keys of a table.
  const cells = page.locator('[data-cell]')
  await expect(cells).toHaveCount(7)
  await cells.nth(0).fill('7,5')
  await cells.nth(0).press('ArrowRight')
  await expect(cells.nth(1)).toBeFocused()
  await expect(cells.nth(0)).toHaveValue('7:30')
  await cells.nth(1).fill('7u30')
  await cells.nth(1).press('Enter')
  await expect(page.getByLabel('Bewaard')).toHaveCount(2)
  const total = page.getByRole('row', { name: /^Totaal/ })
  await expect(total).toContainText('15:00')

  await cells.nth(2).fill('25')
  await cells.nth(2).blur()
  await expect(page.getByRole('alert').filter({ hasText: 'Zoveel past niet op één dag' })).toBeVisible()
  await expect(cells.nth(2)).toHaveAttribute('aria-invalid', 'true')
  await cells.nth(2).fill('veel')
  await cells.nth(2).blur()
  await expect(page.getByText('Typ uren als 7,5 of 7:30.')).toBeVisible()
  await cells.nth(2).press('Escape')
  await expect(cells.nth(2)).toHaveValue('')

  await page.keyboard.press('Escape')
  await cells.nth(2).blur()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(new RegExp(`week=${monday(1)}`))
  await page.getByRole('button', { name: 'Kopieer vorige week' }).click()
  await expect(page.getByText(/dag(en)? gekopieerd/).first()).toBeVisible()
  await expect(cells).toHaveCount(7)
  await page.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(page.getByText('15:00')).toHaveCount(0)

  // Kept: what was typed is there after a reload.
  await page.goto(`/hours?week=${before}`)
  await expect(cells.nth(0)).toHaveValue('7:30')
})

test('a technician books on the phone, is warned of the budget, and the clock runs and stops', async ({ browser }) => {
  const project = makeProject()
  const page = await signedIn(browser, project.technician, { viewport: phoneSize, hasTouch: true })
  await page.goto('/')
  await page.getByRole('link', { name: 'Uren' }).click()
  await expect(page).toHaveURL(/\/field\/hours/)
  await page.goto(`/field/hours?week=${monday(1)}`)
  await page.getByRole('button', { name: 'Uren boeken' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, project)
  await dialog.getByLabel('Uren', { exact: true }).last().fill('8:30')
  await dialog.getByLabel('Notitie').fill('Collector geplaatst')
  await dialog.getByRole('button', { name: 'Bewaren' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: new RegExp(`${project.name}.*8:30`) })).toBeVisible()

  // Eight and a half of ten budgeted hours.
  await page.getByRole('button', { name: 'Uren boeken' }).click()
  await choose(page, project)
  await expect(page.getByText('85 % van de begrote uren is gebruikt').last()).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).click()

  await page.goto('/field/hours')
  await page.getByRole('button', { name: 'Klok starten' }).click()
  await choose(page, project)
  await page.getByRole('dialog').getByRole('button', { name: 'Klok starten' }).click()
  await expect(page.getByRole('timer')).toBeVisible()
  beside('e2e/hours-project.ts', project.technician, '2')
  await page.reload()
  await expect(page.getByRole('timer')).toHaveText(/^0:0[23]:/)
  await page.getByRole('button', { name: 'Stoppen' }).click()
  await expect(page.getByText(/^[23] min geboekt$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Klok starten' })).toBeVisible()
})

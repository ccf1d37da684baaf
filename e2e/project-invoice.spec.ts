import { beside, pdfText, signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const name = `Nieuwbouw ${unique}`

test('approved hours of a project come on a concept, become an invoice, and come back when it is credited', async ({
  page,
}) => {
  // Two days of approved hours and an expense of last week, and a day that nobody submitted.
  const projectId = beside('e2e/project-work.ts', name)
  await signIn(page, 'administration')
  const row = page.getByRole('row').filter({ hasText: name })

  await test.step('what can be invoiced of the week, and what stays behind', async () => {
    await page.goto('/invoices/to-invoice')
    await expect(row).toContainText('1.010,00')
    await expect(row).toContainText('Blijft achter: Uren niet ingediend')
    await row.getByRole('button', { name: 'Op concept zetten' }).click()
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  })
  const invoice = new URL(page.url()).pathname

  await test.step('the concept has the hours under their project, gathered', async () => {
    await expect(page.getByRole('textbox', { name: 'Omschrijving' }).first()).toHaveValue(/^Uren werk, week \d+$/)
    await expect(page.getByRole('link', { name: /^PR-/ })).toHaveAttribute('href', `/projects/${projectId}`)
    await page.goto('/unbilled')
    await expect(row.filter({ hasText: 'Staat op een concept' })).toContainText('1.010,00')
    await expect(row.filter({ hasText: 'Uren niet ingediend' })).toContainText('500,00')
  })

  await test.step('final, its PDF has the hours and the totals', async () => {
    await page.goto(invoice)
    await page.getByRole('button', { name: 'Definitief maken en versturen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/F\d{4}-\d{4}/)
    const text = await pdfText(page, `${invoice}/pdf`)
    expect(text).toContain(name)
    expect(text).toContain('16 u')
    expect(text).toContain('€ 1.010,00')
    expect(text).toContain('€ 212,10')
  })

  await test.step('credited, the hours can be invoiced again', async () => {
    await page.getByRole('button', { name: 'Crediteren' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Reden' }).fill('Verkeerde week')
    await dialog.getByRole('button', { name: 'Creditnota maken en versturen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/C\d{4}-\d{4}/)
    await page.goto('/invoices/to-invoice')
    await expect(row).toContainText('1.010,00')
  })

  await test.step('what nobody submitted is invoiced anyway, with a reason that stays', async () => {
    await page.goto('/unbilled')
    await row.filter({ hasText: 'Uren niet ingediend' }).getByRole('button', { name: 'Toch factureren' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('textbox').fill('Klant vraagt de factuur nu')
    await dialog.getByRole('button', { name: 'Toch factureren' }).click()
    await expect(row.filter({ hasText: 'Uren niet ingediend' })).toHaveCount(0)
    await row.filter({ hasText: 'Staat op een concept' }).getByRole('link', { name: 'Concept openen' }).click()
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await expect(page.getByText('Klant vraagt de factuur nu')).toBeVisible()
  })
})

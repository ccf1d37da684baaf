import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { makeVisits, signedIn } from './steps'
import { expect, test } from './test'

test('a final invoice goes to the bookkeeper by mail and folder; what failed says so and is tried again', async ({
  browser,
}) => {
  const folder = process.env.HANDOVER_DIR
  if (!folder) throw new Error('the server has no hand-over folder')
  // A file where the company's folder must come.
  const inTheWay = path.join(folder, 'warmtebrigade')
  writeFileSync(inTheWay, '')
  const customer = `Overdracht ${Date.now().toString(36)}`
  makeVisits({ customer, hasChecklist: false, released: true, price: '120' })
  const office = await signedIn(browser, 'admin')
  const toFolder = office.getByRole('switch', { name: /In de overdrachtmap/ })
  const save = office.getByRole('button', { name: 'Opslaan' })

  await test.step('the bookkeeper gets both', async () => {
    await office.goto('/settings/invoicing')
    await office.getByLabel('Mailen naar').fill('boekhouder@voorbeeld.example')
    if (!(await toFolder.isChecked())) await toFolder.press('Space')
    await save.last().click()
    await expect(office.getByText('Opgeslagen', { exact: true })).toBeVisible()
  })

  let number = ''
  await test.step('an invoice is made final', async () => {
    await office.goto('/invoices?status=concept')
    await office.getByRole('row').filter({ hasText: customer }).click()
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
    const heading = office.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(/F\d{4}-\d{4}/)
    number = /F\d{4}-\d{4}/.exec((await heading.textContent()) ?? '')?.[0] ?? ''
  })

  await test.step('the list says what went where, and what did not; the button tries it again', async () => {
    await office.goto('/settings/invoicing')
    const rows = office.getByRole('row').filter({ hasText: number })
    const byMail = rows.filter({ hasText: 'mail · boekhouder@voorbeeld.example' })
    const byFolder = rows.filter({ hasText: 'map · warmtebrigade' })
    await expect(byMail).toBeVisible({ timeout: 30_000 })
    await expect(byFolder).toBeVisible({ timeout: 30_000 })
    // What the sweep hands over from now on would push both off the first page.
    await office.goto(`/settings/invoicing?before=${uuidv7()}`)
    await expect(byMail).toContainText('bewaard', { timeout: 30_000 })
    await expect(byMail).toContainText(/vandaag \d\d:\d\d/)
    await expect(byFolder).toContainText('mislukt', { timeout: 30_000 })
    await byFolder.scrollIntoViewIfNeeded()
    rmSync(inTheWay)
    // "proberen", or "aanbieden" where the queue itself was just before.
    await byFolder.getByRole('button', { name: /^Opnieuw/ }).click()
    await expect(office.getByText(/^Wordt opnieuw/)).toBeVisible()
    await expect(byFolder).toContainText('overgedragen', { timeout: 30_000 })
  })

  await office.getByLabel('Mailen naar').fill('')
  await toFolder.press('Space')
  await save.last().click()
  await expect(office.getByText('Opgeslagen', { exact: true })).toBeVisible()
})

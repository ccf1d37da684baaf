import type { Page } from '@playwright/test'
import { signedIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const [customer, name] = [`Beheer ${unique}`, `Raamcontract ${unique}`]

const idOf = (page: Page) => page.url().split('/').at(-1) ?? ''

test('a contract with a customer: made, priced, named by a project and its order, changed by two at once', async ({
  browser,
}) => {
  const office = await signedIn(browser, 'administration')

  await test.step('made from the page of its customer', async () => {
    await office.goto('/customers/new')
    await office.locator('input[name=name]').fill(customer)
    await office.locator('input[name=street]').fill('Vaartkom')
    await office.locator('input[name=city]').fill('Leuven')
    await office.getByRole('button', { name: 'Klant aanmaken' }).click()
    await office.waitForURL(/\/customers\/[0-9a-f-]{36}$/)
    await office.getByRole('link', { name: 'Nieuw contract' }).click()
    await office.waitForURL('**/contracts/new?customer=*')
    await office.getByRole('textbox', { name: 'Naam' }).fill(name)
    await office.getByRole('textbox', { name: 'Bestelnummer' }).fill('PO-31')
    await office.getByRole('textbox', { name: 'Stilzwijgend goedgekeurd na' }).fill('10')
    await office.getByRole('button', { name: 'Contract aanmaken' }).click()
    await office.waitForURL(/\/contracts\/[0-9a-f-]{36}$/)
    await expect(office.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(office.getByText('na 10 dagen')).toBeVisible()
  })
  const contractId = idOf(office)

  await test.step('with its own price of an hour, which its history tells', async () => {
    await office.getByRole('button', { name: 'Tarief toevoegen' }).click()
    const dialog = office.getByRole('dialog', { name: 'Tarief toevoegen' })
    await dialog.getByLabel('Tarief per uur').fill('58')
    await dialog.getByRole('button', { name: 'Opslaan' }).click()
    await expect(dialog).toBeHidden()
    await expect(office.getByRole('listitem').filter({ hasText: 'geldt' }).getByText('€ 58,00')).toBeVisible()
    await expect(office.getByText(/maakte een tarief van €\s58,00 per uur/)).toBeVisible()
  })

  await test.step('a fee in advance is due at once, stands in what is to be invoiced, and goes on a concept', async () => {
    await office.getByRole('button', { name: 'Bedrag toevoegen' }).click()
    const dialog = office.getByRole('dialog', { name: 'Vast bedrag toevoegen' })
    await dialog.getByLabel('Omschrijving').fill('Abonnement')
    await dialog.getByLabel('Bedrag per periode').fill('121,50')
    await dialog.getByRole('button', { name: 'Opslaan' }).click()
    await expect(dialog).toBeHidden()
    await expect(office.getByRole('listitem').filter({ hasText: 'te factureren' })).toContainText(
      'te factureren € 121,50',
    )
    await office.goto('/invoices/to-invoice')
    const row = office.getByRole('row', { name: new RegExp(name) })
    await expect(row).toContainText('€ 121,50')
    await row.getByRole('button', { name: 'Op concept zetten' }).click()
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await expect(office.getByRole('textbox', { name: 'Omschrijving' }).first()).toHaveValue(/^Abonnement \(/)
    await expect(office.getByRole('link', { name: /^C-\d{4}-\d{4}$/ })).toHaveAttribute(
      'href',
      `/contracts/${contractId}`,
    )
    await office.goto(`/contracts/${contractId}`)
  })

  await test.step('a project names it, and an order of that project follows', async () => {
    await office.getByRole('link', { name: 'Nieuw project' }).click()
    await office.waitForURL('**/projects/new?*')
    await office.getByRole('textbox', { name: 'Naam' }).fill(`Project ${unique}`)
    await expect(office.getByRole('button', { name: /Contract$/ })).toContainText(name)
    await office.getByRole('button', { name: 'Project aanmaken' }).click()
    await office.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
    await expect(office.getByRole('link', { name: new RegExp(name) })).toBeVisible()
    await expect(office.getByText('PO-31')).toBeVisible()
    await office.getByRole('link', { name: 'Nieuwe opdracht' }).first().click()
    await office.waitForURL('**/orders/new?*')
    await expect(office.getByRole('button', { name: /Contract$/ })).toContainText(name)
    await office.getByRole('textbox', { name: /Wat moet er gebeuren/ }).fill(`Opdracht ${unique}`)
    await office.getByRole('button', { name: /^Opdracht maken/ }).click()
    await office.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
    await expect(office.getByRole('link', { name: new RegExp(name) })).toBeVisible()
  })

  await test.step('it lists what is done under it, and is found by its name', async () => {
    await office.goto(`/contracts?q=${unique}`)
    await office.getByRole('row', { name: new RegExp(name) }).click()
    await office.waitForURL(`**/contracts/${contractId}`)
    await expect(office.getByRole('link', { name: new RegExp(`Project ${unique}`) })).toBeVisible()
    await expect(office.getByRole('link', { name: new RegExp(`Opdracht ${unique}`) })).toBeVisible()
  })

  await test.step('two who change it see both versions', async () => {
    const planner = await signedIn(browser, 'planner')
    await planner.goto(`/contracts/${contractId}`)
    await expect(planner.getByText('Tarieven van dit contract')).toBeHidden()
    const dialogOf = (page: Page) => page.getByRole('dialog', { name: /C-\d{4}-\d{4} wijzigen/ })
    for (const [page, reference] of [
      [office, 'RC-1'],
      [planner, 'RC-2'],
    ] as const) {
      await page.getByRole('button', { name: 'Wijzigen', exact: true }).click()
      await dialogOf(page).getByRole('textbox', { name: 'Referentie' }).fill(reference)
    }
    await dialogOf(planner).getByRole('button', { name: 'Opslaan' }).click()
    await expect(planner.getByRole('definition').filter({ hasText: 'RC-2' })).toBeVisible()
    await dialogOf(office).getByRole('button', { name: 'Opslaan' }).click()
    const both = office.getByRole('dialog', { name: 'Intussen gewijzigd' })
    await expect(both.getByText('RC-1')).toBeVisible()
    await expect(both.getByText('RC-2')).toBeVisible()
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(both).toBeHidden()
    // The other screen hears of it by itself.
    await expect(planner.getByRole('definition').filter({ hasText: 'RC-1' })).toBeVisible()
  })
})

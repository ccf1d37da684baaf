import type { Page } from '@playwright/test'
import { signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const customer = `Toets ${unique}`

/** Types into what has the focus and goes on with Tab, as somebody on the phone does. */
async function typeAndTab(page: Page, text: string) {
  if (text) await page.keyboard.type(text)
  await page.keyboard.press('Tab')
}

test('a customer and an order by keyboard alone within half a minute, then found by street and phone', async ({
  page,
}) => {
  await signIn(page, 'planner')
  await page.goto('/orders/new')
  await expect(page.getByRole('combobox', { name: 'Klant' })).toBeFocused()

  await test.step('customer and order without the mouse', async () => {
    const start = Date.now()
    await page.keyboard.type(customer)
    await expect(page.getByRole('option', { name: /Nieuw/ })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Nieuwe klant' })
    await expect(dialog.getByLabel('Naam')).toBeFocused()
    await page.keyboard.press('Tab')
    await typeAndTab(page, '0470 99 88 77')
    await typeAndTab(page, `toets-${unique}@proef.example`)
    await typeAndTab(page, `Proefstraat${unique}`)
    await typeAndTab(page, '12')
    await typeAndTab(page, '3000')
    await page.keyboard.type('Leuven')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('0470 99 88 77')).toBeVisible()
    const title = page.getByLabel('Wat moet er gebeuren?')
    await expect(title).toBeFocused()
    await page.keyboard.type(`Ketel ${unique} valt uit`)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
    expect(Date.now() - start).toBeLessThan(30_000)
  })

  await test.step('the order page says who, where and what happened', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`Ketel ${unique} valt uit`)
    await expect(page.getByText('aangemaakt', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('link', { name: customer }).first()).toBeVisible()
    await expect(page.getByText(/Opdracht O-\d{4}-\d{4} aangemaakt/)).toBeVisible()
  })

  await test.step('a line, then on hold and taken up again, with the reason on the timeline', async () => {
    await page.getByRole('button', { name: 'Regel toevoegen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Regel toevoegen' })
    await dialog.getByRole('textbox', { name: 'Omschrijving' }).fill('Pakking')
    await dialog.getByRole('textbox', { name: 'Aantal' }).fill('2')
    await dialog.getByRole('textbox', { name: 'Prijs' }).fill('12,50')
    await dialog.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('row', { name: /Pakking/ })).toContainText('25,00')
    await page.getByRole('button', { name: 'Meer' }).last().click()
    await page.getByRole('menuitem', { name: 'In de wacht zetten' }).click()
    await page.getByLabel('Reden').fill('Wacht op onderdeel')
    await page.getByRole('dialog').getByRole('button', { name: 'In de wacht zetten' }).click()
    await expect(page.getByText(/In de wacht door/)).toBeVisible()
    await page.getByRole('button', { name: 'Hervatten' }).first().click()
    await expect(page.getByText(/In de wacht door/)).toBeHidden()
    await expect(page.getByText('“Wacht op onderdeel”')).toBeVisible()
  })

  await test.step('everything finds it: the palette by street, the list by phone, the customers by mail', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(`proefstraat${unique}`)
    await expect(page.getByRole('menuitem', { name: new RegExp(customer) }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await page.goto('/orders?q=0470998877')
    await expect(page.getByText(`Ketel ${unique} valt uit`)).toBeVisible()
    await page.goto(`/customers?q=toets-${unique}`)
    await expect(page.getByText(customer)).toBeVisible()
  })

  await test.step('the same phone number points the customer out', async () => {
    await page.goto('/customers/new')
    await page.getByLabel('Naam').first().fill('Iemand')
    await page.getByLabel('Telefoon').first().fill('+32 470 99 88 77')
    await expect(page.getByText('Deze klant lijkt al te bestaan')).toBeVisible()
    await expect(page.getByRole('status').getByText(customer)).toBeVisible()
  })
})

import { beside, phoneSize, signedIn, signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const name = `Nieuwbouw ${unique}`

/** Hours on a project as the week sheet would book them. */
const bookHours = (projectId: string, minutes: number) => beside('e2e/project-hours.ts', projectId, String(minutes))

test('a project from its first day to its last: made, divided, watched, closed and opened again', async ({
  page,
  browser,
}) => {
  await signIn(page, 'administration')

  await test.step('made for a customer, with what is wrong told beside its field', async () => {
    await page.goto('/projects')
    await page.getByRole('link', { name: 'Nieuw project' }).first().click()
    await page.waitForURL('**/projects/new')
    await page.getByRole('combobox', { name: 'Klant' }).fill('Brouwerij')
    await page.getByRole('option', { name: /De Koperen Ketel/ }).click()
    await page.getByRole('textbox', { name: 'Naam' }).fill(name)
    await page.getByRole('button', { name: /Prijs/ }).click()
    await page.getByRole('option', { name: 'vaste prijs' }).click()
    await page.getByRole('textbox', { name: 'Budget in uren' }).fill('10')
    await page.getByRole('button', { name: 'Project aanmaken' }).click()
    await expect(page.getByText('Vul de vaste prijs in.').first()).toBeVisible()
    await page.getByRole('textbox', { name: 'Vaste prijs' }).fill('4.500,00')
    await page.getByRole('button', { name: 'Project aanmaken' }).click()
    await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(page.getByText(/Project P-\d{4}-\d{4} aangemaakt/).first()).toBeVisible()
  })
  const address = page.url()
  const projectId = address.split('/').at(-1) ?? ''

  await test.step('divided into phases, which together never cost more than the whole', async () => {
    const dialog = page.getByRole('dialog', { name: 'Fase toevoegen' })
    for (const [phase, price] of [
      ['Ruwbouw', '3000'],
      ['Afwerking', '1600'],
    ] as const) {
      await page.getByRole('button', { name: 'Fase toevoegen' }).click()
      await dialog.getByRole('textbox', { name: 'Naam van de fase' }).fill(phase)
      await dialog.getByRole('textbox', { name: 'Vaste prijs' }).fill(price)
      await dialog.getByRole('button', { name: 'Toevoegen' }).click()
      if (phase === 'Afwerking') {
        await expect(dialog.getByText(/kosten meer dan de vaste prijs/).first()).toBeVisible()
        await dialog.getByRole('textbox', { name: 'Vaste prijs' }).fill('1500')
        await dialog.getByRole('button', { name: 'Toevoegen' }).click()
      }
      await expect(dialog).toBeHidden()
      await expect(page.locator('#phases').getByText(phase)).toBeVisible()
    }
    await page.getByRole('button', { name: 'Meer over Afwerking' }).click()
    await page.getByRole('menuitem', { name: 'Afwerking omhoog' }).click()
    await expect(page.locator('#phases li').first()).toContainText('Afwerking')
  })

  await test.step('its budget warns from 80 % on and says when it is over, here and in the list', async () => {
    bookHours(projectId, 479)
    await page.reload()
    await expect(page.getByText('7 u 59 van 10 u')).toBeVisible()
    await expect(page.getByText('bijna op')).toBeHidden()
    bookHours(projectId, 1)
    await page.reload()
    await expect(page.getByText('bijna op').first()).toBeVisible()
    bookHours(projectId, 121)
    await page.goto(`/projects?q=${unique}`)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('over budget')
  })

  await test.step('the palette finds it', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(unique)
    await page.getByRole('menuitem', { name: new RegExp(name) }).click()
    await page.waitForURL(address)
  })

  await test.step('closed it can no longer be changed, until it is opened again with why', async () => {
    await page.getByRole('button', { name: 'Meer', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Project afsluiten' }).click()
    const closing = page.getByRole('alertdialog')
    await expect(closing).toContainText('2 fases zijn nog niet afgerond')
    await closing.getByRole('button', { name: 'Project afsluiten' }).click()
    await expect(page.getByText('afgesloten', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Wijzigen', exact: true })).toBeHidden()
    await page.getByRole('button', { name: 'Meer', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Project heropenen' }).click()
    const reopening = page.getByRole('alertdialog')
    await reopening.getByLabel('Reden').fill('Nog een herstelling')
    await reopening.getByRole('button', { name: 'Project heropenen' }).click()
    await expect(page.getByText('“Nog een herstelling”')).toBeVisible()
  })

  await test.step('an order of the project says so; a technician has no such page', async () => {
    await page.goto(`/orders/new?customer=${await customerOf()}&project=${projectId}`)
    // Its customer is given: their list stays closed and hides nothing.
    await expect(page.getByRole('combobox', { name: 'Klant' })).toHaveAttribute('aria-expanded', 'false')
    await expect(page.getByRole('button', { name: /Project/ })).toContainText(name)
    const phone = await signedIn(browser, 'technician', { viewport: phoneSize })
    expect((await phone.goto(address))?.status()).toBe(404)
    await phone.context().close()
  })

  async function customerOf(): Promise<string> {
    const link = page.getByRole('link', { name: 'Brouwerij De Koperen Ketel' }).first()
    return (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  }
})

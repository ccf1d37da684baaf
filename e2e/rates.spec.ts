import type { Page } from '@playwright/test'
import { bookHours, signedIn } from './steps'
import { expect, test } from './test'

const who = 'Nick Verhelst · Wachten'
const rowOf = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: `Meer voor ${who}` }) })

async function choose(page: Page, menuItem: string): Promise<void> {
  await page.getByRole('button', { name: `Meer voor ${who}` }).click()
  await page.getByRole('menuitem', { name: menuItem, exact: true }).click()
}

test('a rate of one technician beats the general one; it is refused twice, changed by two at once, and removed', async ({
  browser,
}) => {
  const office = await signedIn(browser, 'administration')
  await office.goto('/settings/rates')
  const adding = office.getByRole('dialog', { name: 'Tarief toevoegen' })
  const add = async (price: string) => {
    await office.getByRole('button', { name: 'Tarief toevoegen' }).click()
    await adding.getByRole('combobox', { name: 'Gebruiker' }).fill('Nick')
    await office.getByRole('option', { name: 'Nick Verhelst' }).click()
    await adding.getByRole('button', { name: /Soort uren/ }).click()
    await office.getByRole('option', { name: 'Wachten' }).click()
    await adding.getByLabel('Tarief per uur').fill(price)
    await adding.getByRole('button', { name: 'Opslaan' }).click()
  }

  await test.step('it stands among what names the same', async () => {
    await add('55')
    await expect(adding).toBeHidden()
    await expect(rowOf(office)).toContainText('€ 55,00')
    await expect(rowOf(office)).toContainText('geldt')
  })

  await test.step('the same from the same day is refused beside the day', async () => {
    await add('50')
    await expect(adding.getByText(/Er is al een tarief voor precies hetzelfde/).first()).toBeVisible()
    await adding.getByRole('button', { name: 'Annuleren' }).click()
  })

  await test.step('which rate counts, and which one would without it', async () => {
    const answer = office.getByRole('status').filter({ hasText: 'per uur' })
    await expect(answer).toContainText('€ 62,00')
    await office.getByRole('combobox', { name: 'Gebruiker' }).fill('Nick')
    await office.getByRole('option', { name: 'Nick Verhelst' }).click()
    await office.getByRole('button', { name: /Soort uren/ }).click()
    await office.getByRole('option', { name: 'Wachten' }).click()
    await expect(answer).toContainText('€ 55,00 per uur')
    await expect(answer).toContainText(/per gebruiker \+ soort uren: Nick Verhelst · Wachten, sinds vandaag/i)
    await expect(answer).toContainText('Zonder dit tarief zou gelden: € 62,00')
  })

  await test.step('two who change it see both versions', async () => {
    const owner = await signedIn(browser, 'admin')
    await owner.goto('/settings/rates')
    const changing = (page: Page) => page.getByRole('dialog', { name: 'Tarief wijzigen' })
    for (const [page, price] of [
      [office, '57'],
      [owner, '56'],
    ] as const) {
      await choose(page, 'Wijzigen')
      await changing(page).getByLabel('Tarief per uur').fill(price)
    }
    // Somebody joins meanwhile: the lists of people on these screens change while they stand.
    bookHours()
    await changing(owner).getByRole('button', { name: 'Opslaan' }).click()
    await expect(rowOf(owner)).toContainText('€ 56,00')
    await changing(office).getByRole('button', { name: 'Opslaan' }).click()
    const both = office.getByRole('dialog', { name: 'Intussen gewijzigd' })
    await expect(both.getByText('€ 56,00')).toBeVisible()
    await expect(both.getByText('€ 57,00')).toBeVisible()
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(both).toBeHidden()
    // The other screen hears of it by itself.
    await expect(rowOf(owner)).toContainText('€ 57,00')
  })

  await test.step('removed, it is gone for everybody', async () => {
    await choose(office, 'Weghalen')
    await office.getByRole('alertdialog').getByRole('button', { name: 'Weghalen' }).click()
    await expect(rowOf(office)).toHaveCount(0)
    await expect(office.getByText(/haalde het tarief van €\s57,00 per uur/).first()).toBeVisible()
  })
})

test('hours per day make the week of a technician, who sees them under the own account', async ({ browser }) => {
  const owner = await signedIn(browser, 'admin')
  await owner.goto('/settings/people')
  const open = async () => {
    await owner.getByRole('button', { name: /^Jan Peeters/ }).click()
    return owner.getByRole('dialog', { name: 'Jan Peeters' })
  }
  const dialog = await open()
  for (const [day, hours] of [
    ['ma', '8'],
    ['di', '8'],
    ['do', '7,5'],
  ] as const)
    await dialog.getByRole('textbox', { name: day, exact: true }).fill(hours)
  await dialog.getByRole('textbox', { name: 'vr', exact: true }).fill('6,5')
  await dialog.getByRole('textbox', { name: 'Telefoon' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Werkuren per week' })).toHaveValue('30')
  await dialog.getByRole('button', { name: 'Opslaan' }).click()
  await expect(dialog).toBeHidden()

  const technician = await signedIn(browser, 'technician')
  await technician.goto('/settings/account')
  await expect(technician.getByText('ma 8 · di 8 · wo 0 · do 7,5 · vr 6,5 · za 0 · zo 0 · 30 u per week')).toBeVisible()

  const again = await open()
  await expect(again.getByRole('textbox', { name: 'do', exact: true })).toHaveValue('7,5')
  for (const day of ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'])
    await again.getByRole('textbox', { name: day, exact: true }).fill('')
  await again.getByRole('textbox', { name: 'Telefoon' }).click()
  await again.getByRole('textbox', { name: 'Werkuren per week' }).fill('38')
  await again.getByRole('button', { name: 'Opslaan' }).click()
  await expect(again).toBeHidden()
  await technician.reload()
  await expect(technician.getByText('38 u per week, gelijk verdeeld over maandag tot vrijdag')).toBeVisible()
})

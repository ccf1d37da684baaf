import { signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)

test('an address is found by itself, corrected by a pin, and found again; a colleague leaves from home', async ({
  page,
}) => {
  await signIn(page, 'admin')

  await test.step('a new address shows by itself how well its place is known', async () => {
    await page.goto('/customers/new')
    await page.getByRole('textbox', { name: 'Naam' }).first().fill(`Plaatsen ${unique}`)
    await page.getByRole('button', { name: 'Klant aanmaken' }).click()
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}/)
    await page.getByRole('button', { name: 'Adres toevoegen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Adres toevoegen' })
    await dialog.getByRole('textbox', { name: 'Straat' }).fill('Tiensevest')
    await dialog.getByRole('textbox', { name: 'Postcode' }).fill('3000')
    await dialog.getByRole('textbox', { name: 'Plaats', exact: true }).fill('Nergenshuizen')
    await dialog.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(page.getByText('plaats niet gevonden')).toBeVisible({ timeout: 15_000 })
  })

  const sites = page.locator('#sites')
  const dialog = page.getByRole('dialog', { name: 'Plaats op de kaart' })
  await test.step('a pin by hand, both numbers pasted at once, and taken back', async () => {
    await sites.getByRole('button', { name: 'Plaats op de kaart' }).click()
    await dialog.getByRole('textbox', { name: 'Lengtegraad' }).fill('abc')
    await dialog.getByRole('textbox', { name: 'Breedtegraad' }).fill('noord')
    await dialog.getByRole('button', { name: 'Pin zetten' }).click()
    await expect(dialog.getByText('Vul graden in').first()).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Breedtegraad' }).fill('50,8798, 4,7005')
    await expect(dialog.getByRole('textbox', { name: 'Lengtegraad' })).toHaveValue('4,7005')
    await dialog.getByRole('button', { name: 'Pin zetten' }).click()
    await expect(dialog).toBeHidden()
    await expect(sites.getByText('plaats niet gevonden')).toBeHidden()
    await expect(sites.getByRole('link', { name: /Tiensevest/ })).toHaveAttribute('href', /mlat=50\.8798&mlon=4\.7005/)
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(sites.getByText('plaats niet gevonden')).toBeVisible({ timeout: 15_000 })
  })

  await test.step('a mended address is found', async () => {
    await sites.getByRole('button', { name: 'Wijzigen' }).click()
    const edit = page.getByRole('dialog', { name: 'Adres wijzigen' })
    await edit.getByRole('textbox', { name: 'Plaats', exact: true }).fill('Leuven')
    await edit.getByRole('button', { name: 'Opslaan' }).click()
    await sites.getByRole('button', { name: 'Plaats op de kaart' }).click()
    await expect(dialog.getByText('op de gemeente')).toBeVisible({ timeout: 15_000 })
  })

  await test.step('who leaves from home needs an address there', async () => {
    await page.goto('/settings/people')
    await page
      .getByRole('button', { name: /Tom Willems/ })
      .first()
      .click()
    const person = page.getByRole('dialog', { name: 'Tom Willems' })
    await person.getByRole('button', { name: /Vertrekt van/ }).click()
    await page.getByRole('option', { name: 'thuis' }).click()
    await person.getByRole('button', { name: 'Opslaan' }).click()
    await expect(person.getByText('Vul het thuisadres in').first()).toBeVisible()
    await person.getByRole('button', { name: 'Annuleren' }).click()
  })
})

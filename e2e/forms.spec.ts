import { signedIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const type = `Keuring ${unique}`
const question = 'Wanneer is de tank laatst gereinigd?'
const help = 'Het jaar volstaat; het staat op de sticker.'

test('a company adds its own question with help: asked on the public form, missed beside the field, answered on the order', async ({
  browser,
  page,
}) => {
  const office = await signedIn(browser, 'admin')

  await test.step('the question is made and published in the settings', async () => {
    await office.goto('/settings/order-types')
    await office.getByRole('button', { name: 'Nieuw opdrachttype' }).click()
    await office.getByRole('dialog').getByLabel('Naam').fill(type)
    await office.getByRole('dialog').getByRole('button', { name: 'Verdergaan' }).click()
    await office.getByRole('tab', { name: /Aanvraagformulier/ }).click()
    await office.getByRole('button', { name: 'Vraag toevoegen' }).click()
    await office.getByRole('button', { name: 'Publiceren' }).click()
    await expect(office.getByText('Geef de vraag een naam in het Nederlands.')).toBeVisible()
    await office.getByLabel('Vraag in het Nederlands').fill(question)
    await office.getByRole('checkbox', { name: 'Verplicht' }).check({ force: true })
    await office.getByText('Andere talen en uitleg').click()
    await office.getByLabel('Uitleg in het Nederlands').fill(help)
    const preview = office.getByRole('complementary', { name: 'Zo ziet het eruit op de telefoon' })
    await expect(preview.getByText(help)).toBeVisible()
    await office.getByRole('button', { name: 'Publiceren' }).click()
    await expect(office.getByText('Versie 1 geldt vanaf nu.')).toBeVisible()
  })

  let number = ''
  await test.step('the public form asks it with its help, and says beside it that it was skipped', async () => {
    const href = await office.getByRole('link', { name: 'Het openbare formulier bekijken' }).getAttribute('href')
    await page.goto(`${href}&lang=nl`)
    await page.waitForLoadState('networkidle')
    const field = page.getByLabel(question)
    await expect(field).toHaveAccessibleDescription(new RegExp(help))
    await page.getByLabel('Wat is er aan de hand?').fill('Keuring van de stookolietank')
    await page.getByLabel('Naam').fill(`Tank ${unique}`)
    await page.getByLabel('E-mail').fill(`tank-${unique}@vreemd.example`)
    await page.getByLabel('Telefoon').fill('0478 11 22 33')
    await page.getByLabel('Straat').fill('Proefstraat')
    await page.getByLabel('Nummer', { exact: false }).first().fill('7')
    await page.getByLabel('Postcode').fill('3000')
    await page.getByLabel('Gemeente').fill('Leuven')
    const send = page.getByRole('button', { name: 'Aanvraag versturen' })
    await expect(async () => {
      await send.click()
      await expect(field).toHaveAccessibleDescription(/Vul dit in\./, { timeout: 2000 })
    }).toPass()
    await expect(field).toBeFocused()
    await field.fill('2019')
    await send.click()
    await expect(page.getByRole('heading', { name: /aanvraag is verstuurd/i })).toBeVisible()
    number = ((await page.getByText(/Nummer A-/).textContent()) ?? '').replace('Nummer ', '')
  })

  await test.step('accepted, the answer stands on the order', async () => {
    await office.goto('/requests?status=open,unconfirmed')
    const panel = office.getByRole('complementary', { name: `Tank ${unique}` })
    await expect(async () => {
      await office.getByText(number).first().click()
      await expect(panel).toBeVisible({ timeout: 5000 })
    }).toPass()
    await expect(panel.getByText(question)).toBeVisible()
    await panel.getByRole('button', { name: /Aanvaarden/ }).click()
    await office.getByRole('button', { name: 'Opdracht openen' }).click()
    await office.waitForURL(/\/orders\/.+/)
    await expect(office.getByText(question)).toBeVisible()
    await expect(office.getByText('2019', { exact: true })).toBeVisible()
  })

  // Other journeys choose from the form as it was.
  await office.goto('/settings/order-types')
  await office.getByRole('button', { name: `Archiveren: ${type}` }).click()
  await expect(office.getByText(`${type} is gearchiveerd`)).toBeVisible()
})

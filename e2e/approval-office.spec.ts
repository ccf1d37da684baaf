import { beside as besideApp, opened, phoneSize, signIn } from './steps'
import { expect, test } from './test'

const unique = `office${Date.now().toString(36)}`

/** What stands beside the app: hours that were offered, and what was mailed. */
function beside<Told>(verb: 'make' | 'link' | 'links', argument: string): Told {
  return JSON.parse(besideApp('e2e/approval-setup.ts', verb, argument)) as Told
}

test('the office sees that a link was opened, and reminds in words that it writes on the spot', async ({
  page,
  browser,
}) => {
  const made = beside<{ requestId: string; projectId: string; email: string }>('make', unique)
  const { path } = beside<{ path: string }>('link', made.email)
  const customer = await opened(browser, { viewport: phoneSize })
  await customer.goto(path)
  await expect(customer.getByRole('heading', { level: 1 })).toContainText(unique)
  await customer.context().close()

  await signIn(page, 'administration')
  await page.goto(`/approvals?project=${made.projectId}`)
  const row = page.getByRole('row', { name: new RegExp(unique) })
  await expect(row).toContainText('1 keer geopend')
  await row.click()
  const panel = page.getByRole('complementary', { name: `Verbouwing ${unique}` })
  await expect(panel).toContainText('mailscanner')
  await panel.getByRole('button', { name: 'Herinneren' }).click()

  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Deze uren van De Warmtebrigade wachten nog op uw antwoord.')
  await dialog.getByRole('button', { name: 'Nieuw sjabloon' }).click()
  await dialog.getByRole('textbox', { name: /^Naam/ }).fill(`Kort ${unique}`)
  await dialog.getByLabel('Onderwerp (NL)').fill('Nog open: {nummer}')
  await dialog.getByLabel('Tekst (NL)').fill('Dag {name},\n\n{project} wacht nog op u.')
  await expect(dialog.getByRole('region', { name: 'Voorbeeld van de mail' })).toContainText(
    `Verbouwing ${unique} wacht nog op u.`,
  )
  await dialog.getByRole('button', { name: 'Opslaan' }).click()
  await expect(dialog).toContainText('Dit kan niet ingevuld worden: {nummer}')
  await dialog.getByLabel('Onderwerp (NL)').fill('Nog open: {number}')
  await dialog.getByRole('button', { name: 'Opslaan' }).click()
  await expect(dialog.getByRole('region', { name: 'Voorbeeld van de mail' })).toContainText('Nog open: G-')
  await dialog.getByRole('button', { name: '1 verzoek herinneren' }).click()
  await expect(panel).toContainText('Nog open: G-')
  await expect(row).toContainText('1 keer herinnerd')

  await page.setViewportSize(phoneSize)
  await page.goto('/settings/approvals')
  await expect(page.getByRole('button', { name: new RegExp(`^Kort ${unique}`) })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phoneSize.width)
  await page.getByRole('button', { name: `Sjabloon “Kort ${unique}” weggooien` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Weggooien' }).click()
  await expect(page.getByRole('button', { name: new RegExp(`^Kort ${unique}`) })).toBeHidden()
})

test('of several reminders each mail is looked at before they go', async ({ page }) => {
  const names = [`eerst${unique}`, `tweede${unique}`]
  for (const name of names) beside('make', name)
  await signIn(page, 'administration')
  await page.goto('/approvals?status=open')
  // By keyboard: other journeys add rows above these, and a pointer would meet another row than it went to.
  for (const name of names) {
    const choice = page.getByRole('row', { name: new RegExp(name) }).getByRole('checkbox')
    await choice.press(' ')
    await expect(choice).toBeChecked()
  }
  await page.getByRole('button', { name: '2 verzoeken herinneren' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`Klant ${names[1]}`)
  await expect(dialog.getByRole('button', { name: 'Vorige mail' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Volgende mail' }).click()
  await expect(dialog).toContainText(/2 van 2: G-/)
  await expect(dialog).toContainText(`Klant ${names[0]}`)
  await expect(dialog.getByRole('button', { name: 'Volgende mail' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Vorige mail' }).click()
  await expect(dialog).toContainText(`Klant ${names[1]}`)
  await dialog.getByRole('button', { name: '2 verzoeken herinneren' }).click()
  await expect(page.getByText('2 herinneringen verstuurd')).toBeVisible()
  for (const name of names)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('1 keer herinnerd')
})

test('who withdraws a request that somebody reminded of meanwhile sees that first, and withdraws nothing', async ({
  page,
}) => {
  const name = `laat${unique}`
  const made = beside<{ requestId: string; projectId: string; email: string }>('make', name)
  await signIn(page, 'administration')
  await page.goto(`/approvals?project=${made.projectId}`)
  const row = page.getByRole('row', { name: new RegExp(name) })
  await row.click()
  const panel = page.getByRole('complementary', { name: `Verbouwing ${name}` })
  await panel.getByRole('button', { name: 'Intrekken' }).click()
  const asking = page.getByRole('alertdialog')
  await asking.getByRole('textbox').fill('Verkeerde week')
  // A colleague, on another screen.
  beside('links', made.requestId)
  await asking.getByRole('button', { name: 'Intrekken' }).click()
  const meanwhile = page.getByRole('dialog', { name: /intussen/i })
  await expect(meanwhile).toContainText(`Herinnering 1 verstuurd aan ${made.email}`)
  await meanwhile.getByRole('button', { name: 'Sluiten' }).last().click()
  await expect(row).toContainText('1 keer herinnerd')
  await panel.getByRole('button', { name: 'Intrekken' }).click()
  await asking.getByRole('textbox').fill('Verkeerde week')
  await asking.getByRole('button', { name: 'Intrekken' }).click()
  await expect(row).toContainText(/ingetrokken/i)
})

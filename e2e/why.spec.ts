import { beside, phoneSize, signedIn } from './steps'
import { expect, test } from './test'
import type { WhyWork } from './why-work'

const unique = Date.now().toString(36)

const makeWork = (name: string) => JSON.parse(beside('e2e/why-work.ts', name)) as WhyWork

test('what is not invoiced is solved from its own screen: PO number, offer, reminders, next invoice, and an export', async ({
  browser,
}) => {
  const { customerId } = makeWork(unique)
  const page = await signedIn(browser, 'administration')
  const rows = page.getByRole('row').filter({ hasText: unique })
  const reason = (text: string) => rows.filter({ hasText: text })
  await page.goto(`/unbilled?by=customer&in=${customerId}`)

  await test.step('one customer of all, with its three reasons', async () => {
    await expect(page.getByRole('button', { name: new RegExp(`Klant ${unique}`) })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await expect(rows).toHaveCount(3)
    await expect(page.locator('tfoot')).toContainText('1.500,00')
  })

  await test.step('the PO number clears its reason, and can be taken back', async () => {
    await reason('Bestelnummer ontbreekt').getByRole('button', { name: 'Nummer invullen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('PO-2026-77')
    await dialog.getByRole('button', { name: 'Opslaan' }).click()
    await expect(reason('Nog op geen concept')).toHaveCount(1)
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(reason('Bestelnummer ontbreekt')).toHaveCount(1)
    await reason('Bestelnummer ontbreekt').getByRole('button', { name: 'Nummer invullen' }).press('Enter')
    await dialog.getByRole('textbox').fill('PO-2026-78')
    await dialog.getByRole('textbox').press('Enter')
    await reason('Nog op geen concept').getByRole('button', { name: 'Op concept zetten' }).click()
    await expect(reason('Staat op een concept')).toHaveCount(1)
  })

  await test.step('offered to the customer, who is reminded', async () => {
    await reason('Nog aan de klant voor te leggen').getByRole('button', { name: 'Voorleggen' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('region', { name: 'Voorbeeld van de mail' })).toContainText(`Gevel ${unique}`)
    await dialog.getByRole('button', { name: 'Aanbieden', exact: true }).click()
    await expect(reason('Wacht op de klant')).toHaveCount(1)
    await reason('Wacht op de klant').getByRole('button', { name: 'Klant herinneren' }).click()
    await expect(reason('Wacht op de klant')).toContainText('1 keer herinnerd')
  })

  await test.step('the same on a phone: everybody who holds something up is reminded once', async () => {
    const phone = await signedIn(browser, 'administration', { viewport: phoneSize, hasTouch: true })
    await phone.goto(`/unbilled?by=customer&in=${customerId}`)
    await phone.getByRole('button', { name: '1 collega herinneren' }).click()
    await expect(phone.getByText('Herinnering verstuurd')).toBeVisible()
    await phone
      .getByRole('row')
      .filter({ hasText: 'Uren niet ingediend' })
      .getByRole('button', { name: 'Herinneren' })
      .click()
    await expect(phone.getByText('Kreeg vandaag al een herinnering')).toBeVisible()
  })

  await test.step('the days from work to invoice, and the workbook of what is shown', async () => {
    await page.getByRole('button', { name: 'Doorlooptijd' }).click()
    await expect(page.getByRole('dialog')).toContainText(`Klant ${unique}`)
    await page.keyboard.press('Escape')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Excel' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^nog-niet-gefactureerd-\d{4}-\d{2}-\d{2}\.xlsx$/)
  })
})

test('an order that its customer must see is offered in chosen words, and billed anyway with why', async ({
  browser,
}) => {
  const name = `bon${unique}`
  const order = JSON.parse(beside('e2e/approval-setup.ts', 'ready', name)) as {
    orderId: string
    number: string
    customerId: string
  }
  const page = await signedIn(browser, 'administration')
  const row = page.getByRole('row').filter({ hasText: name })
  await page.goto(`/unbilled?by=customer&in=${order.customerId}`)

  await test.step('its reason can be read whole on a desk', async () => {
    const words = row.getByText('Opdracht nog voor te leggen')
    await expect(words).toBeVisible()
    const isWhole = (node: HTMLElement | SVGElement) =>
      node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight
    expect(await words.evaluate(isWhole)).toBe(true)
  })

  await test.step('offered from its row, after a look at the mail', async () => {
    await row.getByRole('button', { name: 'Voorleggen' }).click()
    const dialog = page.getByRole('dialog', { name: `Opdracht ${order.number} aanbieden aan de klant` })
    await expect(dialog.getByRole('region', { name: 'Voorbeeld van de mail' })).toContainText(`Ketel ${name}`)
    await dialog.getByRole('button', { name: 'Aanbieden', exact: true }).click()
    await expect(row).toContainText('Opdracht wacht op de klant')
  })

  await test.step('billed although the customer said nothing, with a reason that is asked for', async () => {
    await row.getByRole('button', { name: 'Toch factureren' }).click()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog).toContainText(order.number)
    await dialog.getByRole('textbox', { name: /Waarom nu al/ }).fill('Telefonisch akkoord')
    await dialog.getByRole('button', { name: 'Toch factureren' }).click()
    await expect(row).toContainText('Staat op een concept')
    await row.getByRole('link', { name: 'Concept openen' }).click()
    await expect(page.getByText('Telefonisch akkoord').first()).toBeVisible()
  })
})

test('an order is offered from the control in the same dialog', async ({ browser }) => {
  const name = `nazicht${unique}`
  const order = JSON.parse(beside('e2e/approval-setup.ts', 'unchecked', name)) as { orderId: string; number: string }
  const page = await signedIn(browser, 'administration')
  await page.goto(`/control?order=${order.orderId}`)
  await page.getByRole('button', { name: 'Aanbieden aan klant' }).click()
  const dialog = page.getByRole('dialog', { name: `Opdracht ${order.number} aanbieden aan de klant` })
  await expect(dialog.getByRole('region', { name: 'Voorbeeld van de mail' })).toContainText(`Ketel ${name}`)
  await dialog.getByRole('button', { name: 'Aanbieden', exact: true }).click()
  await expect(page.getByText('1 verzoek verstuurd')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Aanbieden aan klant' })).toBeHidden()
})

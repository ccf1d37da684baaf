import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { signedIn, signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const customer = `Factuurproef ${unique}`

/** The text of an invoice's PDF as it is served, read with the session of the page. */
async function pdfText(page: Page, invoice: string): Promise<string> {
  const reply = await page.request.get(`${invoice}/pdf`)
  expect(reply.headers()['content-type']).toBe('application/pdf')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reply.body())), { mergePages: true })
  return text.replaceAll('\u00a0', ' ')
}

test('a concept is corrected beside its PDF, finalized, mailed, paid in part and credited', async ({ page }) => {
  await signIn(page, 'administration')
  await page.goto('/invoices?status=concept')
  // The oldest, of the demo: the newer ones are other journeys'.
  await page.getByRole('row').filter({ hasText: 'concept' }).last().getByRole('link').first().click()
  await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = new URL(page.url()).pathname
  const save = page.getByText('Alles opgeslagen')

  await test.step('correct the first line and add one; the PDF follows', async () => {
    await page.getByRole('button', { name: /Taal$/ }).click()
    await page.getByRole('option', { name: 'Nederlands' }).click()
    await page.getByRole('textbox', { name: 'Bestelnummer van de klant' }).fill(`PO-${unique}`)
    await page.getByRole('textbox', { name: 'Tekst bovenaan' }).fill(customer)
    await page.getByRole('button', { name: 'Regel toevoegen' }).click()
    await page.getByRole('textbox', { name: 'Omschrijving' }).last().fill(`Afvoer oude ketel ${unique}`)
    await page.getByRole('textbox', { name: 'Prijs' }).last().fill('100')
    await page.keyboard.press('Tab')
    await expect(save).toBeVisible()
    const text = await pdfText(page, invoice)
    expect(text).toContain('Concept')
    expect(text).toContain(customer)
    expect(text).toContain(`Afvoer oude ketel ${unique}`)
  })

  let number = ''
  await test.step('finalize: a number, a frozen PDF with lines and totals', async () => {
    const gross = await page.locator('dl').getByText(/^€/).last().textContent()
    await page.getByRole('button', { name: 'Definitief maken en versturen' }).click()
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(/F\d{4}-\d{4}/)
    number = /F\d{4}-\d{4}/.exec((await heading.textContent()) ?? '')?.[0] ?? ''
    await expect(page.getByText('verstuurd', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    const text = await pdfText(page, invoice)
    expect(text).toContain(number)
    expect(text).toContain(`Afvoer oude ketel ${unique}`)
    expect(text).toMatch(/\+\+\+\d{3}\/\d{4}\/\d{5}\+\+\+/)
    if (gross) expect(text).toContain(gross.replaceAll('\u00a0', ' '))
  })

  await test.step('the mail stands in the outbox with its attachment', async () => {
    await page.goto('/settings/outbox')
    await page.getByText(new RegExp(number)).first().click()
    await expect(page.getByText(`${number}.pdf`, { exact: true })).toBeVisible()
  })

  await test.step('a part is paid', async () => {
    await page.goto(invoice)
    await page.getByRole('button', { name: 'Betaling registreren' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Bedrag').fill('10')
    await dialog.getByRole('button', { name: 'Betaling registreren' }).click()
    await expect(page.getByText('deels betaald').first()).toBeVisible()
  })

  await test.step('credited: the lines can be billed again', async () => {
    await page.getByRole('button', { name: 'Crediteren' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Reden' }).fill('Verkeerde prijs')
    await dialog.getByRole('button', { name: 'Creditnota maken en versturen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/C\d{4}-\d{4}/)
    const note = await pdfText(page, new URL(page.url()).pathname)
    expect(note).toContain('Creditnota')
    expect(note).toContain(number)
    await page.goto(invoice)
    await expect(page.getByText('gecrediteerd', { exact: true }).first()).toBeVisible()
    await page.goto('/invoices/to-invoice')
    await expect(page.getByRole('button', { name: 'Concept maken' }).first()).toBeVisible()
  })
})

test('a technician and another company find no invoices', async ({ browser }) => {
  const invoicesOf = async (page: Page): Promise<string[]> =>
    (await (await page.request.get('/invoices/data')).json()).rows.map(({ id }: { id: string }) => id)
  const technician = await signedIn(browser, 'technician')
  expect((await technician.request.get('/invoices/data')).status()).toBe(404)
  const theirs = await invoicesOf(await signedIn(browser, 'administration'))
  expect(theirs.length).toBeGreaterThan(0)
  const other = await signedIn(browser, 'jan@voorbeeldinstallatie.example')
  const own = await invoicesOf(other)
  expect(own.filter((id) => theirs.includes(id))).toEqual([])
  await other.goto(`/invoices/${theirs[0]}`)
  await expect(other.getByRole('heading', { name: 'Niet gevonden' })).toBeVisible()
  expect((await other.request.get(`/invoices/${theirs[0]}/pdf`)).status()).toBe(404)
})

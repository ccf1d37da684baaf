import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { draw, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

/** What happens when the work does not end in one go, and when several orders come on one invoice. */
const unique = Date.now().toString(36)

/** A visit from leaving to the signature; `left` is what remains to be done. */
async function execute(phone: Page, visitId: string, left = ''): Promise<void> {
  await phone.goto(`/field/visits/${visitId}`)
  await phone.waitForLoadState('networkidle')
  await phone.getByRole('button', { name: /^Vertrek/ }).click()
  await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await phone.waitForURL(/\/close$/)
  await phone.waitForLoadState('networkidle')
  if (left) {
    await phone.getByRole('radio', { name: /Gedeeltelijk/ }).check({ force: true })
    await phone.getByLabel('Wat moet er nog gebeuren?').fill(left)
  }
  await phone.getByLabel('Naam van wie tekent').fill('Mevrouw Proef')
  await draw(phone)
  await phone.getByRole('button', { name: left ? 'Afronden, rest inplannen' : 'Werk afronden' }).click()
  await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
}

async function openControl(office: Page, orderId: string, number: string): Promise<void> {
  await office.goto(`/control?order=${orderId}`)
  await office.waitForLoadState('networkidle')
  await expect(office.getByRole('heading', { name: new RegExp(number) })).toBeVisible()
}

test('partly done goes back to the planner with what is left; sent back by administration it does so again', async ({
  browser,
}) => {
  const made = makeVisits({ customer: `Deels ${unique}`, hasChecklist: false, visits: 2, price: '120' })
  const [partly, whole] = made.visits
  if (!partly || !whole) throw new Error('no visits')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const planner = await signedIn(browser, 'planner')
  const inBacklog = (number: string) => planner.locator(`[data-backlog] [data-number="${number}"]`)

  await test.step('what is left stands on the card in the backlog', async () => {
    await execute(phone, partly.visitId, 'Expansievat nog vervangen')
    await planner.goto(`/planboard?q=${partly.number}`)
    await expect(inBacklog(partly.number)).toContainText('Expansievat nog vervangen')
    await planner.goto(`/orders/${partly.orderId}`)
    await expect(planner.getByText('Expansievat nog vervangen').first()).toBeVisible()
  })

  await test.step('a signed order is sent back with what is missing, and leaves the queue', async () => {
    await execute(phone, whole.visitId)
    const office = await signedIn(browser, 'administration')
    await openControl(office, whole.orderId, whole.number)
    await office.getByRole('button', { name: /^Terug naar planning/ }).click()
    const dialog = office.getByRole('alertdialog')
    await dialog.getByLabel('Wat moet er nog gebeuren?').fill('Rookgasmeting ontbreekt')
    await dialog.getByRole('button', { name: 'Terug naar planning' }).click()
    await expect(office.getByText(`${whole.number} staat terug in de orderbak.`)).toBeVisible()
    await planner.goto(`/planboard?q=${whole.number}`)
    await expect(inBacklog(whole.number)).toContainText('Rookgasmeting ontbreekt')
    // What was done and signed stays.
    await planner.goto(`/orders/${whole.orderId}`)
    await expect(planner.getByText(/Werkrapport/).first()).toBeVisible({ timeout: 60_000 })
  })
})

test('two orders of a customer who wants one invoice are collected, with a subtotal each', async ({ browser }) => {
  const customer = `Samen ${unique}`
  const made = makeVisits({ customer, hasChecklist: false, visits: 2, grouping: 'customer', price: '150' })
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  for (const { visitId } of made.visits) await execute(phone, visitId)
  const office = await signedIn(browser, 'administration')
  for (const { orderId, number } of made.visits) {
    await openControl(office, orderId, number)
    await office.getByRole('button', { name: /^Vrijgeven/ }).click()
    await expect(office.getByText(`${number} is vrijgegeven`)).toBeVisible()
  }
  await office.goto('/invoices?status=concept')
  const concepts = office.getByRole('row').filter({ hasText: customer })
  await expect(concepts).toHaveCount(1)
  await concepts.click()
  await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = new URL(office.url()).pathname
  await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
  await expect(office.getByRole('heading', { level: 1 })).toContainText(/F\d{4}-\d{4}/)
  await expect(office.getByText('verstuurd', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  const reply = await office.request.get(`${invoice}/pdf`)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reply.body())), { mergePages: true })
  for (const { number } of made.visits) expect(text).toContain(`Subtotaal ${number}`)
  for (const { orderId } of made.visits) {
    await office.goto(`/orders/${orderId}`)
    await expect(office.getByText('gefactureerd').first()).toBeVisible()
  }
})

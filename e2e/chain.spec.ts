import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import sharp from 'sharp'
import { extractText, getDocumentProxy } from 'unpdf'
import { demoFacts, draw, listening, opened, phoneSize, signInByForm } from './steps'
import { expect, test } from './test'

/** From request to final invoice, as four people and a customer: steps 3 to 10 of the chain in one story. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(240_000)

const unique = Date.now().toString(36)
const customer = {
  name: `Ketting ${unique}`,
  email: `ketting-${unique}@klant.example`,
  // Nobody else's, or the office is offered the customer of an earlier run.
  phone: `0478 ${String(Date.now()).slice(-6)}`,
}
/** Somebody with a browser of their own, who comes in by the form. */
async function arrived(browser: Browser, who: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await opened(browser, options)
  await signInByForm(page, who)
  return page
}

/** Whoever has no visit running at this hour: who has must end that first. */
let technician = { name: '', email: '' }
let number = ''
let orderPath = ''

/** Opens the newest mail whose subject and recipient have these words, as administration reads the outbox. */
async function openMail(page: Page, ...words: (RegExp | string)[]): Promise<void> {
  await expect(async () => {
    await page.goto('/settings/outbox')
    const rows = words.reduce((found, hasText) => found.filter({ hasText }), page.getByRole('row'))
    await rows.first().click({ timeout: 3000 })
    await page.waitForURL(/settings\/outbox\/.+/, { timeout: 5000 })
  }).toPass({ timeout: 60_000 })
}

test.beforeAll(() => {
  const [first] = demoFacts().free
  if (!first) throw new Error('every technician of the demo has a clock running at this hour')
  technician = first
})

const photo = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#46625a' } })
    .jpeg()
    .toBuffer()

test('a customer asks, confirms by mail, and the office accepts with answers and photo', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'nl-BE' })).newPage()
  await page.goto('/request/warmtebrigade?lang=nl')
  await page.waitForLoadState('networkidle')
  await expect(async () => {
    await page.getByRole('radio', { name: 'Storing' }).check()
    await expect(page.getByLabel('Waarover gaat het?')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.getByLabel('Wat is er aan de hand?').fill('Ketel slaat af na vijf minuten')
  await page.getByLabel('Waarover gaat het?').selectOption({ label: 'Ketel of brander' })
  await page.getByLabel('Naam').fill(customer.name)
  await page.getByLabel('E-mail').fill(customer.email)
  await page.getByLabel('Telefoon').fill(customer.phone)
  await page.getByLabel('Straat').fill('Ketelstraat')
  await page.getByLabel('Nummer', { exact: false }).first().fill('7')
  await page.getByLabel('Postcode').fill('3000')
  await page.getByLabel('Gemeente').fill('Leuven')
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'ketel.jpg', mimeType: 'image/jpeg', buffer: await photo() }])
  await expect(async () => {
    await page.getByRole('button', { name: 'Aanvraag versturen' }).click()
    await expect(page.getByRole('heading', { name: /aanvraag is verstuurd/i })).toBeVisible({ timeout: 4000 })
  }).toPass({ timeout: 60_000 })

  const office = await arrived(browser, 'administration')
  await openMail(office, customer.email, 'Bevestig uw aanvraag')
  const link = /\/request-confirmation\/[\w-]{43}/.exec(await office.content())?.[0] ?? ''
  expect(link).not.toBe('')
  await page.goto(link)
  await page.getByRole('button', { name: /bevestigen/ }).click()
  await expect(page.getByRole('heading', { name: /Ontvangen/ })).toBeVisible()

  const planner = await arrived(browser, 'planner')
  await planner.goto('/requests')
  await planner.getByText(customer.name).first().click()
  const panel = planner.getByRole('complementary', { name: customer.name })
  await expect(panel.getByText('Ketel of brander')).toBeVisible()
  await panel.getByRole('button', { name: /Aanvaarden/ }).click()
  await planner.getByRole('button', { name: 'Opdracht openen' }).click()
  await planner.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  orderPath = new URL(planner.url()).pathname
  number = /O-\d{4}-\d{4}/.exec(await planner.content())?.[0] ?? ''
  expect(number).not.toBe('')
  await expect(planner.getByText('Ketel of brander').first()).toBeVisible()
  await expect(planner.getByRole('link', { name: 'ketel.jpg' })).toBeVisible()
})

test('a planner drags it onto a technician, and the customer hears when', async ({ browser }) => {
  const planner = await arrived(browser, 'planner')
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await planner.goto(`/planboard?scale=day&date=${day}&q=${number}`)
  const card = planner.locator(`[data-backlog] [data-number="${number}"]`)
  await expect(card).toBeVisible()
  await planner.waitForLoadState('networkidle').catch(() => undefined)
  await card.scrollIntoViewIfNeeded()
  const row = planner.getByRole('region', { name: technician.name, exact: true })
  await row.scrollIntoViewIfNeeded()
  // Away from the edge, where a drag scrolls the board along.
  await planner.locator('[data-board]').evaluate((board) => board.scrollTo({ left: board.scrollWidth }))
  const [from, to, labels] = [
    await card.boundingBox(),
    await row.boundingBox(),
    planner.locator('[data-board] .sticky span.absolute'),
  ]
  const [first, second] = [await labels.nth(0).boundingBox(), await labels.nth(1).boundingBox()]
  if (!from || !to || !first || !second) throw new Error('the board is not drawn')
  const firstHour = Number(((await labels.nth(0).textContent()) ?? '').slice(0, 2))
  await planner.mouse.move(from.x + 16, from.y + from.height / 2)
  await planner.mouse.down()
  await planner.mouse.move(from.x + 26, from.y + from.height / 2 + 4, { steps: 3 })
  const x = first.x + (17 - firstHour) * (second.x - first.x) + 2
  await planner.mouse.move(x, to.y + to.height / 2, { steps: 12 })
  await expect(planner.locator('[data-drag-words]')).toContainText('17:00–')
  await planner.mouse.up()
  const block = row.locator(`[data-number="${number}"]`)
  const question = planner.getByRole('alertdialog')
  await expect(block.or(question).first()).toBeVisible()
  // The day before a weekend, tomorrow is a day off: the board asks why.
  if (await question.isVisible()) {
    await question.getByRole('textbox').fill('Zonder verwarming kan het niet wachten')
    await question.getByRole('button', { name: 'Toch inplannen' }).click()
  }
  await expect(block).toBeVisible()

  const office = await arrived(browser, 'administration')
  await openMail(office, customer.email, 'Uw afspraak met')
  const appointment = /\/appointment\/[\w-]{43}/.exec(await office.content())?.[0] ?? ''
  expect(appointment).not.toBe('')
  const page = await (await browser.newContext({ locale: 'nl-BE' })).newPage()
  await page.goto(appointment)
  await expect(page.getByText('Ketelstraat')).toBeVisible()
})

test('a technician executes it on the phone and lets the customer sign', async ({ browser }) => {
  const phone = await arrived(browser, technician.email, { viewport: phoneSize, hasTouch: true, isMobile: true })
  await phone.goto('/field')
  await phone.getByRole('link').filter({ hasText: customer.name }).first().click()
  await phone.waitForURL(/\/field\/visits\/.+/)
  const visit = new URL(phone.url()).pathname
  await (await listening(phone.getByRole('button', { name: /^Vertrek/ }))).click()
  await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  await phone.goto(`${visit}/checklist`)
  await phone.getByLabel('Vastgestelde oorzaak').last().fill('Ontstekingselektrode versleten')
  await phone.getByLabel('Vastgestelde oorzaak').last().blur()
  for (const yes of await phone.getByRole('button', { name: 'Ja', exact: true }).all()) await yes.click()
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'na.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  await phone.getByRole('link', { name: 'Klaar, terug naar het bezoek' }).click()
  await phone.getByRole('button', { name: 'Materiaal' }).click()
  await phone.getByRole('button', { name: 'Materiaal toevoegen' }).click()
  await phone.getByLabel('Zoek op naam of nummer').fill('ontstekings')
  await phone.getByRole('button', { name: /^Ontstekingselektrode/ }).click()
  await phone.getByRole('button', { name: 'Sluiten' }).click()
  await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await phone.getByLabel('Naam van wie tekent').fill(customer.name)
  await draw(phone)
  await phone.getByRole('button', { name: 'Werk afronden' }).click()
  await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
})

test('administration checks it, finalizes a correct invoice, and it goes out with the report', async ({ browser }) => {
  const office = await arrived(browser, 'administration')
  await openMail(office, new RegExp(`Werkrapport ${number}`))
  await office.goto(orderPath)
  await office.locator('a[href^="/control?order="]').first().click()
  await office.waitForURL(/\/control\?order=/)
  await expect(office.getByRole('heading', { name: new RegExp(number) })).toBeVisible()
  await office.getByRole('button', { name: /^Vrijgeven/ }).click()
  await expect(office.getByText(`${number} is vrijgegeven`)).toBeVisible()

  await office.goto('/invoices?status=concept')
  await office.getByRole('row').filter({ hasText: customer.name }).first().click()
  await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = new URL(office.url()).pathname
  const gross = ((await office.locator('dl').getByText(/^€/).last().textContent()) ?? '').replaceAll('\u00a0', ' ')
  await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
  const heading = office.getByRole('heading', { level: 1 })
  await expect(heading).toContainText(/F\d{4}-\d{4}/)
  const invoiceNumber = /F\d{4}-\d{4}/.exec((await heading.textContent()) ?? '')?.[0] ?? ''
  await expect(office.getByText('verstuurd', { exact: true }).first()).toBeVisible({ timeout: 30_000 })

  const reply = await office.request.get(`${invoice}/pdf`)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reply.body())), { mergePages: true })
  const printed = text.replaceAll('\u00a0', ' ')
  for (const words of [
    invoiceNumber,
    customer.name,
    number,
    'Ontstekingselektrode',
    'Verplaatsing',
    '€ 48,50',
    '€ 35,00',
    gross,
  ])
    expect(printed).toContain(words)
  expect(printed).toMatch(/\+\+\+\d{3}\/\d{4}\/\d{5}\+\+\+/)

  await openMail(office, new RegExp(invoiceNumber))
  await expect(office.getByText(`${invoiceNumber}.pdf`)).toBeVisible()
  await expect(office.getByText(/[Ww]erkrapport.*\.pdf/).first()).toBeVisible()
  await office.goto(orderPath)
  await expect(office.getByText('gefactureerd').first()).toBeVisible()
})

test('it comes back by itself: maintenance from the order makes the next one, ready to drag', async ({ browser }) => {
  const planner = await arrived(browser, 'planner')
  await planner.goto(orderPath)
  await planner.getByRole('button', { name: 'Laten terugkomen' }).click()
  const dialog = planner.getByRole('dialog')
  await dialog.getByLabel('Naam').fill(`Nazicht ${unique}`)
  await dialog.getByRole('button', { name: 'Laten terugkomen' }).click()
  await expect(planner.getByText(`Nazicht ${unique}`).first()).toBeVisible()
  await planner.goto('/maintenance')
  const everything = planner.getByRole('tab', { name: /Alles wat komt/ })
  await expect(async () => {
    await everything.click()
    await expect(everything).toHaveAttribute('aria-selected', 'true', { timeout: 1000 })
  }).toPass()
  await planner
    .getByRole('row')
    .filter({ hasText: `Nazicht ${unique}` })
    .getByRole('button', { name: 'Plannen' })
    .click()
  await expect(planner.getByText(/staat klaar in de orderbak/)).toBeVisible()
  await planner.getByRole('button', { name: 'Naar het planbord' }).click()
  await expect(planner.locator('[data-backlog]').getByText(customer.name).first()).toBeVisible()
})

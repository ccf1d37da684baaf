import type { Browser, Page } from '@playwright/test'
import type { LoopKind, LoopWork } from './loop-work'
import { beside, opened, pdfText, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

/** From the hours on a phone to the invoice in the mail, as the member, the lead, the customer and the administration. */
const unique = Date.now().toString(36)
const makeWork = (kind: LoopKind) => JSON.parse(beside('e2e/loop-work.ts', kind, `${kind}-${unique}`)) as LoopWork

const fieldSize = { viewport: phoneSize, hasTouch: true }
const dayWords = (day: string) =>
  new Intl.DateTimeFormat('nl-BE', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )

/** One line of hours on the day of the week that stands open on the phone. */
async function book(phone: Page, { project }: LoopWork, day: string, hours: string, notes: string, phase?: string) {
  await phone.getByRole('button', { name: new RegExp(`^${dayWords(day)}`) }).click()
  await phone.getByRole('button', { name: 'Uren boeken' }).click()
  const dialog = phone.getByRole('dialog')
  const field = dialog.getByRole('combobox', { name: 'Opdracht of project' })
  await field.fill(project.name)
  await expect(phone.getByRole('option', { name: project.name })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  if (phase) {
    await dialog.getByRole('button', { name: /^Fase|Fase$/ }).click()
    await phone.getByRole('option', { name: phase }).click()
  }
  await dialog.getByLabel('Uren', { exact: true }).last().fill(hours)
  await dialog.getByLabel('Notitie').fill(notes)
  await dialog.getByRole('button', { name: 'Bewaren' }).click()
  await expect(phone.getByRole('button', { name: new RegExp(`${project.name}.*${hours}`) })).toBeVisible()
}

/** Three days on the phone of the member: 8, 7,5 and 5 hours. */
async function bookThreeDays(phone: Page, work: LoopWork): Promise<void> {
  const [monday = '', tuesday = '', wednesday = ''] = work.days
  await phone.goto(`/field/hours?week=${monday}`)
  await book(phone, work, monday, '8:00', 'Leidingen kelder')
  await book(phone, work, tuesday, '7:30', 'Radiatoren')
  await book(phone, work, wednesday, '5:00', 'Afwerking')
}

/** The lead opens what the member handed in and approves all of it with one key. */
async function approveAll(lead: Page, { member }: LoopWork, lines: string): Promise<void> {
  await lead.goto('/hours/approve')
  await lead.waitForLoadState('networkidle')
  await lead
    .getByRole('list', { name: 'Ingediende uren' })
    .getByRole('link', { name: new RegExp(member.name) })
    .click()
  await expect(lead.getByRole('heading', { name: new RegExp(member.name) })).toBeVisible()
  await lead.keyboard.press('a')
  await expect(lead.getByText(`${lines} goedgekeurd`)).toBeVisible()
}

/** What was mailed to the customer, the latest first, with something to open beside it or not. */
const mailsTo = (office: Page, { customer }: LoopWork) => office.getByRole('row').filter({ hasText: customer.email })
const withPaper = (office: Page) => ({ has: office.getByLabel('Bijlagen') })

/** The customer's link in the latest of so many mails that ask something. */
async function linkFromOutbox(browser: Browser, office: Page, work: LoopWork, mails: number): Promise<string> {
  await office.goto('/settings/outbox')
  const asking = mailsTo(office, work).filter({ hasNot: office.getByLabel('Bijlagen') })
  await expect(asking).toHaveCount(mails)
  await asking.first().getByRole('link').first().click()
  await office.waitForURL(/\/settings\/outbox\/[0-9a-f-]{36}$/)
  // Whoever has the link answers as the customer: the office does not read it, an admin only where mails are kept.
  const link = /\/approval\/[\w-]{43}/
  expect(await office.locator('details pre').textContent()).not.toMatch(link)
  const admin = await signedIn(browser, 'admin')
  let path = ''
  // While it is on its way it is shown to nobody.
  await expect(async () => {
    await admin.goto(office.url())
    path = link.exec((await admin.locator('details pre').textContent()) ?? '')?.[0] ?? ''
    expect(path).not.toBe('')
  }).toPass()
  await admin.context().close()
  return path
}

/** On a phone: everything is right but the radiators. */
async function rejectOne(browser: Browser, path: string, work: LoopWork): Promise<void> {
  const phone = await opened(browser, fieldSize)
  await phone.goto(path)
  await expect(phone.getByRole('heading', { level: 1 })).toContainText(work.project.name)
  await expect(phone.getByText('20 u 30').first()).toBeVisible()
  const line = phone.getByRole('listitem').filter({ hasText: 'Radiatoren' })
  await line.getByRole('radio', { name: 'Afwijzen' }).check()
  await line.getByRole('textbox').fill('Was maar 7 uur')
  await phone.locator('#answer').getByLabel('Uw naam').fill('Anna Maes')
  await phone.getByRole('button', { name: /Versturen met/ }).click()
  await expect(phone.getByText('Dit verzoek is beantwoord')).toBeVisible()
  await phone.context().close()
}

/** On a phone: only the mended line is asked, and it is right. */
async function approveRest(browser: Browser, path: string): Promise<void> {
  const phone = await opened(browser, fieldSize)
  await phone.goto(path)
  await expect(phone.getByText('Radiatoren')).toBeVisible()
  await expect(phone.getByText('7 u 00').first()).toBeVisible()
  await expect(phone.getByText('Leidingen kelder')).toBeHidden()
  await phone.locator('#answer').getByLabel('Uw naam').fill('Anna Maes')
  await phone.getByRole('button', { name: 'Alles goedkeuren' }).click()
  await expect(phone.getByText('Dit verzoek is beantwoord')).toBeVisible()
  await phone.context().close()
}

/** The member finds on the phone what came back, and why, opens it and makes it seven hours. */
async function mend(phone: Page, work: LoopWork): Promise<void> {
  await phone.goto('/field')
  await phone.getByRole('link', { name: '1 regel van je uren is teruggestuurd' }).click()
  const mine = phone.getByRole('tabpanel', { name: 'Mijn uren' })
  await expect(mine.getByText('“Was maar 7 uur”')).toBeVisible()
  await mine.getByRole('link', { name: new RegExp(dayWords(work.days[1] ?? '').slice(0, 2)) }).click()
  await phone.waitForURL(/\/field\/hours\?week=/)
  await phone.getByRole('button', { name: new RegExp(`${work.project.name}.*7:30`) }).click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByLabel('Uren', { exact: true }).last().fill('7')
  await dialog.getByRole('button', { name: 'Bewaren' }).click()
  await expect(phone.getByRole('button', { name: new RegExp(`${work.project.name}.*7:00`) })).toBeVisible()
  await phone.getByRole('button', { name: 'Opnieuw indienen' }).click()
  await expect(phone.getByText('1 regel ingediend.')).toBeVisible()
}

/** Both approved timesheets were mailed to the customer: from then on they are sealed. */
async function sealed(office: Page, work: LoopWork): Promise<void> {
  await office.goto('/settings/outbox')
  await expect(mailsTo(office, work).filter(withPaper(office))).toHaveCount(2, { timeout: 20_000 })
}

type Papers = { invoice: string; sheets: string[] }

/** From the final invoice to its mail: what stands in the PDFs that go along. */
async function papersOfMail(office: Page, { customer }: LoopWork): Promise<Papers> {
  await office.getByRole('link', { name: customer.email }).click({ timeout: 30_000 })
  await office.waitForURL(/\/settings\/outbox\/[0-9a-f-]{36}$/)
  const links = office.getByRole('link', { name: /\.pdf$/ })
  await expect(links.first()).toBeVisible()
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  const texts = await Promise.all(paths.map((path) => pdfText(office, path)))
  const sheets = texts.filter((text) => text.includes('Urenbrief'))
  const others = texts.filter((text) => !sheets.includes(text))
  expect(others).toHaveLength(1)
  return { invoice: others.join(), sheets }
}

/** The invoice and both timesheets to which the customer agreed lie in one mail. */
function expectTimesheets({ invoice, sheets }: Papers, { customer, member }: LoopWork): void {
  for (const words of [customer.name, '€ 1.200,00', '€ 252,00']) expect(invoice).toContain(words)
  expect(sheets).toHaveLength(2)
  for (const sheet of sheets)
    for (const words of ['Anna Maes', customer.email, member.name]) expect(sheet).toContain(words)
  const [first = '', again = ''] = sheets.toSorted((one, other) => other.length - one.length)
  for (const words of ['Leidingen kelder', 'Afwerking', 'Totaal 20 u 30 · goedgekeurd 13 u 00'])
    expect(first).toContain(words)
  for (const words of ['Radiatoren', 'Totaal 7 u 00']) expect(again).toContain(words)
  expect(again).not.toContain('Leidingen kelder')
}

/** Whatever the customer's projects held is on an invoice: the screen of what is not has nothing of them. */
async function expectNothingLeft(office: Page, { customer, project }: LoopWork): Promise<void> {
  await office.goto(`/unbilled?by=customer&in=${customer.id}`)
  await expect(office.getByText('Alles is gefactureerd')).toBeVisible()
  await expect(office.getByRole('row').filter({ hasText: project.name })).toHaveCount(0)
}

test('by the week, offered after internal approval: one line of three is rejected, mended, agreed to and invoiced', async ({
  browser,
}) => {
  const work = makeWork('weekly')
  const phone = await signedIn(browser, work.member.email, fieldSize)
  const lead = await signedIn(browser, work.lead.email)
  const office = await signedIn(browser, 'administration')
  const row = office.getByRole('row').filter({ hasText: work.project.name })

  await test.step('the member books last week on the phone and hands it in; the customer hears nothing yet', async () => {
    await bookThreeDays(phone, work)
    await phone.getByRole('button', { name: 'Indienen', exact: true }).click()
    await expect(phone.getByText('3 regels ingediend.')).toBeVisible()
    await office.goto('/settings/outbox')
    await expect(mailsTo(office, work)).toHaveCount(0)
  })

  await test.step('the lead approves, and the customer is asked by itself', async () => {
    await approveAll(lead, work, '3 regels')
    await rejectOne(browser, await linkFromOutbox(browser, office, work, 1), work)
  })

  await test.step('what nobody disputes is ready to invoice at once, the other line stays behind', async () => {
    await office.goto('/invoices/to-invoice')
    await expect(row).toContainText('780,00')
    await expect(row).toContainText('Blijft achter')
  })

  await test.step('the member mends it, the lead approves, and the customer is asked only that', async () => {
    await mend(phone, work)
    await approveAll(lead, work, '1 regel')
    await approveRest(browser, await linkFromOutbox(browser, office, work, 2))
    await sealed(office, work)
  })

  await test.step('the week becomes one invoice, whose mail has both timesheets', async () => {
    await office.goto('/invoices/to-invoice')
    await expect(row).toContainText('1.200,00')
    await row.getByRole('button', { name: 'Op concept zetten' }).click()
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
    await expect(office.getByRole('heading', { level: 1 })).toContainText(/F\d{4}-\d{4}/)
    expectTimesheets(await papersOfMail(office, work), work)
    await expectNothingLeft(office, work)
  })
})

test('by the month, offered on submission: one line of three is rejected, mended, agreed to and invoiced in a run', async ({
  browser,
}) => {
  const work = makeWork('monthly')
  const phone = await signedIn(browser, work.member.email, fieldSize)
  const office = await signedIn(browser, 'administration')

  await test.step('the member hands in last month on the phone, and the customer is asked at once', async () => {
    await bookThreeDays(phone, work)
    await phone.goto('/hours/approve?tab=mine&kind=month')
    await phone.getByRole('tabpanel', { name: 'Mijn uren' }).getByRole('button', { name: 'Indienen' }).click()
    await expect(phone.getByText('3 regels ingediend.')).toBeVisible()
    await rejectOne(browser, await linkFromOutbox(browser, office, work, 1), work)
  })

  await test.step('mended and handed in again, the customer is asked only that', async () => {
    await mend(phone, work)
    await approveRest(browser, await linkFromOutbox(browser, office, work, 2))
    await sealed(office, work)
  })

  await test.step('a run makes the invoice of the month and mails it with both timesheets', async () => {
    await office.goto(`/invoices/run?customer=${work.customer.id}`)
    await expect(office.getByRole('row').filter({ hasText: work.customer.name })).toContainText('1.200,00')
    await office.getByRole('button', { name: 'Ronde starten (1)' }).click()
    await office.waitForURL(/\/invoices\/run\/[0-9a-f-]{36}$/)
    await office.getByRole('button', { name: 'Definitief maken en versturen (1)' }).click({ timeout: 30_000 })
    await expect(office.getByText('1 definitief, 1 gemaild, niets mislukt')).toBeVisible({ timeout: 60_000 })
    await office.getByRole('row').filter({ hasText: 'verstuurd' }).getByRole('link').first().click()
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    expectTimesheets(await papersOfMail(office, work), work)
    await expectNothingLeft(office, work)
  })
})

test('a fixed price that never asks: approved inside, a finished phase is invoiced, and the customer gets only that', async ({
  browser,
}) => {
  const work = makeWork('fixed')
  const [monday = '', tuesday = ''] = work.days
  const phone = await signedIn(browser, work.member.email, fieldSize)
  const lead = await signedIn(browser, work.lead.email)
  const office = await signedIn(browser, 'administration')

  await test.step('the member books and hands in, the lead approves', async () => {
    await phone.goto(`/field/hours?week=${monday}`)
    await book(phone, work, monday, '8:00', 'Fundering', 'Ruwbouw')
    await book(phone, work, tuesday, '6:00', 'Muren', 'Ruwbouw')
    await phone.getByRole('button', { name: 'Indienen', exact: true }).click()
    await expect(phone.getByText('2 regels ingediend.')).toBeVisible()
    await approveAll(lead, work, '2 regels')
  })

  const row = office.getByRole('row').filter({ hasText: work.project.name })
  await test.step('nothing is to be invoiced until the lead finishes the phase', async () => {
    await office.goto('/invoices/to-invoice')
    await expect(office.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(row).toHaveCount(0)
    await lead.goto(`/projects/${work.project.id}`)
    await lead.getByRole('button', { name: 'Meer over Ruwbouw' }).click()
    await lead.getByRole('menuitem', { name: 'Fase afronden' }).click()
    await lead.getByRole('alertdialog').getByRole('button', { name: 'Fase afronden' }).click()
    await expect(lead.locator('#phases').getByText('afgerond', { exact: true })).toBeVisible()
  })

  await test.step('its price is invoiced, without a line of hours', async () => {
    await expect(row).toContainText('3.000,00')
    await row.getByRole('button', { name: 'Op concept zetten' }).click()
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
    await expect(office.getByRole('heading', { level: 1 })).toContainText(/F\d{4}-\d{4}/)
    const { invoice, sheets } = await papersOfMail(office, work)
    for (const words of ['Ruwbouw', '€ 3.000,00', '€ 630,00']) expect(invoice).toContain(words)
    expect(invoice).not.toContain('Fundering')
    expect(sheets).toEqual([])
  })

  await test.step('closed, the rest of the price follows, and nobody ever asked the customer anything', async () => {
    await lead.getByRole('button', { name: 'Meer', exact: true }).click()
    await lead.getByRole('menuitem', { name: 'Project afsluiten' }).click()
    await lead.getByRole('alertdialog').getByRole('button', { name: 'Project afsluiten' }).click()
    await expect(lead.getByText('afgesloten', { exact: true }).first()).toBeVisible()
    await office.goto('/invoices/to-invoice')
    await expect(row).toContainText('1.500,00')
    await office.goto('/settings/outbox')
    await expect(mailsTo(office, work)).toHaveCount(1)
    await expect(mailsTo(office, work)).toContainText(/F\d{4}-\d{4}/)
  })
})

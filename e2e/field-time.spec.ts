import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { inCellar, openedOnPhone, outside } from './cellar'
import { draw, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

const zone = 'Europe/Brussels'
const hours = 60 * 60_000
/** The taps of yesterday, so that no midnight lies between them. */
const yesterday = new Date(Date.now() - 24 * hours)
const at = (hour: number, minute: number) =>
  new Date(Date.UTC(yesterday.getUTCFullYear(), yesterday.getUTCMonth(), yesterday.getUTCDate(), hour, minute))
const wall = (time: Date) => time.toLocaleTimeString('nl-BE', { timeZone: zone, hour: '2-digit', minute: '2-digit' })

async function tap(phone: Page, button: string, time: Date): Promise<void> {
  await inCellar(phone, time)
  await phone.getByRole('button', { name: button, exact: true }).click()
}

async function accessible(page: Page): Promise<void> {
  // What was read aloud for a button that is gone by now still stands there for some seconds, without its words.
  await expect(page.locator('[data-live-announcer] [role=img]')).toHaveCount(0)
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id} (${nodes[0]?.target.join(' ')})`)).toEqual([])
}

test('starting at the next customer ends the clock at the one before, which waits to be gone on with', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Wissel', hasChecklist: false, visits: 2 })
  const [first, second] = made.visits
  if (!first || !second) throw new Error('no visits')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const sheet = phone.getByRole('dialog')
  const sent = phone.getByRole('button', { name: 'Alles verstuurd' })
  await openedOnPhone(phone, `/field/visits/${first.visitId}`)
  await tap(phone, 'Ik ben er', at(9, 0))
  await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
  await phone.goto(`/field/visits/${second.visitId}`)
  await tap(phone, 'Ik ben er', at(10, 30))
  await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
  await phone.goto(`/field/visits/${first.visitId}`)
  await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
  await phone.getByRole('button', { name: /Mijn uren/ }).click()
  await expect(sheet.getByRole('button', { name: /^Werk/ })).toContainText(`${wall(at(9, 0))}–${wall(at(10, 30))}`)
  await sheet.getByRole('button', { name: 'Sluiten' }).click()
  await tap(phone, 'Verder werken', at(11, 0))
  await phone.goto(`/field/visits/${second.visitId}`)
  await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
  await outside(phone, `/field/visits/${second.visitId}`)
  await expect(sent).toBeVisible()
  await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
  await phone.goto(`/field/visits/${first.visitId}`)
  await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
})

test('a clock that ran on over night asks when it really ended; one tap sets it right, as an edit', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Vergeten', hasChecklist: false })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const address = `/field/visits/${visit.visitId}`
  await openedOnPhone(phone, address)
  await tap(phone, 'Ik ben er', at(9, 0))
  await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
  // Still without reception: the phone itself knows.
  await inCellar(phone, new Date())
  await phone.goto('/field')
  const asked = phone.getByRole('region', { name: 'Klok bij Familie Vergeten vergeten te stoppen?' })
  await expect(asked).toBeVisible()
  await accessible(phone)
  await asked.getByRole('button', { name: 'Een ander uur' }).click()
  await expect(phone.getByRole('dialog').getByLabel('Waarom?')).toHaveValue('Vergeten te stoppen')
  await accessible(phone)
  await phone.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).click()
  // Nothing was recorded after it began: as long as was planned.
  await asked.getByRole('button', { name: /^Ja, tot/ }).click()
  await expect(asked).toBeHidden()
  await outside(phone, address)
  await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
  await phone.getByRole('button', { name: /Mijn uren/ }).click()
  const work = phone.getByRole('dialog').getByRole('button', { name: /^Werk/ })
  await expect(work).toContainText(`${wall(at(9, 0))}–${wall(at(10, 0))}`)
  await expect(work).toContainText('gewijzigd')
})

test('a Saturday night into Sunday becomes hours of both, on lines of their own', async ({ browser }) => {
  const office = await signedIn(browser, 'administration')
  const choose = async (wanted: boolean) => {
    await office.goto('/settings/hours')
    for (const name of ['Zaterdag', 'Zondag'])
      await office.getByRole('checkbox', { name, exact: true }).setChecked(wanted, { force: true })
    await office.getByRole('button', { name: 'Opslaan' }).click()
    await expect(office.getByText('Opgeslagen', { exact: true })).toBeVisible()
  }
  await choose(true)
  await accessible(office)
  try {
    const made = makeVisits({ customer: 'Familie Weekend', hasChecklist: false })
    const [visit] = made.visits
    if (!visit) throw new Error('no visit')
    // The Sunday that began last, at midnight in Brussels, told without knowing how far that is from UTC.
    let sunday = new Date(Date.now() - hours)
    sunday.setUTCMinutes(0, 0, 0)
    const words = (time: Date) =>
      time.toLocaleString('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
    while (!/^Sun\D*00$/.test(words(sunday))) sunday = new Date(sunday.getTime() - hours)
    const phone = await signedIn(browser, made.email, { viewport: phoneSize })
    await openedOnPhone(phone, `/field/visits/${visit.visitId}`)
    await tap(phone, 'Ik ben er', new Date(sunday.getTime() - hours))
    await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
    await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
    await phone.waitForURL(/\/close$/)
    await inCellar(phone, new Date(sunday.getTime() + hours / 2))
    await phone.getByLabel('Naam van wie tekent').fill('Mevrouw Weekend')
    await draw(phone)
    await phone.getByRole('button', { name: 'Werk afronden' }).click()
    await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
    await outside(phone, '/field')
    await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
    await office.goto(`/orders/${visit.orderId}`)
    await expect(office.getByText(/· zaterdag/).first()).toBeVisible()
    await expect(office.getByText(/· zondag/).first()).toBeVisible()
  } finally {
    await choose(false)
  }
})

test('without reception one closes the day, goes home, and reads what is missing or that all is there', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Avond', hasChecklist: false })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  await openedOnPhone(phone, `/field/visits/${visit.visitId}`)
  await tap(phone, 'Ik ben er', at(9, 0))
  await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
  await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await phone.waitForURL(/\/close$/)
  await inCellar(phone, at(12, 0))
  await phone.getByLabel('Naam van wie tekent').fill('Mevrouw Avond')
  await draw(phone)
  await phone.getByRole('button', { name: 'Werk afronden' }).click()
  await phone.getByRole('button', { name: 'Naar huis', exact: true }).click()
  const home = phone.getByRole('button', { name: 'Ik ben thuis' })
  await expect(home).toBeVisible()
  await phone.getByRole('button', { name: 'Dag afsluiten' }).click()
  const dialog = phone.getByRole('dialog', { name: 'Dag afsluiten' })
  await expect(dialog.getByText(/^Je klok loopt nog/)).toBeVisible()
  await accessible(phone)
  await dialog.getByRole('button', { name: 'Sluiten' }).click()
  await expect(dialog).toBeHidden()
  await tap(phone, 'Ik ben thuis', at(12, 30))
  await expect(home).toBeHidden()
  await phone.getByRole('button', { name: 'Dag afsluiten' }).click()
  await expect(dialog.getByText('Alles staat er. Fijne avond!')).toBeVisible()
  await expect(dialog.getByText('Rit naar huis')).toBeVisible()
  await accessible(phone)
  await outside(phone, '/field')
  await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
})

import type { Page } from '@playwright/test'
import { inCellar, openedOnPhone, outside } from './cellar'
import { draw, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

/** The taps of a whole morning, yesterday, so that no midnight lies between them. */
const day = new Date(Date.now() - 24 * 60 * 60_000)
const at = (hour: number, minute: number) =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour, minute))
const wall = (hour: number, minute: number) =>
  at(hour, minute).toLocaleTimeString('nl-BE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' })

async function tap(phone: Page, button: string, hour: number, minute: number): Promise<void> {
  await inCellar(phone, at(hour, minute))
  await phone.getByRole('button', { name: button, exact: true }).click()
}

test('a pause is no work: it is kept over a reload, and other hours than the clock’s ask why', async ({ browser }) => {
  const made = makeVisits({ customer: 'Familie Pauze', hasChecklist: false })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const address = `/field/visits/${visit.visitId}`
  await openedOnPhone(phone, address)
  const running = (words: string) => phone.getByText(words, { exact: true })
  const sheet = phone.getByRole('dialog')

  await test.step('leave, arrive, pause and go on', async () => {
    await tap(phone, 'Vertrekken', 9, 0)
    await expect(running('Onderweg')).toBeVisible()
    await tap(phone, 'Ik ben er', 9, 30)
    await expect(running('Aan het werk')).toBeVisible()
    await tap(phone, 'Pauze', 10, 0)
    await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
    await inCellar(phone, at(10, 12))
    await phone.reload()
    await expect(phone.getByText('gepauzeerd', { exact: true })).toBeVisible()
    await expect(phone.getByText('12 min', { exact: true })).toBeVisible()
    await tap(phone, 'Verder werken', 10, 20)
    await expect(running('Aan het werk')).toBeVisible()
    await outside(phone, address)
    await expect(running('Aan het werk')).toBeVisible()
  })

  await test.step('the hours stand there, the pause apart', async () => {
    await phone.getByRole('button', { name: /Mijn uren/ }).click()
    await expect(sheet.getByRole('button', { name: /^Verplaatsing/ })).toContainText(`${wall(9, 0)}–${wall(9, 30)}`)
    await expect(sheet.getByRole('button', { name: /^Werk/ })).toContainText(`${wall(9, 30)}–${wall(10, 0)}`)
    await expect(sheet.getByRole('button', { name: /^Pauze/ })).toContainText(`${wall(10, 0)}–${wall(10, 20)}`)
    await expect(sheet.getByRole('button', { name: /^Pauze/ })).toContainText('20 min')
  })

  await test.step('other hours without a reason are not kept; with one the clock’s stay beside them', async () => {
    await sheet.getByRole('button', { name: /^Werk/ }).click()
    await sheet.getByRole('spinbutton', { name: /minuut.*Tot/ }).click()
    await phone.keyboard.type('45')
    await sheet.getByRole('spinbutton', { name: /uur.*Tot/ }).click()
    await phone.keyboard.type(wall(9, 45).slice(0, 2))
    await sheet.getByRole('button', { name: 'Opslaan' }).click()
    await expect(sheet.getByText('Schrijf op waarom.')).toBeVisible()
    await sheet.getByLabel('Waarom anders?').fill('Vroeger gestopt om te bellen')
    await expect(sheet.getByText('Schrijf op waarom.')).toBeHidden()
    await sheet.getByRole('button', { name: 'Opslaan' }).click()
    const work = sheet.getByRole('button', { name: /^Werk/ })
    await expect(work).toContainText(`${wall(9, 30)}–${wall(9, 45)}`)
    await expect(work).toContainText('gewijzigd')
    await sheet.getByRole('button', { name: 'Sluiten' }).click()
  })

  await test.step('closed, the office reads hours without the pause, and why they differ', async () => {
    await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
    await phone.waitForURL(/\/close$/)
    await inCellar(phone, at(11, 0))
    await phone.getByLabel('Naam van wie tekent').fill('Mevrouw Pauze')
    await draw(phone)
    await phone.getByRole('button', { name: 'Werk afronden' }).click()
    await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
    await outside(phone, address)
    // Half an hour on the road, a quarter and forty minutes of work.
    await expect(phone.getByRole('button', { name: /Mijn uren/ })).toContainText('1 u 25')

    const office = await signedIn(browser, 'administration')
    await office.goto(`/orders/${visit.orderId}`)
    await expect(office.getByText(/aangepast: Vroeger gestopt om te bellen/)).toContainText(
      `${wall(9, 30)}–${wall(10, 0)}`,
    )
    await expect(office.getByText('20 min', { exact: true })).toBeVisible()
  })
})

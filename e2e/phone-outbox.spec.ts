import { listening, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

test('without reception a tap shows at once and goes out by itself; what is refused by then stays with its reason', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Kelder', hasChecklist: false, visits: 3 })
  const [first, second, third] = made.visits
  if (!first || !second || !third) throw new Error('no visits')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  // The same technician takes another phone meanwhile: of what that does this one hears nothing.
  const other = await signedIn(browser, made.email, { viewport: phoneSize })
  const list = phone.getByRole('dialog', { name: 'Nog op deze telefoon' })
  const badge = (name: string) => phone.getByRole('button', { name })
  const leave = phone.getByRole('button', { name: 'Vertrekken' })
  const underway = (on: typeof phone) => on.getByText('Onderweg', { exact: true })

  async function nothingLeft() {
    await expect(list.getByText('Alles is verstuurd.')).toBeVisible()
    await list.getByRole('button', { name: 'Sluiten' }).last().click()
    await expect(list).toBeHidden()
    await expect(badge('Alles verstuurd')).toBeVisible()
  }

  async function leaveWithTheOther(visitId: string) {
    await other.goto(`/field/visits/${visitId}`)
    await (await listening(other.getByRole('button', { name: 'Vertrekken' }))).click()
    await expect(underway(other)).toBeVisible()
    await expect(other.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  }

  async function nobodyHome(visitId: string) {
    await other.goto(`/field/visits/${visitId}/close`)
    await (await listening(other.getByLabel('Waarom lukte het niet?'))).fill('Verkeerd adres')
    await other.getByRole('button', { name: 'Melden en verder' }).click()
    await expect(other.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
    await expect(other.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
  }

  /** Leaves without reception, while the clock of another visit was started with the other phone. */
  async function leaveTooEarly(running: typeof first) {
    await phone.goto(`/field/visits/${second?.visitId}`)
    await listening(leave)
    await expect(badge('Alles verstuurd')).toBeVisible()
    await phone.context().setOffline(true)
    await leaveWithTheOther(running?.visitId ?? '')
    await leave.click()
    await expect(underway(phone)).toBeVisible()
    await expect(badge('Geen verbinding · 1 bewaard')).toBeVisible()
    await phone.context().setOffline(false)
    await badge('1 vraagt aandacht').click()
    await expect(list.getByText(`Bij Familie Kelder (${running?.number}) loopt de klok nog.`)).toBeVisible()
  }

  await test.step('in the cellar the tap shows, is kept, and sent when there is reception', async () => {
    await phone.goto(`/field/visits/${first.visitId}`)
    await listening(leave)
    await phone.context().setOffline(true)
    await leave.click()
    await expect(underway(phone)).toBeVisible()
    await badge('Geen verbinding · 1 bewaard').click()
    // In total, and at the visit.
    await expect(list.getByText('1 stap wordt nog verstuurd')).toHaveCount(2)
    await phone.context().setOffline(false)
    await nothingLeft()
    await expect(underway(phone)).toBeVisible()
  })

  await test.step('who still has a clock running hears so before leaving', async () => {
    await phone.goto(`/field/visits/${second.visitId}`)
    await (await listening(leave)).click()
    await expect(phone.getByText(`Bij Familie Kelder (${first.number}) loopt de klok nog.`)).toBeVisible()
    await nobodyHome(first.visitId)
  })

  await test.step('refused by then, it is listed with why and can be given up', async () => {
    await leaveTooEarly(third)
    await list.getByRole('button', { name: 'Niet meer versturen' }).click()
    await phone.getByRole('alertdialog').getByRole('button', { name: 'Niet meer versturen' }).click()
    await nothingLeft()
    await expect(leave).toBeEnabled()
    await nobodyHome(third.visitId)
  })
})

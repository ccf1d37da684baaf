import { listening, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

test('without reception a tap is listed and goes out by itself; what is refused by then stays with its reason', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Kelder', hasChecklist: false, visits: 2 })
  const [first, second] = made.visits
  if (!first || !second) throw new Error('no visits')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const list = phone.getByRole('dialog')
  const badge = (name: string) => phone.getByRole('button', { name })
  const leave = phone.getByRole('button', { name: 'Vertrekken' })

  await test.step('in the cellar the tap is kept, and sent when there is reception', async () => {
    await phone.goto(`/field/visits/${first.visitId}`)
    await listening(leave)
    await phone.context().setOffline(true)
    await leave.click()
    await badge('Geen verbinding · 1 bewaard').click()
    await expect(list.getByText('1 handeling wacht op ontvangst. Ze wordt vanzelf verstuurd.')).toBeVisible()
    await phone.context().setOffline(false)
    await expect(list.getByText('Alles is verstuurd. Je mag deze pagina sluiten.')).toBeVisible()
    await list.getByRole('button', { name: 'Sluiten' }).last().click()
    await expect(badge('Alles verstuurd')).toBeVisible()
    await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  })

  /** Leaves for the second visit without reception, while the clock of the first still runs. */
  async function leaveTooEarly() {
    await listening(leave)
    await phone.context().setOffline(true)
    await leave.click()
    await expect(badge('Geen verbinding · 1 bewaard')).toBeVisible()
    await phone.context().setOffline(false)
    await badge('1 vraagt aandacht').click()
    await expect(list.getByText(`Bij Familie Kelder (${first?.number}) loopt de klok nog.`)).toBeVisible()
  }

  await test.step('refused by then, it is listed with why and can be dropped', async () => {
    await phone.goto(`/field/visits/${second.visitId}`)
    await leaveTooEarly()
    await list.getByRole('button', { name: 'Niet meer versturen' }).click()
    await expect(list.getByText('Alles is verstuurd. Je mag deze pagina sluiten.')).toBeVisible()
    await list.getByRole('button', { name: 'Sluiten' }).last().click()
    await expect(leave).toBeEnabled()
  })

  await test.step('or sent again once what was in the way is mended', async () => {
    await leaveTooEarly()
    const other = await phone.context().newPage()
    await other.goto(`/field/visits/${first.visitId}/close`)
    await other.getByLabel('Waarom lukte het niet?').fill('Verkeerd adres')
    await other.getByRole('button', { name: 'Melden en verder' }).click()
    await expect(other.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
    await list.getByRole('button', { name: 'Opnieuw versturen' }).click()
    await expect(list.getByText('Alles is verstuurd. Je mag deze pagina sluiten.')).toBeVisible()
    await list.getByRole('button', { name: 'Sluiten' }).last().click()
    await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  })
})

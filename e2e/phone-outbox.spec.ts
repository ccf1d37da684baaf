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

  async function arriveWithTheOther(visitId: string) {
    await other.goto(`/field/visits/${visitId}`)
    await (await listening(other.getByRole('button', { name: 'Ik ben er' }))).click()
    await expect(other.getByText('Aan het werk', { exact: true })).toBeVisible()
    await expect(other.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
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

  await test.step('leaving for the next ends the clock of the one before', async () => {
    await phone.goto(`/field/visits/${second.visitId}`)
    await (await listening(leave)).click()
    await expect(underway(phone)).toBeVisible()
    await phone.goto(`/field/visits/${first.visitId}`)
    await expect(phone.getByRole('button', { name: 'Ik ben er' })).toBeVisible()
    await expect(underway(phone)).toBeHidden()
  })

  await test.step('refused by then, it is listed with why and can be given up', async () => {
    await phone.goto(`/field/visits/${third.visitId}`)
    await listening(leave)
    await expect(badge('Alles verstuurd')).toBeVisible()
    await phone.context().setOffline(true)
    await arriveWithTheOther(third.visitId)
    await leave.click()
    await expect(underway(phone)).toBeVisible()
    await expect(badge('Geen verbinding · 1 bewaard')).toBeVisible()
    await phone.context().setOffline(false)
    await badge('1 vraagt aandacht').click()
    await expect(list.getByText('Dat kan nu niet meer: het bezoek is intussen verder.')).toBeVisible()
    await list.getByRole('button', { name: 'Niet meer versturen' }).click()
    await phone.getByRole('alertdialog').getByRole('button', { name: 'Niet meer versturen' }).click()
    await nothingLeft()
    await expect(phone.getByText('Aan het werk', { exact: true })).toBeVisible()
  })
})

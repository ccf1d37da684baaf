import { draw, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

/** How a visit ends when no customer signs: they are away, the door stays shut, or the technician signs. */

test('nobody signs: away or a closed door ends the visit with its reason, which the office reads', async ({
  browser,
}) => {
  const made = makeVisits({ customer: 'Familie Afwezig', hasChecklist: false, visits: 2 })
  const [away, shut] = made.visits
  if (!away || !shut) throw new Error('no visits')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  const planner = await signedIn(browser, 'planner')

  await test.step('the customer is away: why takes the place of the signature', async () => {
    await phone.goto(`/field/visits/${away.visitId}`)
    await phone.getByRole('button', { name: 'Ik ben er' }).click()
    await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
    await phone.getByRole('radio', { name: 'Klant afwezig' }).click()
    const finish = phone.getByRole('button', { name: 'Werk afronden' })
    await expect(finish).toBeDisabled()
    await expect(phone.getByRole('link', { name: 'Schrijf op waarom de klant niet tekent.' })).toBeVisible()
    await phone.getByLabel('Waarom tekent er niemand?').fill('Klant was gaan werken, sleutel in de brievenbus')
    await finish.click()
    await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()

    await planner.goto(`/orders/${away.orderId}`)
    await expect(planner.getByText('Klant afwezig')).toBeVisible()
    await expect(planner.getByText('Klant was gaan werken, sleutel in de brievenbus').first()).toBeVisible()
    await expect(planner.getByText('rondde af zonder handtekening')).toBeVisible()
  })

  await test.step('the door stays shut: the order is back in the backlog', async () => {
    await phone.goto(`/field/visits/${shut.visitId}`)
    await phone.getByRole('link', { name: 'Kan niet doorgaan' }).click()
    const finish = phone.getByRole('button', { name: 'Melden en verder' })
    await expect(finish).toBeDisabled()
    await expect(phone.getByRole('img', { name: 'Handtekening' })).toHaveCount(0)
    await phone.getByLabel('Waarom lukte het niet?').fill('Niemand thuis, twee keer gebeld')
    await finish.click()
    await expect(phone.getByText('Gemeld. De planner maakt een nieuwe afspraak.')).toBeVisible()

    await planner.goto(`/orders/${shut.orderId}`)
    await expect(planner.getByText('Niemand thuis, twee keer gebeld').first()).toBeVisible()
    await expect(planner.getByText('geen toegang').first()).toBeVisible()
    await planner.goto(`/planboard?q=${shut.number}`)
    await expect(planner.locator(`[data-backlog] [data-number="${shut.number}"]`)).toBeVisible()
  })
})

test('where the technician signs, the own name stands ready and stays beside the signature', async ({ browser }) => {
  const made = makeVisits({ customer: 'Familie Zelf', hasChecklist: false, signatureRule: 'technician' })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  await phone.goto(`/field/visits/${visit.visitId}`)
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await phone.getByRole('link', { name: 'Afronden en laten tekenen' }).click()
  await expect(phone.getByLabel('Naam van de technieker')).toHaveValue('Wout Veld')
  await expect(phone.getByRole('radio', { name: 'Klant afwezig' })).toHaveCount(0)
  const finish = phone.getByRole('button', { name: 'Werk afronden' })
  await expect(finish).toBeDisabled()
  await expect(phone.getByRole('link', { name: 'Teken zelf om af te ronden.' })).toBeVisible()
  await draw(phone)
  await finish.click()
  await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()

  const office = await signedIn(browser, 'administration')
  await office.goto(`/orders/${visit.orderId}`)
  await expect(office.getByText('Technieker: Wout Veld')).toBeVisible()
  await expect(office.getByRole('img', { name: 'Wout Veld' })).toBeVisible()
})

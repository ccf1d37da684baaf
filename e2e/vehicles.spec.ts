import { deskSize, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

test('a planner adds a van, sees that a day is too heavy for it, and the technician counts what is delivered', async ({
  browser,
}) => {
  const made = makeVisits({ hasChecklist: false })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const van = `Proefwagen ${made.unique}`
  const planner = await signedIn(browser, 'planner')

  await planner.goto('/settings/vehicles')
  await planner.getByRole('button', { name: 'Voertuig toevoegen' }).click()
  // In a low window a form scrolls under its buttons, instead of losing them below the edge.
  await planner.setViewportSize({ width: 1440, height: 280 })
  const save = planner.getByRole('button', { name: 'Opslaan' })
  const last = planner.getByRole('dialog').getByRole('textbox').last()
  await expect(save).toBeInViewport()
  await expect(last).not.toBeInViewport()
  await planner.getByRole('dialog').hover()
  await planner.mouse.wheel(0, 1000)
  await expect(last).toBeInViewport()
  await expect(save).toBeInViewport()
  await planner.setViewportSize(deskSize)
  await planner.getByLabel('Naam').fill(van)
  await planner.getByLabel('Laadvermogen').fill('100')
  await planner.getByRole('button', { name: 'Opslaan' }).click()
  await expect(planner.getByText(van, { exact: true })).toBeVisible()

  await planner.goto(`/orders/${visit.orderId}`)
  await planner.getByRole('button', { name: 'Wijzigen', exact: true }).click()
  await planner.getByLabel('Gewicht mee (kg)').fill('120,5')
  await planner.getByRole('button', { name: 'Opslaan' }).click()
  await expect(planner.getByText('120,5 kg')).toBeVisible()

  await planner.goto('/planboard?scale=day')
  const row = planner.locator('[data-row]', { has: planner.locator(`[data-number="${visit.number}"]`) })
  // The newest of that name stands last, and rows are drawn when they come in sight.
  await planner.getByRole('searchbox', { name: 'Zoek technieker' }).fill('Wout Veld')
  await expect(planner).toHaveURL(/who=/)
  await planner.locator('[data-board]').evaluate((board) => board.scrollTo(0, board.scrollHeight))
  await row.scrollIntoViewIfNeeded()
  await row.getByRole('button', { name: /^Voertuig van Wout Veld kiezen: geen voertuig/ }).click()
  await planner.getByRole('button', { name: /^zoals gewoonlijk/ }).click()
  await planner.getByRole('option', { name: van }).click()
  await expect(planner.getByText('te zwaar of te groot geladen')).toBeVisible()
  await planner.getByRole('button', { name: 'Sluiten' }).click()
  await expect(row.getByRole('button', { name: new RegExp(`${van} · 120,5/100 kg · te zwaar`) })).toBeVisible()

  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  await phone.goto(`/field/visits/${visit.visitId}`)
  await expect(phone.getByText('120,5 kg')).toBeVisible()
  await phone.getByRole('button', { name: 'Geladen en geleverd' }).click()
  await phone.getByLabel('Wat', { exact: true }).fill('radiatoren')
  await phone.getByLabel('Aantal stuks').fill('4')
  await phone.getByLabel('Gewicht (kg)').fill('96,5')
  await phone.getByRole('button', { name: 'Toevoegen' }).click()
  await expect(phone.getByText('Geleverd · 4 radiatoren · 96,5 kg')).toBeVisible()
  await planner.goto(`/orders/${visit.orderId}`)
  await expect(planner.getByText('Geleverd · radiatoren')).toBeVisible()
})

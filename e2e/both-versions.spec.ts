import { makeVisits, signedIn } from './steps'
import { expect, test } from './test'

test('two people edit one order and one customer: the second sees both versions and chooses, nothing typed is lost', async ({
  browser,
}) => {
  const made = makeVisits({ customer: `Samen ${Date.now().toString(36)}`, hasChecklist: false })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const first = await signedIn(browser, 'planner')
  const second = await signedIn(browser, 'administration')
  const order = `/orders/${visit.orderId}`
  await first.goto(order)
  await second.goto(order)
  const both = second.getByRole('dialog', { name: 'Intussen gewijzigd' })

  await test.step('the dialog of an order: theirs for one field, the own words for another', async () => {
    await second.getByRole('button', { name: 'Wijzigen', exact: true }).click()
    const mine = second.getByRole('dialog', { name: /^Opdracht/ })
    await mine.getByLabel('Bestelnummer').fill('PO-TWEE')
    await mine.getByLabel('Afgesproken prijs').fill('250')

    await first.getByRole('button', { name: 'Wijzigen', exact: true }).click()
    const theirs = first.getByRole('dialog', { name: /^Opdracht/ })
    await theirs.getByLabel('Bestelnummer').fill('PO-EEN')
    await theirs.getByRole('button', { name: 'Opslaan' }).click()
    await expect(theirs).toBeHidden()
    // Also where the page behind the dialog has come in anew.
    await expect(second.getByText('PO-EEN').first()).toBeVisible()
    await expect(mine.getByLabel('Bestelnummer')).toHaveValue('PO-TWEE')

    await mine.getByRole('button', { name: 'Opslaan' }).click()
    await expect(both.getByText('PO-TWEE')).toBeVisible()
    await expect(both.getByText('PO-EEN')).toBeVisible()
    await both.getByRole('radio', { name: /PO-EEN/ }).check({ force: true })
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(both).toBeHidden()
    await first.reload()
    await expect(first.getByText('PO-EEN').first()).toBeVisible()
    await expect(first.getByText('€ 250,00').first()).toBeVisible()
  })

  await test.step('words that are edited in place', async () => {
    const words = 'Wat weet de technieker best vooraf?'
    await second.getByRole('button', { name: words }).click()
    await second.getByRole('textbox', { name: 'Omschrijving' }).fill('Hond in de tuin')
    await first.getByRole('button', { name: words }).click()
    await first.getByRole('textbox', { name: 'Omschrijving' }).fill('Bel de buren')
    await first.keyboard.press('Control+Enter')
    await expect(first.getByRole('button', { name: /Bel de buren/ })).toBeVisible()
    await expect(second.getByText('Bel de buren').first()).toBeVisible()
    await second.getByRole('textbox', { name: 'Omschrijving' }).press('Control+Enter')
    await expect(both.getByText('Bel de buren')).toBeVisible()
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(first.getByRole('button', { name: /Hond in de tuin/ })).toBeVisible()
  })

  await test.step('a customer: the own version stays, or is let go', async () => {
    const name = await second
      .getByRole('link', { name: /^Samen/ })
      .first()
      .getAttribute('href')
    await first.goto(name ?? '')
    await second.goto(name ?? '')
    for (const page of [first, second])
      await page.getByRole('button', { name: 'Wijzigen', exact: true }).first().click()
    const mine = second.getByRole('dialog', { name: 'Klant wijzigen' })
    const theirs = first.getByRole('dialog', { name: 'Klant wijzigen' })
    await mine.getByLabel('Telefoon').fill('016 22 22 22')
    await mine.getByLabel('Straat').fill('Tweestraat')
    await mine.getByRole('radio', { name: 'Bedrijf' }).click()
    await theirs.getByLabel('Telefoon').fill('016 11 11 11')
    await theirs.getByRole('button', { name: 'Opslaan' }).click()
    await expect(theirs).toBeHidden()
    await mine.getByRole('button', { name: 'Opslaan' }).click()
    await expect(both.getByText('016 11 11 11')).toBeVisible()
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(both).toBeHidden()
    await expect(second.getByText('016 22 22 22').first()).toBeVisible()
    await expect(second.getByText(/Tweestraat/).first()).toBeVisible()

    await first.getByRole('button', { name: 'Wijzigen', exact: true }).first().click()
    await theirs.getByLabel('Telefoon').fill('016 33 33 33')
    await theirs.getByRole('button', { name: 'Opslaan' }).click()
    const again = first.getByRole('dialog', { name: 'Intussen gewijzigd' })
    await again.getByRole('button', { name: 'Mijn wijziging laten vallen' }).click()
    await expect(theirs).toBeHidden()
    await expect(first.getByText('016 22 22 22').first()).toBeVisible()
  })
})

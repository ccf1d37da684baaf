import { makeUncertainMails, signedIn } from './steps'
import { expect, test } from './test'

test('a mail of which nobody knows whether it arrived waits for a person: it did, or it goes once more', async ({
  browser,
}) => {
  const [arrived = '', lost = ''] = makeUncertainMails(2)
  const office = await signedIn(browser, 'administration')

  async function open(subject: string) {
    await office.goto('/settings/outbox')
    await office.getByRole('link', { name: /^Vragen aandacht/ }).click()
    const row = office.getByRole('row').filter({ hasText: subject })
    await expect(row).toContainText('onzeker')
    await expect(office.getByRole('link', { name: /^Vragen aandacht/ })).toHaveAttribute('aria-current', 'true')
    await row.getByRole('link').first().click()
    await expect(office.getByRole('heading', { name: subject })).toBeVisible()
    await expect(office.getByText(/De verbinding viel weg nadat het bericht vertrokken was/)).toBeVisible()
  }

  await test.step('it arrived: noted, and never sent again', async () => {
    await open(arrived)
    await office.getByRole('button', { name: 'Is aangekomen' }).click()
    await expect(office.getByText('Genoteerd als aangekomen.')).toBeVisible()
    await expect(office.getByText('verstuurd', { exact: true })).toBeVisible()
    await expect(office.getByRole('button', { name: 'Opnieuw versturen' })).toHaveCount(0)
  })

  await test.step('it did not: sent again, and the page follows it', async () => {
    await open(lost)
    await office.getByRole('button', { name: 'Opnieuw versturen' }).click()
    await expect(office.getByText('De mail wordt opnieuw verstuurd.')).toBeVisible()
    // The app under test has no mail server: what it sends is kept.
    await expect(office.getByText('bewaard', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(office.getByText(/De verbinding viel weg/)).toHaveCount(0)
  })
})

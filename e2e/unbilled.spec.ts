import type { Locator } from '@playwright/test'
import { makeVisits, signedIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)

/** '€ 1.234,56' → 123456 */
const cents = (text: string) => Number(text.replace(/[^\d,-]/g, '').replace(',', ''))
const sum = (texts: string[]) => texts.reduce((total, text) => total + cents(text), 0)

test('why it is not invoiced yet: the reasons add up to the cent, and each button leads to where it is solved', async ({
  browser,
}) => {
  const names = { done: `Gedaan ${unique}`, released: `Vrij ${unique}`, ahead: `Later ${unique}` }
  const same = { hasChecklist: false, price: '120.11' }
  const [done] = makeVisits({ ...same, customer: names.done, executed: true }).visits
  makeVisits({ ...same, customer: names.released, released: true })
  const [, ahead] = makeVisits({ ...same, customer: names.ahead, visits: 2 }).visits
  if (!done || !ahead) throw new Error('no visits')
  const office = await signedIn(browser, 'administration')
  await office.goto('/unbilled')
  const aside = office.getByRole('main').locator('aside')
  const table = office.getByRole('table')
  const euros = (within: Locator) => within.getByText(/^-?€/).allTextContents()
  const total = async () => cents((await euros(aside.locator('div').first()))[0] ?? '')

  await test.step('reasons, customers, people and rows each add up to the total', async () => {
    await expect(office.getByRole('row').filter({ hasText: names.done })).toBeVisible()
    expect(await total()).toBeGreaterThan(0)
    // Another journey may invoice meanwhile, which this screen shows at once: the total is read each time.
    const missing = async (within: Locator) => (await total()) - sum(await euros(within))
    await expect.poll(() => missing(table.locator('tbody'))).toBe(0)
    for (const view of ['Reden', 'Klant', 'Wie']) {
      await aside.getByRole('radio', { name: view, exact: true }).click()
      await expect.poll(() => missing(aside.getByRole('list'))).toBe(0)
    }
    await aside.getByRole('radio', { name: 'Reden', exact: true }).click()
  })

  async function solve(name: string, number: string | null, words: { reason: RegExp; owner: string; button: string }) {
    await office.goto('/unbilled')
    const rows = office.getByRole('row').filter({ hasText: name })
    const row = number ? rows.filter({ hasText: number }) : rows
    await expect(row.getByText(words.reason)).toBeVisible()
    await expect(row).toContainText(words.owner)
    await row.getByRole('link', { name: words.button, exact: true }).click()
  }

  await test.step('to check: administration, on the order in the check', async () => {
    await solve(names.done, null, { reason: /Nog te controleren/, owner: 'Administratie', button: 'Controleren' })
    await office.waitForURL(`/control?order=${done.orderId}`)
    await expect(office.getByRole('heading', { level: 2, name: new RegExp(done.number) })).toBeVisible()
  })

  await test.step('on a concept: that concept', async () => {
    await solve(names.released, null, {
      reason: /Staat op een concept/,
      owner: 'Administratie',
      button: 'Concept openen',
    })
    await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await expect(office.getByText(names.released).first()).toBeVisible()
  })

  await test.step('planned: who goes there, on the order itself', async () => {
    await solve(names.ahead, ahead.number, { reason: /Bezoek gepland/, owner: 'Wout Veld', button: 'Openen' })
    await office.waitForURL(`/orders/${ahead.orderId}`)
  })

  await test.step('one reason chosen shows its rows and their sum', async () => {
    await office.goto('/unbilled')
    const group = aside.getByRole('button', { name: /^Staat op een concept/ })
    await expect(group).toBeVisible()
    const [amount = ''] = await euros(group)
    await group.click()
    await expect(group).toHaveAttribute('aria-pressed', 'true')
    await expect(office.getByRole('row').filter({ hasText: names.done })).toHaveCount(0)
    expect(sum(await euros(table.locator('tbody')))).toBe(cents(amount))
    await expect(table.locator('tfoot')).toContainText(amount)
  })
})

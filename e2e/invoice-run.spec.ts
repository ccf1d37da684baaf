import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { beside, bundled, signIn } from './steps'
import { expect, test } from './test'

const name = `ronde-${Date.now().toString(36)}`
const makeWork = () => JSON.parse(beside('e2e/run-work.ts', name)) as { customerId: string; projectIds: string[] }

/** Keeps projects from being billed until it is let go, and tells when all of them are waited for. */
async function held(projectIds: string[]) {
  const child = spawn(process.execPath, [bundled('e2e/run-work.ts'), name, ...projectIds], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said = createInterface(child.stdout)[Symbol.asyncIterator]()
  expect((await said.next()).value).toBe('held')
  return {
    awaited: async () => expect((await said.next()).value).toBe('awaited'),
    letGo: async () => {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

test('a run makes the concepts, is paused and resumed while it sends them, and each goes with its timesheet', async ({
  page,
}) => {
  const { customerId, projectIds } = makeWork()
  await signIn(page, 'administration')

  await test.step('the preview: what comes out, with its lines, and what stays behind and why', async () => {
    await page.goto(`/invoices/run?customer=${customerId}`)
    const rows = page.getByRole('row').filter({ hasText: name })
    await expect(rows).toHaveCount(4)
    await expect(rows.first()).toContainText('500,00')
    await rows.first().click()
    await expect(page.getByText(/^Uren werk, week \d+$/)).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: /^Blijft achter/ }).click()
    await expect(rows.filter({ hasText: 'Uren niet ingediend' })).toContainText('500,00')
  })

  await test.step('one press makes the concepts', async () => {
    await page.getByRole('button', { name: 'Ronde starten (4)' }).click()
    await page.waitForURL(/\/invoices\/run\/[0-9a-f-]{36}$/)
    await expect(page.getByText('4 concepten staan klaar', { exact: false })).toBeVisible({ timeout: 30_000 })
  })

  await test.step('paused it holds after what it is doing, and resumed it goes on', async () => {
    const { awaited, letGo } = await held(projectIds.slice(0, 2))
    await page.getByRole('button', { name: 'Definitief maken en versturen (4)' }).click()
    // The two that it works on at once.
    await awaited()
    await page.getByRole('button', { name: 'Pauzeren' }).click()
    await expect(page.getByText('gepauzeerd', { exact: true })).toBeVisible()
    await letGo()
    await expect(page.getByText(/^2 definitief/)).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Verder gaan' }).click()
    await expect(page.getByText('klaar', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('4 definitief, 4 gemaild, niets mislukt')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('each mail has its timesheet beside the invoice', async () => {
    const sent = page.getByRole('row').filter({ hasText: 'verstuurd' })
    await expect(sent).toHaveCount(4)
    await sent.first().getByRole('link').first().click()
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('link', { name: /^Urenstaat F\d{4}-\d{4}/ })).toBeVisible()
    await page.goto('/settings/outbox')
    const mails = page.getByRole('row').filter({ hasText: `${name}@example.com` })
    await expect(mails).toHaveCount(4)
    await expect(mails.first().getByLabel('Bijlagen')).toBeVisible()
  })
})

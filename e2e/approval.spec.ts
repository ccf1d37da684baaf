import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { beside as besideApp, opened, pdfText, phoneSize, signIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)

/** What stands beside the app: hours made, mended, and what was mailed. */
function beside<Told>(verb: 'make' | 'finish' | 'mend' | 'link' | 'links' | 'marks', argument = ''): Told {
  return JSON.parse(besideApp('e2e/approval-setup.ts', verb, argument)) as Told
}

type Made = { projectId: string; requestId: string; email: string }
type Mailed = { path: string; kinds: string[]; files: string[] }

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
}

test('a customer on a phone rejects one line of three, it is mended, and approved without JavaScript', async ({
  page: office,
  browser,
}) => {
  const made = beside<Made>('make', `anna${unique}`)
  const { path } = beside<Mailed>('link', made.email)

  await test.step('on a phone: every line with its hours, one rejected without and then with why', async () => {
    const phone = await opened(browser, { viewport: phoneSize })
    await phone.goto(path)
    await expect(phone.getByRole('heading', { level: 1 })).toContainText(`Verbouwing anna${unique}`)
    await expect(phone.getByText('20 u 30').first()).toBeVisible()
    expect(await phone.locator('script').count()).toBe(0)
    await expect(phone.getByText('Leidingen kelder')).toBeVisible()
    await expect(phone.getByRole('button', { name: 'Alles goedkeuren' })).toBeVisible()
    const line = phone.getByRole('listitem').filter({ hasText: 'Radiatoren' })
    await line.getByRole('radio', { name: 'Afwijzen' }).check()
    await expect(phone.getByRole('button', { name: 'Alles goedkeuren' })).toBeHidden()
    await phone.locator('#answer').getByLabel('Uw naam').fill('Anna Maes')
    await phone.getByRole('button', { name: /Versturen met/ }).click()
    await expect(line.getByText('Zeg waarom u deze regel afwijst.')).toBeVisible()
    await expect(phone.locator('#answer').getByLabel('Uw naam')).toHaveValue('Anna Maes')
    expect(await faults(phone)).toEqual([])
    await phone.setViewportSize({ width: 320, height: 640 })
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await phone.getByRole('listitem').filter({ hasText: 'Radiatoren' }).getByRole('textbox').fill('Was maar 7 uur')
    await phone.getByRole('button', { name: /Versturen met/ }).click()
    await expect(phone.getByText('Dit verzoek is beantwoord')).toBeVisible()
    await expect(phone.getByText('Anna Maes antwoordde op')).toBeVisible()
    await expect(phone.getByText('“Was maar 7 uur”')).toBeVisible()
    expect(await faults(phone)).toEqual([])
    await phone.context().close()
  })

  await test.step('the office sees it', async () => {
    await signIn(office, 'administration')
    await office.goto('/approvals')
    await office.getByRole('row', { name: new RegExp(`anna${unique}`) }).click()
    await office.waitForURL(`**/approvals?open=${made.requestId}`)
    await expect(office.getByText('“Was maar 7 uur”').first()).toBeVisible()
    await expect(office.getByText('Anna Maes antwoordde: 2 goedgekeurd, 1 afgewezen')).toBeVisible()
  })

  await test.step('only the mended line is offered again, and approved without JavaScript', async () => {
    expect(beside<{ lines: number }>('mend', made.projectId).lines).toBe(1)
    const again = beside<Mailed>('link', made.email).path
    const plain = await opened(browser, { viewport: phoneSize, javaScriptEnabled: false })
    await plain.goto(again)
    await expect(plain.getByText('Radiatoren')).toBeVisible()
    await expect(plain.getByText('Leidingen kelder')).toBeHidden()
    await plain.locator('#answer').getByLabel('Uw naam').fill('Anna Maes')
    await plain.getByRole('button', { name: 'Alles goedkeuren' }).click()
    await expect(plain.getByText('Dit verzoek is beantwoord')).toBeVisible()
    const text = await pdfText(plain, `${again}/download`)
    for (const words of ['7 u 00', 'Anna Maes', made.email, 'Radiatoren', '2026']) expect(text).toContain(words)
    const csv = await (await plain.request.get(`${again}/download?as=csv`)).text()
    expect(csv).toContain('"420"')
    await plain.context().close()
  })
})

test('a finished order is approved in part on a phone without JavaScript, and that part is invoiced at once', async ({
  page: office,
  browser,
}) => {
  const made = beside<{ orderId: string; number: string; email: string }>('finish', `ed${unique}`)
  const { path } = beside<Mailed>('link', made.email)
  const phone = await opened(browser, { viewport: phoneSize, javaScriptEnabled: false })
  await phone.goto(path)
  await expect(phone.getByRole('heading', { name: new RegExp(made.number) })).toBeVisible()
  await expect(phone.getByText('3,5 u', { exact: true })).toBeVisible()
  const material = phone.getByRole('listitem').filter({ hasText: 'Gasketel' })
  await material.getByRole('radio', { name: 'Afwijzen' }).check()
  await material.getByRole('textbox').fill('Er hangt er maar één')
  await phone.locator('#answer').getByLabel('Uw naam').fill('Ed Maes')
  await phone.getByRole('button', { name: /Versturen met/ }).click()
  await expect(phone.getByText('1 regel goedgekeurd, 1 afgewezen.')).toBeVisible()
  await phone.context().close()

  await signIn(office, 'administration')
  await office.goto(`/control?order=${made.orderId}`)
  await expect(office.getByText('klant keurde niet alles goed').first()).toBeVisible()
  await expect(office.getByText('“Er hangt er maar één”')).toBeVisible()
  await office.getByRole('button', { name: 'Vrijgeven' }).click()
  await expect(office.getByText(`${made.number} is vrijgegeven en staat op een concept.`)).toBeVisible()
  await office.goto(`/orders/${made.orderId}`)
  await expect(office.getByRole('row', { name: /Werkuren/ }).getByText('op concept')).toBeVisible()
  await expect(office.getByRole('row', { name: /Gasketel/ }).getByText('klant wees af')).toBeVisible()
})

test('a scanner that opens every address in every mail changes not one row', async ({ browser }) => {
  const made = beside<Made>('make', `scan${unique}`)
  const { path } = beside<Mailed>('link', made.email)
  const customer = await opened(browser, { viewport: phoneSize, javaScriptEnabled: false })
  await customer.goto(path)
  for (const [step, fields] of [
    ['forward', { name: 'Bo', colleague: 'Cas', email: `cas.scan${unique}@klant.example` }],
    ['ask', { name: 'Bo', question: 'Klopt dinsdag?' }],
  ] as const) {
    await customer.locator(`#${step} summary`).click()
    for (const [name, value] of Object.entries(fields)) await customer.locator(`[name="${step}.${name}"]`).fill(value)
    await customer.locator(`#${step} button`).click()
    await expect(customer.getByRole('status')).toBeVisible()
  }
  await customer.context().close()
  const { kinds, addresses } = beside<{ kinds: string[]; addresses: string[] }>('links', made.requestId)
  expect(kinds).toEqual(['approvals.asked', 'approvals.forwarded', 'approvals.offered', 'approvals.reminded'])
  expect(addresses.filter((address) => address.includes('/approval/')).length).toBeGreaterThanOrEqual(3)

  const before = beside<Record<string, string>>('marks', made.requestId)
  expect(before.approval_requests).toMatch(/^1 /)
  const scanner = await opened(browser)
  const all = addresses.flatMap((address) =>
    /\/approval\/[\w-]{43}$/.test(address)
      ? [address, `${address}/download`, `${address}/download?as=csv`, `${address}/download?file=x`, `${address}/send`]
      : [address],
  )
  for (const address of all) for (const method of ['GET', 'HEAD']) await scanner.request.fetch(address, { method })
  for (const address of addresses) {
    await scanner.goto(address)
    await scanner.waitForLoadState('networkidle')
  }
  await scanner.context().close()
  expect(beside<Record<string, string>>('marks', made.requestId)).toEqual(before)
})

test('a colleague gets a link of their own, and a withdrawn request says so', async ({ page: office, browser }) => {
  const made = beside<Made>('make', `bo${unique}`)
  const { path } = beside<Mailed>('link', made.email)
  const customer = await opened(browser, { viewport: phoneSize })
  await customer.goto(path)
  await customer.getByText('Doorsturen naar een collega').click()
  const forward = customer.locator('#forward')
  await forward.getByLabel('Uw naam').fill('Bo')
  await forward.getByLabel('Naam van uw collega').fill('Cas')
  await forward.getByLabel('Mailadres van uw collega').fill('geen adres')
  await forward.getByRole('button', { name: 'Doorsturen' }).click()
  await expect(forward.getByText('Dit is geen mailadres.')).toBeVisible()
  await expect(forward.getByLabel('Naam van uw collega')).toHaveValue('Cas')
  await forward.getByLabel('Mailadres van uw collega').fill(`cas${unique}@klant.example`)
  await forward.getByRole('button', { name: 'Doorsturen' }).click()
  await expect(customer.getByText('Doorgestuurd.')).toBeVisible()
  const colleague = beside<Mailed>('link', `cas${unique}@klant.example`).path
  expect(colleague).not.toBe(path)

  await signIn(office, 'administration')
  await office.goto(`/approvals/${made.requestId}`)
  await expect(office.getByText(/Bo stuurde door naar Cas/)).toBeVisible()
  await office.getByRole('button', { name: 'Intrekken' }).click()
  const dialog = office.getByRole('alertdialog')
  await dialog.getByLabel('Reden').fill('Verkeerde week')
  await dialog.getByRole('button', { name: 'Intrekken' }).click()
  await expect(office.getByText('ingetrokken', { exact: true }).first()).toBeVisible()
  for (const address of [path, colleague]) {
    await customer.goto(address)
    await expect(customer.getByRole('heading', { name: 'Dit verzoek is ingetrokken' })).toBeVisible()
  }
  expect((await customer.goto(`/approval/${'x'.repeat(43)}`))?.status()).toBe(404)
  await customer.context().close()
})

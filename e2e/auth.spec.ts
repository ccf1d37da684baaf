import type { Browser, Page } from '@playwright/test'
import { fillSignIn } from './steps'
import { expect, test } from './test'

const password = 'paarse koffie danst traag'
const unique = Date.now().toString(36)
const boss = { name: 'Greet Baas', email: `greet-${unique}@proef.example` }
const colleague = { name: 'Nele Nieuw', email: `nele-${unique}@proef.example` }

/** The newest mail to somebody, as the administrator reads it in the outbox; its link. */
async function linkInMail(admin: Page, subject: string, path: string): Promise<string> {
  await admin.goto('/settings/outbox')
  await admin.getByText(subject).first().click()
  await expect(admin.getByRole('heading', { level: 1, name: subject })).toBeVisible()
  // Until it is kept the key in it is nobody's to see.
  let link = ''
  await expect(async () => {
    await admin.reload()
    const source = (await admin.locator('pre').first().textContent()) ?? ''
    link = new RegExp(`http\\S+/${path}/[\\w-]{43}`).exec(source)?.[0] ?? ''
    expect(link).not.toBe('')
  }).toPass({ timeout: 30_000 })
  return new URL(link).pathname
}

const elsewhere = async (browser: Browser) => (await browser.newContext({ locale: 'nl-BE' })).newPage()

test('a company signs up, invites a colleague, who joins, forgets the password, and is shown the door', async ({
  page,
  browser,
}) => {
  await test.step('sign up, with what is wrong told beside the field', async () => {
    await page.goto('/sign-up')
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Bedrijfsnaam').fill(`Proef ${unique}`)
    await page.getByLabel('Ondernemingsnummer').fill('0403.170.702')
    await page.getByLabel('IBAN').fill('BE00 1234')
    await page.locator('input[name=personName]').fill(boss.name)
    await page.getByLabel('E-mailadres').fill(boss.email)
    await page.locator('input[name=password]').fill(password)
    await page.getByRole('button', { name: 'Bedrijf maken' }).click()
    await expect(page.getByText('Dit is geen geldig ondernemingsnummer', { exact: false })).toBeVisible()
    await expect(page.getByText('Dit IBAN klopt niet', { exact: false })).toBeVisible()
    await page.getByLabel('Ondernemingsnummer').fill('0403.170.701')
    await page.getByLabel('IBAN').fill('BE68 5390 0754 7034')
    await page.getByRole('button', { name: 'Bedrijf maken' }).click()
    await page.waitForURL('/')
    await expect(page.getByText(`Proef ${unique}`).first()).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Zo begin je' })).toBeVisible()
  })

  await test.step('invite', async () => {
    await page.goto('/settings/people')
    await page.getByRole('button', { name: 'Collega uitnodigen' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Naam').fill(colleague.name)
    await dialog.getByLabel('E-mailadres').fill(colleague.email)
    await dialog.getByText('Aanvragen, opdrachten en het planbord').click()
    await dialog.getByRole('button', { name: 'Uitnodiging versturen' }).click()
    await expect(page.getByText(colleague.email)).toBeVisible()
    await expect(page.getByText('uitgenodigd', { exact: true })).toBeVisible()
  })

  const other = await elsewhere(browser)
  const invitation = await linkInMail(page, `Je bent uitgenodigd bij Proef ${unique}`, 'invitation')

  await test.step('accept in another browser', async () => {
    const answer = await other.goto(invitation)
    expect(answer?.headers()['referrer-policy']).toBe('no-referrer')
    expect(answer?.headers()['x-robots-tag']).toContain('noindex')
    await expect(other.getByRole('heading', { name: `Welkom bij Proef ${unique}` })).toBeVisible()
    await other.locator('input[name=password]').fill('kort')
    await other.getByRole('button', { name: 'Meedoen' }).click()
    await expect(other.getByText('Neem minstens 12 tekens.')).toBeVisible()
    await other.locator('input[name=password]').fill(password)
    await other.getByRole('button', { name: 'Meedoen' }).click()
    await other.waitForURL('/')
    // A planner plans; company settings are not theirs, and look as if they were not there.
    await expect(other.getByRole('link', { name: /Planbord/ })).toBeVisible()
    await other.goto('/settings/people')
    await expect(other.getByText('Deze pagina', { exact: false }).first()).toBeVisible()
  })

  await test.step('the link is used up', async () => {
    await page.goto(invitation)
    await expect(page.getByRole('heading', { name: 'Deze link werkt niet meer' })).toBeVisible()
  })

  await test.step('forgotten password: the same answer for anybody', async () => {
    const visitor = await elsewhere(browser)
    const answers: string[] = []
    for (const email of [`niemand-${unique}@proef.example`, colleague.email]) {
      await visitor.goto('/reset-password')
      await visitor.getByLabel('E-mailadres').fill(email)
      await visitor.getByRole('button', { name: 'Link mailen' }).click()
      const status = visitor.getByRole('status').filter({ hasText: 'Kijk in je mailbox' })
      await expect(status).toBeVisible()
      answers.push(((await status.textContent()) ?? '').replace(email, '…'))
    }
    expect(answers[0]).toBe(answers[1])
    // The mail is made after the answer.
    await expect(async () => {
      await page.goto('/settings/outbox')
      await expect(page.getByText('Kies een nieuw wachtwoord').first()).toBeVisible({ timeout: 1000 })
    }).toPass()
    await visitor.goto(await linkInMail(page, 'Kies een nieuw wachtwoord', 'reset-password'))
    await visitor.locator('input[name=password]').fill('nieuwe blauwe fiets rijdt')
    await visitor.getByRole('button', { name: 'Wachtwoord opslaan' }).click()
    await visitor.waitForURL('/')
    // Elsewhere they are signed out.
    await other.goto('/settings/account')
    await expect(other).toHaveURL(/\/sign-in\?next=%2Fsettings%2Faccount/)
    await fillSignIn(other, colleague.email, password)
    await expect(other.getByText('Dit e-mailadres en wachtwoord horen niet bij elkaar.')).toBeVisible()
    // From where they were sent away, they come back there.
    await other.goto('/settings/account')
    await other.locator('input[name=email]').fill(colleague.email)
    await other.locator('input[name=password]').fill('nieuwe blauwe fiets rijdt')
    await other.getByRole('button', { name: 'Aanmelden', exact: true }).click()
    await other.waitForURL('/settings/account')
  })

  await test.step('deactivated: the open screen leaves by itself', async () => {
    await page.goto('/settings/people')
    await page.getByRole('button', { name: `Meer voor ${colleague.name}` }).click()
    await page.getByRole('menuitem', { name: 'Deactiveren' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deactiveren' }).click()
    await expect(page.getByText(`${colleague.name} kan niet meer aanmelden`)).toBeVisible()
    await expect(other).toHaveURL(/\/sign-in/)
    await fillSignIn(other, colleague.email, 'nieuwe blauwe fiets rijdt')
    await expect(other.getByText('Dit e-mailadres en wachtwoord horen niet bij elkaar.')).toBeVisible()
  })

  await test.step('sign out', async () => {
    await page.getByRole('button', { name: /Mijn account/ }).click()
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto('/settings/people')
    await expect(page).toHaveURL(/\/sign-in/)
  })
})

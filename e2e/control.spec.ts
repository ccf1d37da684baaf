import { makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)

test('the check by keyboard alone: walk along the queue, release, and the next one stands open', async ({
  browser,
}) => {
  const made = makeVisits({
    customer: `Toetsen ${unique}`,
    hasChecklist: false,
    visits: 3,
    executed: true,
    price: '120',
  })
  const [first, second, third] = made.visits
  if (!first || !second || !third) throw new Error('no visits')
  const office = await signedIn(browser, 'administration')
  const { keyboard } = office
  const isOpen = (number: string) =>
    expect(office.getByRole('heading', { level: 2, name: new RegExp(number) })).toBeVisible()
  await office.goto(`/control?order=${first.orderId}`)
  await isOpen(first.number)

  await test.step('the help names the keys', async () => {
    await keyboard.press('?')
    const help = office.getByRole('dialog')
    for (const words of ['Volgende opdracht', 'Vorige opdracht', 'Vrijgeven', 'Terug naar planning'])
      await expect(help.getByText(words)).toBeVisible()
    await keyboard.press('Escape')
    await expect(help).toBeHidden()
  })

  await test.step('J and K walk, A releases what is open and goes on from there', async () => {
    await keyboard.press('j')
    await isOpen(second.number)
    await keyboard.press('k')
    await isOpen(first.number)
    await keyboard.press('a')
    await expect(office.getByText(`${first.number} is vrijgegeven`)).toBeVisible()
    await isOpen(second.number)
    await keyboard.press('a')
    await expect(office.getByText(`${second.number} is vrijgegeven`)).toBeVisible()
    await isOpen(third.number)
  })

  await test.step('S sends back, with what is left typed in', async () => {
    await keyboard.press('s')
    const dialog = office.getByRole('alertdialog')
    await expect(dialog.getByLabel('Wat moet er nog gebeuren?')).toBeFocused()
    await keyboard.type('Afvoer nog dichten')
    await keyboard.press('Control+Enter')
    await expect(office.getByText(`${third.number} staat terug in de orderbak.`)).toBeVisible()
  })
})

test('a question about a line is answered on the phone and stands on the line; the office answers or withdraws one itself', async ({
  browser,
}) => {
  const made = makeVisits({ customer: `Vraag ${unique}`, hasChecklist: false, executed: true, price: '120' })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const office = await signedIn(browser, 'administration')
  const { keyboard } = office
  await office.goto(`/control?order=${visit.orderId}`)
  const line = office.getByRole('row', { name: /Onderhoudsbeurt/ })

  async function ask(words: string) {
    await line.getByRole('button', { name: 'Vraag over deze regel' }).press('Enter')
    const dialog = office.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: /Aan wie/ })).toContainText('Wout Veld')
    await expect(dialog.getByRole('textbox', { name: 'Vraag' })).toBeFocused()
    await keyboard.type(words)
    await keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(line).toContainText(words)
  }

  await test.step('asked by keyboard, it holds the release', async () => {
    await ask('Hoeveel filters?')
    await expect(line).toContainText('nog geen antwoord')
    await keyboard.press('a')
    await expect(office.getByText(/Er staat nog een vraag open bij de technieker/)).toBeVisible()
  })

  await test.step('the phone shows it with its line, and the answer lands on the line', async () => {
    const phone = await signedIn(browser, made.email, { viewport: phoneSize })
    await phone.goto('/')
    await expect(phone.getByRole('heading', { name: 'Kantoor heeft een vraag' })).toBeVisible()
    await expect(phone.getByText(`${visit.number} · Vraag ${unique} · Onderhoudsbeurt`)).toBeVisible()
    await phone.getByRole('textbox', { name: 'Je antwoord' }).fill('Twee, ze stonden niet in de lijst')
    await phone.getByRole('button', { name: 'Antwoorden' }).click()
    await expect(phone.getByText('Antwoord verstuurd')).toBeVisible()
    await expect(phone.getByRole('heading', { name: 'Kantoor heeft een vraag' })).toBeHidden()
    await expect(line).toContainText('Twee, ze stonden niet in de lijst')
  })

  await test.step('the office answers one itself and withdraws another; then the order can go', async () => {
    await ask('Was het spoed?')
    await office.getByRole('button', { name: 'Zelf antwoorden' }).press('Enter')
    await expect(office.getByRole('dialog').getByLabel('Antwoord')).toBeFocused()
    await keyboard.type('Nee, gewoon onderhoud')
    await keyboard.press('Control+Enter')
    await expect(line).toContainText('Nee, gewoon onderhoud')
    await ask('Nog iets?')
    await office.getByRole('button', { name: 'Intrekken' }).press('Enter')
    await office.getByRole('alertdialog').getByRole('button', { name: 'Intrekken' }).press('Enter')
    await expect(line).not.toContainText('Nog iets?')
    await keyboard.press('a')
    await expect(office.getByText(`${visit.number} is vrijgegeven`)).toBeVisible()
  })
})

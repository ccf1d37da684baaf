import type { Page } from '@playwright/test'
import type { BacklogData } from '@/lib/planning/rules'
import { blockOf, cardOf, drag, grab, names, openBoard, placeOf, quietDay, rowOf } from './board'
import { signedIn } from './steps'
import { expect, test } from './test'

/** The first two cards of work that is done within the day wherever in it this journey puts it. */
async function free(page: Page): Promise<string[]> {
  const { orders } = (await (await page.request.get('/planboard/backlog?sort=due')).json()) as BacklogData
  return orders.flatMap(([, number, , , , , , , minutes]) => (minutes <= 90 ? [number] : [])).slice(0, 2)
}

test('several visits are moved together, undone and done again, and everybody sees who looks at what', async ({
  browser,
}) => {
  const planner = await signedIn(browser, 'planner')
  const other = await signedIn(browser, 'admin')
  const day = quietDay(11)
  await Promise.all([openBoard(planner, day), openBoard(other, day)])
  const [first = '', second = ''] = await names(planner)
  const [one = '', two = ''] = await free(planner)
  const inRow = (page: Page, name: string, number: string) => rowOf(page, name).locator(`[data-number="${number}"]`)

  await test.step('two visits, chosen with Ctrl and dragged as one', async () => {
    for (const [number, clock] of [
      [one, '08:00'],
      [two, '12:00'],
    ] as const) {
      await drag(planner, await grab(cardOf(planner, number)), await placeOf(planner, first, clock))
      await planner.mouse.up()
      await expect(inRow(planner, first, number)).toBeVisible()
    }
    for (const number of [one, two]) await blockOf(planner, number).click({ modifiers: ['Control'] })
    await expect(planner.getByRole('toolbar', { name: '2 bezoeken gekozen' })).toBeVisible()
    const to = await placeOf(planner, second, '09:00')
    await drag(planner, await grab(blockOf(planner, one)), { x: to.x + 16, y: to.y })
    await expect(planner.locator('[data-drag-words]')).toContainText('2 bezoeken')
    await planner.mouse.up()
    for (const number of [one, two]) await expect(inRow(other, second, number)).toBeVisible()
    await expect(inRow(other, second, two)).toContainText('13:00')
  })

  await test.step('one step back, and forward again', async () => {
    await expect(planner.getByRole('button', { name: 'Ongedaan maken: 2 bezoeken verplaatst' })).toBeEnabled()
    await planner.keyboard.press('Control+z')
    for (const number of [one, two]) await expect(inRow(other, first, number)).toBeVisible()
    await planner.keyboard.press('Control+Shift+z')
    for (const number of [one, two]) await expect(inRow(other, second, number)).toBeVisible()
  })

  await test.step('who has a visit open is seen on the other board', async () => {
    await planner.keyboard.press('Escape')
    await blockOf(other, two).click()
    await expect(blockOf(planner, two).locator('[data-watching]')).toBeVisible()
    await other.keyboard.press('Escape')
    await expect(blockOf(planner, two).locator('[data-watching]')).toHaveCount(0)
  })

  await test.step('what somebody else changed since is not undone', async () => {
    await blockOf(other, two).focus()
    await other.keyboard.press('m')
    await other.keyboard.press('ArrowRight')
    await other.keyboard.press('Enter')
    await expect(inRow(planner, second, two)).toContainText('13:15')
    await planner.keyboard.press('Control+z')
    await expect(planner.getByText(/kan niet meer ongedaan gemaakt worden/).first()).toBeVisible()
    await expect(inRow(planner, second, two)).toContainText('13:15')
  })

  await test.step('whose visit was moved by somebody else while it was dragged chooses between both', async () => {
    const to = await placeOf(planner, second, '15:00')
    await drag(planner, await grab(blockOf(planner, two)), { x: to.x + 16, y: to.y })
    await other.keyboard.press('m')
    await other.keyboard.press('ArrowLeft')
    await other.keyboard.press('Enter')
    await expect(inRow(planner, second, two)).toContainText('13:00')
    await planner.mouse.up()
    const both = planner.getByRole('dialog', { name: 'Intussen gewijzigd' })
    await expect(both.getByText(/13:00–/)).toBeVisible()
    await expect(both.getByText(/15:00–/)).toBeVisible()
    await both.getByRole('button', { name: 'Dit opslaan' }).click()
    await expect(inRow(other, second, two)).toContainText('15:00')
  })

  await test.step('outside working hours a reason is asked before anything moves', async () => {
    await blockOf(planner, one).focus()
    await planner.keyboard.press('m')
    for (let hour = 9; hour < 18; hour++) await planner.keyboard.press('Shift+ArrowRight')
    await expect(planner.locator('[data-cursor]')).toContainText('buiten de werkuren')
    await planner.keyboard.press('Enter')
    const question = planner.getByRole('alertdialog')
    await question.getByRole('textbox').fill('Klant is enkel ’s avonds thuis')
    await question.getByRole('button', { name: 'Toch inplannen' }).click()
    await expect(inRow(other, second, one)).toContainText('18:00')
  })

  await test.step('the menu of an empty place makes an order there', async () => {
    const at = await placeOf(planner, first, '10:00')
    await planner.mouse.click(at.x, at.y, { button: 'right' })
    await planner.getByRole('menuitem', { name: 'Nieuwe opdracht hier' }).click()
    await expect(planner.getByText(`Wordt na het opslaan ingepland bij ${first}:`)).toBeVisible()
    await expect(planner.getByText(/10:00/).first()).toBeVisible()
  })

  await test.step('chosen by keyboard, both go back to the backlog', async () => {
    for (const number of [one, two]) {
      await blockOf(other, number).focus()
      await other.keyboard.press('x')
    }
    await other.keyboard.press('b')
    for (const number of [one, two]) await expect(cardOf(other, number)).toBeVisible()
  })
})

import type { Page } from '@playwright/test'
import { blockOf, boxOf, cardOf, drag, grab, openBoard, placeOf, quietDay, rowOf } from './board'
import type { BoardWork } from './board-work'
import { beside, signedIn } from './steps'
import { expect, test } from './test'

const day = quietDay(13)
let made: BoardWork | undefined
/** Made once for all journeys here. */
function work(): BoardWork {
  made ??= JSON.parse(beside('e2e/board-work.ts', day)) as BoardWork
  return made
}

const drawn = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

test('an order that is asked for by address is shown in the backlog, however far down its card stands', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'planner')
  const reply = await page.request.get('/planboard/backlog?sort=due')
  const { orders } = (await reply.json()) as { orders: [id: string, number: string][] }
  const [id, number] = orders.at(-1) ?? ['', '']
  await page.goto(`/planboard?order=${id}`)
  await expect(page.getByRole('dialog', { name: 'Bezoek inplannen' })).toContainText(number)
  await expect(cardOf(page, number)).toBeInViewport()
})

test('what is dragged or pulled and left with Escape stays as it is, and opens nothing', async ({ browser }) => {
  const { busy, customer, visit } = work()
  const page = await signedIn(browser, 'planner')
  await openBoard(page, `${day}&who=${busy}&q=${customer}`)
  const block = blockOf(page, visit)
  const panel = page.locator('aside[aria-labelledby]')
  const before = (await block.getAttribute('aria-label')) ?? ''

  const from = await grab(block)
  await drag(page, from, { x: from.x + 120, y: from.y })
  await page.mouse.move(from.x, from.y)
  await page.keyboard.press('Escape')
  // A hand is slower than the three frames for which dnd-kit itself lets no click through.
  for (let pair = 0; pair < 3; pair++) await drawn(page)
  await page.mouse.up()
  await drawn(page)
  expect(await panel.count()).toBe(0)

  const { x, y, width, height } = await boxOf(block)
  await drag(page, { x: x + width - 2, y: y + height / 2 }, { x: x + width + 90, y: y + height / 2 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await drawn(page)
  await expect(block).toHaveAttribute('aria-label', before)
  expect(await panel.count()).toBe(0)

  await block.click()
  await expect(panel).toBeVisible()
})

test('an order longer than a day is spread over days where it is dropped', async ({ browser }) => {
  const { free, customer, long } = work()
  const page = await signedIn(browser, 'planner')
  await openBoard(page, `${day}&who=${free}&q=${customer}`)
  await drag(page, await grab(cardOf(page, long)), await placeOf(page, free, '09:00'))
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Spreiden over dagen' })
  const parts = await dialog.getByRole('listitem').count()
  expect(parts).toBeGreaterThan(1)
  await dialog.getByRole('button', { name: `${parts} bezoeken inplannen` }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, free).locator(`[data-number="${long}"]`)).toHaveCount(1)
  await expect(cardOf(page, long)).toHaveCount(0)
})

test('who plans sees who is near that day, and whose leave falls over work sees what to move', async ({ browser }) => {
  const { busy, customer, short } = work()
  const page = await signedIn(browser, 'planner')
  await openBoard(page, `${day}&who=${busy}&q=${customer}`)

  await test.step('the agenda of who is near and chosen', async () => {
    await cardOf(page, short).click()
    const form = page.getByRole('dialog', { name: 'Bezoek inplannen' })
    const agenda = form.getByRole('region', { name: /^Op / })
    await agenda.getByRole('button', { name: new RegExp(`${busy}.*09:00`) }).click()
    await expect(agenda.getByRole('listitem').filter({ hasText: '09:00–10:00' }).first()).toContainText(customer)
    // What comes in above moves what stands below.
    await expect(form.getByRole('region', { name: 'Beste momenten' }).getByRole('button').first()).toBeVisible()
    await form.getByRole('button', { name: 'Annuleren' }).click()
    await expect(form).toBeHidden()
  })

  await test.step('leave over a planned visit says which, keeps the reason, and the visit is moved from there', async () => {
    await rowOf(page, busy).locator('[data-row-menu]').click()
    await page.getByRole('menuitem', { name: 'Afwezigheid invoeren' }).click()
    const leave = page.getByRole('dialog', { name: 'Afwezigheid invoeren' })
    await expect(leave.getByRole('region', { name: '1 bezoek staat in deze tijd' })).toContainText(customer)
    await leave.getByRole('button', { name: 'Opslaan' }).click()
    await leave.getByRole('textbox', { name: /^Waarom toch/ }).fill('Ziek gemeld')
    await leave.getByRole('button', { name: 'Opslaan' }).click()
    await expect(leave).toContainText('Verplaats wat nu niet meer kan')
    await leave.getByRole('button', { name: `Bezoek bij ${customer} verplaatsen` }).click()
    const form = page.getByRole('dialog', { name: 'Bezoek wijzigen' })
    await form.getByText('Nog zonder tijd').click()
    await form.getByRole('button', { name: 'Opslaan' }).click()
    await expect(form).toBeHidden()
    await expect(leave).toContainText('Geen bezoeken meer in deze tijd')
  })
})

test('who runs late today is told of on the board, and the customers behind are told from there', async ({
  browser,
}) => {
  const { busy, customer } = work()
  const page = await signedIn(browser, 'planner')
  await page.goto(`/planboard?scale=day&who=${busy}&q=${customer}`)
  await page.getByRole('button', { name: new RegExp(`^${busy} loopt uit`) }).click()
  const dialog = page.getByRole('dialog', { name: `${busy} loopt uit` })
  const waiting = dialog.getByRole('list', { name: 'Wie wacht er daardoor' })
  await expect(waiting).toContainText(customer)
  await dialog.getByRole('button', { name: /klant(en)? inlichten$/ }).click()
  await expect(waiting).toContainText('ingelicht')
})

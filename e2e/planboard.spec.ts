import type { Browser, Page } from '@playwright/test'
import type { BoardData } from '@/lib/planning/rules'
import { blockOf, boxOf, cardOf, drag, grab, names, openBoard, placeOf, quietDay, rowOf } from './board'
import { deskSize, makeVisits, signedIn } from './steps'
import { expect, test } from './test'

/** The same planner in another browser, as somebody at the next desk. */
async function besides(browser: Browser, page: Page): Promise<Page> {
  const storageState = await page.context().storageState()
  return (await browser.newContext({ viewport: deskSize, storageState })).newPage()
}

test('a planner drags, resizes, moves and takes back, and another planner sees it', async ({ browser }) => {
  const day = quietDay()
  const planner = await signedIn(browser, 'planner')
  const other = await besides(browser, planner)
  await openBoard(planner, day)
  await openBoard(other, day)
  const [first = '', second = ''] = await names(planner)
  const number = (await planner.locator('[data-backlog] [data-order]').first().getAttribute('data-number')) ?? ''

  await drag(planner, await grab(cardOf(planner, number)), await placeOf(planner, first, '09:00'))
  await expect(planner.locator('[data-drag-words]')).toContainText('09:00')
  await planner.mouse.up()
  await expect(rowOf(planner, first).locator(`[data-number="${number}"]`)).toBeVisible({ timeout: 1000 })
  await expect(rowOf(other, first).locator(`[data-number="${number}"]`)).toBeVisible({ timeout: 2000 })
  await expect(cardOf(planner, number)).toHaveCount(0)
  await expect(cardOf(other, number)).toHaveCount(0)
  await expect(planner.getByText(/ingepland: /).first()).toBeVisible()

  const before = await boxOf(blockOf(planner, number))
  const edge = { x: before.x + before.width - 2, y: before.y + before.height / 2 }
  await planner.mouse.move(edge.x, edge.y)
  await planner.mouse.down()
  await planner.mouse.move(edge.x + 65, edge.y, { steps: 6 })
  await planner.mouse.up()
  await expect
    .poll(async () => (await boxOf(blockOf(other, number))).width, { timeout: 3000 })
    .toBeGreaterThan(before.width + 40)

  const to = await placeOf(planner, second, '11:00')
  await drag(planner, await grab(blockOf(planner, number)), { x: to.x + 16, y: to.y })
  await planner.mouse.up()
  await expect(rowOf(other, second).locator(`[data-number="${number}"]`)).toContainText('11:00', { timeout: 2000 })

  await planner.keyboard.press('Control+z')
  await expect(rowOf(other, first).locator(`[data-number="${number}"]`)).toContainText('09:00', { timeout: 3000 })

  await drag(planner, await grab(blockOf(planner, number)), await grab(planner.locator('[data-backlog] input')))
  await planner.mouse.up()
  await expect(blockOf(other, number)).toHaveCount(0, { timeout: 3000 })
  await expect(cardOf(planner, number)).toBeVisible()
  await expect(cardOf(other, number)).toBeVisible()
})

test('an overlap is refused with its reason, and planned anyway with one', async ({ browser }) => {
  const planner = await signedIn(browser, 'planner')
  await openBoard(planner, quietDay(7))
  const [first = ''] = await names(planner)
  const numbers = await planner
    .locator('[data-backlog] [data-order]')
    .evaluateAll((cards) => cards.slice(0, 2).map((card) => card.getAttribute('data-number') ?? ''))
  const [one = '', two = ''] = numbers
  await drag(planner, await grab(cardOf(planner, one)), await placeOf(planner, first, '10:00'))
  await planner.mouse.up()
  await expect(blockOf(planner, one)).toBeVisible()

  await drag(planner, await grab(cardOf(planner, two)), await placeOf(planner, first, '10:15'))
  await expect(planner.locator('[data-drag-words]')).toContainText('overlapt met')
  await planner.mouse.up()
  const question = planner.getByRole('alertdialog')
  await expect(question).toContainText(`${first} heeft dan al iets`)
  await expect(blockOf(planner, two)).toHaveCount(0)
  await question.getByRole('textbox').fill('Beide adressen liggen naast elkaar')
  await question.getByRole('button', { name: 'Toch inplannen' }).click()
  await expect(blockOf(planner, two)).toBeVisible()
  await expect(blockOf(planner, two).getByLabel('Overlapt met reden')).toBeVisible()

  for (const number of [two, one]) {
    await blockOf(planner, number).focus()
    await planner.keyboard.press('b')
    await expect(blockOf(planner, number)).toHaveCount(0)
  }
})

test('an order that is taken off the board again before the backlog was read anew comes back to it', async ({
  browser,
}) => {
  const planner = await signedIn(browser, 'planner')
  await openBoard(planner, quietDay(9))
  const number = (await planner.locator('[data-backlog] [data-order]').first().getAttribute('data-number')) ?? ''
  await cardOf(planner, number).focus()
  await planner.keyboard.press('m')
  await expect(planner.locator('[data-cursor]')).toBeVisible()

  // What is read after the planning waits until the order is back.
  const reads = /\/planboard\/backlog/
  let letThrough = () => {}
  const isBack = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await planner.route(reads, (route) => isBack.then(() => route.continue()), { times: 1 })
  const reading = planner.waitForRequest(reads)
  await planner.keyboard.press('Enter')
  await expect(blockOf(planner, number)).toBeVisible()
  await reading
  await blockOf(planner, number).focus()
  await planner.keyboard.press('b')
  await expect(blockOf(planner, number)).toHaveCount(0)
  await expect(cardOf(planner, number)).toBeVisible()
  letThrough()
})

test('the whole board by keyboard: one order here and there, then ten in a row, undone and done again', async ({
  browser,
}) => {
  const day = quietDay(8)
  const customer = `Toets ${Date.now()}`
  const { visits: orders } = makeVisits({ customer, visits: 10, planned: false, hasChecklist: false })
  const planner = await signedIn(browser, 'planner')
  await openBoard(planner, `${day}&q=${customer}`)
  const cards = planner.locator('[data-backlog] [data-order]')
  await expect(cards).toHaveCount(10)
  const [, second = ''] = await names(planner)
  const focused = () => planner.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.number ?? '')
  const cursor = planner.locator('[data-cursor]')

  await test.step('one order to a row and a time of choice, moved and left, changed by its form, and back', async () => {
    await planner.keyboard.press('/')
    for (let tab = 0; tab < 6 && (await focused()) === ''; tab++) await planner.keyboard.press('Tab')
    const number = await focused()
    expect(number).not.toBe('')
    await planner.keyboard.press('m')
    await expect(cursor).toBeVisible()
    for (let row = 0; row < 40 && !((await cursor.textContent()) ?? '').startsWith(`${second} ·`); row++)
      await planner.keyboard.press('ArrowDown')
    for (let quarter = 0; quarter < 4; quarter++) await planner.keyboard.press('ArrowRight')
    await expect(cursor).toContainText(second)
    await planner.keyboard.press('Enter')
    const block = rowOf(planner, second).locator(`[data-number="${number}"]`)
    await expect(block).toBeVisible()
    // The focus went on to the next card.
    await expect.poll(focused).not.toBe(number)
    expect(await focused()).not.toBe('')
    const start = await block.textContent()

    await block.focus()
    await planner.keyboard.press('m')
    await planner.keyboard.press('ArrowRight')
    await planner.keyboard.press('Escape')
    await expect(cursor).toHaveCount(0)
    expect(await block.textContent()).toBe(start)

    await planner.keyboard.press('Enter')
    const form = planner.getByRole('dialog')
    await expect(form).toContainText('Bezoek wijzigen')
    await form.getByText('Nog zonder tijd').click()
    await form.getByRole('button', { name: 'Opslaan' }).click()
    await expect(form).toHaveCount(0)
    await expect(block).toHaveAttribute('title', /zonder tijd/)

    await block.focus()
    await planner.keyboard.press('b')
    await expect(cards).toHaveCount(10)
  })

  /** Who does each of the ten orders when, as the server says. */
  const standing = async () => {
    const answer = await planner.request.get(`/planboard/data?from=${day}&to=${day}`)
    const { members, visits } = (await answer.json()) as Pick<BoardData, 'members' | 'visits'>
    const own = new Set(orders.map(({ number }) => number))
    return visits
      .filter((visit) => own.has(visit[9]))
      .map(([id, , status, start, minutes, team]) => [id, status, start, minutes, team.map((at) => members[at]?.[1])])
      .sort()
  }

  await test.step('ten orders, two keys each, one behind the other', async () => {
    await planner.keyboard.press('/')
    for (let tab = 0; tab < 6 && (await focused()) === ''; tab++) await planner.keyboard.press('Tab')
    for (let left = 9; left >= 0; left--) {
      await planner.keyboard.press('m')
      await planner.keyboard.press('Enter')
      await expect(cards).toHaveCount(left)
    }
    // Behind what was planned last, in that row.
    await expect(rowOf(planner, second).locator('[data-visit]').first()).toBeVisible()
  })

  await test.step('all of it back with Ctrl+Z, and again exactly as it stood', async () => {
    await expect.poll(async () => (await standing()).length).toBe(10)
    const before = await standing()
    expect(new Set(before.map(([, , start, , team]) => `${team} ${start}`)).size).toBe(10)
    for (let step = 0; step < 10; step++) await planner.keyboard.press('Control+z')
    await expect(cards).toHaveCount(10)
    expect(await standing()).toEqual([])
    for (let step = 0; step < 10; step++) await planner.keyboard.press('Control+Shift+z')
    await expect(cards).toHaveCount(0)
    await expect.poll(standing).toEqual(before)
  })
})

test('a board that hears nothing of others says so, and catches up', async ({ browser }) => {
  const planner = await signedIn(browser, 'planner')
  const other = await besides(browser, planner)
  const { visits: orders } = makeVisits({ customer: `Stil ${Date.now()}`, planned: false, hasChecklist: false })
  const number = orders[0]?.number ?? ''
  const day = quietDay(13)
  await planner.route('**/api/events', (route) => route.abort())
  await openBoard(planner, day)
  await openBoard(other, `${day}&q=${number}`)
  const notice = planner.getByText('Geen verbinding: wat anderen doen, zie je nu niet.')
  await expect(notice).toBeVisible()
  await cardOf(other, number).focus()
  await other.keyboard.press('m')
  await other.keyboard.press('Enter')
  await expect(blockOf(other, number)).toBeVisible()
  await expect(cardOf(other, number)).toHaveCount(0)
  await expect(notice).toBeVisible()
  await expect(blockOf(planner, number)).toHaveCount(0)
  await planner.unroute('**/api/events')
  await expect(blockOf(planner, number)).toBeVisible({ timeout: 10_000 })
  await expect(notice).toHaveCount(0)
})

test('a planner takes what the engine proposes, takes it back in one step, and sees where an order fits best', async ({
  browser,
}) => {
  const day = quietDay(9)
  const planner = await signedIn(browser, 'planner')
  await openBoard(planner, day)
  const waiting = planner.locator('[data-backlog] [data-order]').filter({ hasNotText: 'in de wacht' })
  const number = (await waiting.last().getAttribute('data-number')) ?? ''
  await openBoard(planner, `${day}&q=${number}`)
  await expect(planner.locator('[data-backlog] [data-order]')).toHaveCount(1)

  await planner.getByRole('button', { name: 'Voorstel', exact: true }).click()
  const dialog = planner.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Zoektijd/ }).fill('1')
  await dialog.getByRole('button', { name: 'Voorstel maken' }).click()
  await expect(dialog.getByRole('checkbox', { name: number })).toBeChecked({ timeout: 5000 })
  await dialog.getByRole('button', { name: '1 wijziging overnemen' }).click()
  // The board hears of it before the dialog has its answer; while that is open the keys are the dialog's.
  await expect(dialog).toHaveCount(0)
  await expect(blockOf(planner, number)).toBeVisible()
  await expect(cardOf(planner, number)).toHaveCount(0)
  await planner.keyboard.press('Control+z')
  await expect(blockOf(planner, number)).toHaveCount(0)

  await cardOf(planner, number).click()
  const best = planner.getByRole('region', { name: 'Beste momenten' }).getByRole('button').first()
  await best.click()
  await expect(best).toHaveAttribute('aria-pressed', 'true')
})

import { chromium } from '@playwright/test'
import { signedIn } from './steps'
import { expect, test } from './test'

type BoardRows = { members: [id: string, name: string][]; visits: [string, ...unknown[]][] }

/** A day of the next two weeks on which somebody with a name of his own goes to several customers, with those visits in order. */
async function busyDay(): Promise<{ day: string; name: string; visitIds: string[] }> {
  const [from = '', to = ''] = [0, 13].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  )
  const board = (await (await fetch(`/planboard/data?from=${from}&to=${to}`)).json()) as BoardRows
  const names = board.members.map(([, name]) => name)
  const found = new Map<string, { id: string; start: number }[]>()
  for (const [id, , , start, , team] of board.visits)
    if (typeof start === 'number' && Array.isArray(team)) {
      const key = `${new Date(Math.floor(start / 1440) * 86_400_000).toISOString().slice(0, 10)} ${team[0]}`
      found.set(key, [...(found.get(key) ?? []), { id, start }])
    }
  const isOnly = (name = '') => names.indexOf(name) === names.lastIndexOf(name)
  const isOne = (key: string) => isOnly(names[Number(key.split(' ')[1])])
  const [key, visits] = [...found].find(([one, all]) => all.length > 1 && isOne(one)) ?? ['', []]
  const [day = '', member = ''] = key.split(' ')
  const visitIds = visits.sort((a, b) => a.start - b.start).map(({ id }) => id)
  return { day, name: names[Number(member)] ?? '', visitIds }
}

test('a planner sees the routes of a day on the map, chooses a stop there, and loses nothing without a map', async () => {
  // The browser of the other journeys draws no maps.
  const drawing = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  const planner = await signedIn(drawing, 'planner')
  await planner.goto('/')
  const { day, name, visitIds } = await planner.evaluate(busyDay)
  await planner.goto(`/planboard?scale=day&date=${day}`)
  await planner.getByRole('button', { name: 'Kaart', exact: true }).click()
  await expect(planner).toHaveURL(/[?&]map=1/)
  await expect(planner.locator('[data-map]')).toHaveAttribute('data-map', 'drawn', { timeout: 20_000 })

  const route = planner.getByRole('region', { name, exact: true }).locator('[data-stop]')
  await expect
    .poll(() => route.evaluateAll((stops) => stops.map((stop) => stop.getAttribute('data-stop'))))
    .toEqual(visitIds)
  await expect(route.nth(1)).toContainText('2')
  const block = planner.locator(`[data-board] [data-visit="${visitIds[1]}"]`)
  await route.nth(1).hover()
  await expect(block).toHaveAttribute('data-pointed', '')
  await expect(planner.locator('.maplibregl-popup')).toContainText(name)
  await route.nth(1).click()
  await expect(planner).toHaveURL(new RegExp(`visit=${visitIds[1]}`))
  await expect(planner.getByRole('complementary').getByText(name).first()).toBeVisible()
  await expect(route.nth(1)).toHaveAttribute('aria-current', 'true')
  await planner.keyboard.press('Escape')

  await planner.getByRole('checkbox', { name: `${name} op de kaart tonen` }).press(' ')
  await expect(route).toHaveCount(0)
  await expect(planner).toHaveURL(/mapHide=/)

  // An old computer: the list says and does the same, by keyboard too.
  await planner.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string) {
        return kind.startsWith('webgl') ? null : getContext.call(this, kind)
      },
    })
  })
  await planner.goto(`/planboard?scale=day&date=${day}&map=1`)
  await expect(planner.getByText('Deze browser kan geen kaart tekenen')).toBeVisible()
  await route.first().focus()
  await planner.keyboard.press('Enter')
  await expect(planner).toHaveURL(new RegExp(`visit=${visitIds[0]}`))
  await drawing.close()
})

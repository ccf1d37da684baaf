import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'

/** Every screen a person can open without an id, in light and dark, on a desk and on a phone: no serious fault. */
const office = [
  '/',
  '/requests',
  '/orders',
  '/orders/new',
  '/planboard',
  '/calendar',
  '/customers',
  '/customers/new',
  '/assets',
  '/products',
  '/maintenance',
  '/control',
  '/unbilled',
  '/invoices',
  '/settings/account',
  '/settings/company',
  '/settings/people',
  '/settings/order-types',
  '/settings/invoicing',
  '/settings/outbox',
]
const everybody = ['/sign-in', '/sign-up', '/reset-password', '/request/warmtebrigade']

const looks = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

async function open(browser: Browser, look: (typeof looks)[number], who: string | null): Promise<Page> {
  const page = await (await browser.newContext({ ...look, locale: 'nl-BE', timezoneId: 'Europe/Brussels' })).newPage()
  if (!who) return page
  await page.goto('/sign-in')
  await page.waitForLoadState('networkidle')
  await page.locator('input[name=email]').fill(`${who}@warmtebrigade.example`)
  await page.locator('input[name=password]').fill('werkstroom-demo')
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

/**
 * What is known and not ours to mend: react-big-calendar gives its cells roles without their parents, and an open list of
 * react-aria keeps a hidden way out that can have the focus.
 */
const known = ['/calendar: aria-required-children', '/calendar: aria-required-parent', '/orders/new: aria-hidden-focus']

/** Serious and critical faults on these pages, as `page: rule (where)`. */
async function faults(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(path)
    await expect(page.locator('h1').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    for (const { id, impact, nodes } of violations)
      if ((impact === 'serious' || impact === 'critical') && !known.includes(`${path}: ${id}`))
        found.push(`${path}: ${id} (${nodes[0]?.target.join(' ')})`)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (overflow > 1) found.push(`${path}: ${overflow} px wider than the window`)
  }
  return found
}

for (const look of looks) {
  const name = `${look.colorScheme}, ${look.viewport.width} px`
  test(`the office has no serious fault (${name})${look.colorScheme === 'light' ? ' @unproven' : ''}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000)
    expect(await faults(await open(browser, look, 'admin'), office)).toEqual([])
  })
  test(`the public pages have none (${name})`, async ({ browser }) => {
    expect(await faults(await open(browser, look, null), everybody)).toEqual([])
  })
}

test('the phone has none, light and dark', async ({ browser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(
      browser,
      { colorScheme, viewport: { width: 390, height: 844 } } as (typeof looks)[number],
      'technician',
    )
    expect(await faults(page, ['/field'])).toEqual([])
  }
})
